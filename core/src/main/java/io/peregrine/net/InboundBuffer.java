package io.peregrine.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Bytes read from the socket and not yet used. Frames are decoded where they lie; only a frame that is not whole is ever moved, when the
 * room behind it ends.
 * <pre>
 *  0        offset           limit                capacity
 * +--------+----------------+--------------------+
 * | used   | unused bytes   | room for reading   |
 * +--------+----------------+--------------------+
 * </pre>
 *
 * <p><b>Threading:</b> confined to the agent. <b>Memory:</b> one direct buffer, freed by {@link #close}. <b>Allocates:</b> only when a
 * frame is longer than any before; the caller bounds that length.
 */
final class InboundBuffer {
    /** A read must find room for one whole TLS record. */
    static final int READ_SPACE_MIN = 32 * 1024;

    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private ByteBuffer bytes;
    private int offset;
    private int limit;
    private int requiredLength;

    InboundBuffer(final int capacity) {
        bytes = ByteBuffer.allocateDirect(capacity);
        view.wrap(bytes);
        reset();
    }

    void reset() {
        offset = 0;
        limit = 0;
        requiredLength = FrameDecoder.HEADER_LENGTH_MIN;
    }

    DirectBuffer buffer() {
        return view;
    }

    int offset() {
        return offset;
    }

    int length() {
        return limit - offset;
    }

    /** Nothing can be made of these bytes before there are {@code length} of them. */
    void require(final int length) {
        requiredLength = length;
    }

    /** Are more bytes needed to go on? */
    boolean starved() {
        return length() < requiredLength;
    }

    void skip(final int length) {
        offset += length;
        requiredLength = FrameDecoder.HEADER_LENGTH_MIN;
    }

    /**
     * Reads once.
     *
     * @return as {@link Transport#read}
     */
    int receive(final Transport transport) throws IOException {
        makeRoom();
        bytes.limit(bytes.capacity()).position(limit);
        final int count = transport.read(bytes);
        limit = bytes.position();
        return count;
    }

    void close() {
        view.wrap(0, 0);
        BufferUtil.free(bytes);
    }

    private void makeRoom() {
        final int held = length();
        if (held == 0) {
            offset = 0;
            limit = 0;
        }
        final int room = Math.max(requiredLength - held, READ_SPACE_MIN);
        if (bytes.capacity() - limit >= room) {
            return;
        }
        if (bytes.capacity() - held >= room) {
            view.putBytes(0, view, offset, held);
        } else {
            grow(held, room);
        }
        offset = 0;
        limit = held;
    }

    private void grow(final int held, final int room) {
        final ByteBuffer larger = ByteBuffer.allocateDirect(Math.max(held + room, (int) Math.min(2L * bytes.capacity(), 1 << 30)));
        larger.put(0, bytes, offset, held);
        close();
        bytes = larger;
        view.wrap(bytes);
    }
}
