package io.peregrine.feed;

import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Messages of a second connection to the same stream, held back in their order until the first has surely delivered all that was sent
 * before the second began: mixed then, the two have no hole.
 *
 * <pre>
 *   length (int) | receive time (long) | message    one after the other
 * </pre>
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> grows to the largest amount so far, at most {@link #BYTES_MAX}, and is
 * kept. <b>Allocates:</b> only while it grows.
 */
final class HeldMessages {
    /** A second of more than any stream of a venue brings. */
    static final int BYTES_MAX = 64 << 20;
    private static final int HEADER_BYTES = Integer.BYTES + Long.BYTES;

    /** Takes the messages out. */
    @FunctionalInterface
    interface Consumer {
        /** The next message. */
        void onMessage(DirectBuffer buffer, int offset, int length, long receiveTimeNs, long nowNs);
    }

    private final ExpandableArrayBuffer bytes = new ExpandableArrayBuffer();
    private int writePosition;
    private int readPosition;

    boolean isEmpty() {
        return readPosition == writePosition;
    }

    void clear() {
        writePosition = 0;
        readPosition = 0;
    }

    /** Adds one; false where there is no room. */
    boolean add(final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs) {
        if (length > BYTES_MAX - HEADER_BYTES - writePosition) {
            return false;
        }
        bytes.putInt(writePosition, length);
        bytes.putLong(writePosition + Integer.BYTES, receiveTimeNs);
        bytes.putBytes(writePosition + HEADER_BYTES, buffer, offset, length);
        writePosition += HEADER_BYTES + length;
        return true;
    }

    /**
     * Gives out the oldest.
     *
     * @param limit of messages
     * @return how many
     */
    int drain(final Consumer consumer, final int limit, final long nowNs) {
        int count = 0;
        while (count < limit && readPosition < writePosition) {
            final int length = bytes.getInt(readPosition);
            final long receiveTimeNs = bytes.getLong(readPosition + Integer.BYTES);
            final int offset = readPosition + HEADER_BYTES;
            readPosition = offset + length;
            count++;
            consumer.onMessage(bytes, offset, length, receiveTimeNs, nowNs);
        }
        if (isEmpty()) {
            clear();
        }
        return count;
    }
}
