package io.peregrine.record;

import java.io.IOException;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Messages of any length between the thread that receives them and the one that writes them. A long one goes in chunks; it goes in whole or
 * not at all.
 *
 * <pre>
 *   0        8          12        16
 *  +--------+----------+---------+----------
 *  | time   | length   | from    | bytes …      length: of the whole message; from: where in it these bytes stand
 *  +--------+----------+---------+----------
 * </pre>
 *
 * <p><b>Threading:</b> one thread offers, one polls. <b>Memory:</b> off-heap, of fixed size; the poller's copy of the longest message.
 * <b>Allocates:</b> none but for a longer message than any before, when it is polled. <b>Errors:</b> {@link #offer} says false.
 */
final class MessageRing {
    private static final int TIME_OFFSET = 0;
    private static final int LENGTH_OFFSET = TIME_OFFSET + BitUtil.SIZE_OF_LONG;
    private static final int FROM_OFFSET = LENGTH_OFFSET + BitUtil.SIZE_OF_INT;
    private static final int HEADER_BYTES = FROM_OFFSET + BitUtil.SIZE_OF_INT;
    private static final int MESSAGE_TYPE = 1;
    /** What a chunk takes beside its bytes, at most. */
    private static final int CHUNK_OVERHEAD_BYTES = HEADER_BYTES + 2 * BitUtil.SIZE_OF_LONG;

    private final OneToOneRingBuffer ring;
    private final int chunkBytesMax;
    private UnsafeBuffer message = new UnsafeBuffer(new byte[0]);
    private IOException failure;

    /** Gets what is polled. */
    interface Sink {
        /** One message. */
        void onMessage(long receiveTimeNs, DirectBuffer buffer, int offset, int length) throws IOException;
    }

    /** @param capacityBytes a power of two */
    MessageRing(final int capacityBytes) {
        ring = new OneToOneRingBuffer(new UnsafeBuffer(BufferUtil.allocateDirectAligned(
                capacityBytes + RingBufferDescriptor.TRAILER_LENGTH, BitUtil.CACHE_LINE_LENGTH)));
        chunkBytesMax = ring.maxMsgLength() / 4 - HEADER_BYTES;
    }

    /** Puts a message in; false where there is no room for it. */
    boolean offer(final long receiveTimeNs, final DirectBuffer buffer, final int offset, final int length) {
        final int chunks = Math.max(1, (length + chunkBytesMax - 1) / chunkBytesMax);
        // The ring may leave up to a chunk unused at its end.
        final long needed = (long) length + (long) chunks * CHUNK_OVERHEAD_BYTES + chunkBytesMax + CHUNK_OVERHEAD_BYTES;
        if (ring.capacity() - ring.size() < needed) {
            return false;
        }
        for (int i = 0; i < chunks; i++) {
            final int from = i * chunkBytesMax;
            put(receiveTimeNs, buffer, offset, length, from);
        }
        return true;
    }

    /** Is more than half of it taken? */
    boolean crowded() {
        return ring.size() > ring.capacity() / 2;
    }

    /**
     * Takes messages out.
     *
     * @param limit chunks at most
     * @return how many
     */
    int poll(final Sink sink, final int limit) throws IOException {
        final int count = ring.read((type, buffer, index, length) -> take(sink, buffer, index, length - HEADER_BYTES), limit);
        if (failure != null) {
            throw failure;
        }
        return count;
    }

    private void put(final long receiveTimeNs, final DirectBuffer buffer, final int offset, final int length, final int from) {
        final int bytes = Math.min(chunkBytesMax, length - from);
        final int index = ring.tryClaim(MESSAGE_TYPE, HEADER_BYTES + bytes);
        if (index < 0) {
            throw new IllegalStateException("no room for " + bytes + " bytes in a ring that has " + ring.size() + " of "
                    + ring.capacity() + " taken");
        }
        final MutableDirectBuffer target = ring.buffer();
        target.putLong(index + TIME_OFFSET, receiveTimeNs);
        target.putInt(index + LENGTH_OFFSET, length);
        target.putInt(index + FROM_OFFSET, from);
        target.putBytes(index + HEADER_BYTES, buffer, offset + from, bytes);
        ring.commit(index);
    }

    private void take(final Sink sink, final DirectBuffer buffer, final int index, final int bytes) {
        final int length = buffer.getInt(index + LENGTH_OFFSET);
        final int from = buffer.getInt(index + FROM_OFFSET);
        if (length > message.capacity()) {
            message = new UnsafeBuffer(new byte[Math.max(length, 2 * message.capacity())]);
        }
        message.putBytes(from, buffer, index + HEADER_BYTES, bytes);
        if (from + bytes == length && failure == null) {
            try {
                sink.onMessage(buffer.getLong(index + TIME_OFFSET), message, 0, length);
            } catch (final IOException e) {
                failure = e;
            }
        }
    }
}
