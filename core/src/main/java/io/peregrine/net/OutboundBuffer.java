package io.peregrine.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Frames on their way to the socket. In the usual case a frame is written here and goes out in the same call; what a slow socket does not
 * take stays, up to the capacity.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Memory:</b> one direct buffer, freed by {@link #close}. <b>Allocates:</b> none after
 * construction.
 */
final class OutboundBuffer {
    /** Kept free by data frames, so that a pong or a Close always finds room behind them. */
    static final int CONTROL_RESERVE = 4 * (FrameEncoder.HEADER_LENGTH_MAX + 125);

    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final ByteBuffer bytes;
    private int head;
    private int tail;

    OutboundBuffer(final int capacity) {
        bytes = ByteBuffer.allocateDirect(capacity);
        view.wrap(bytes);
    }

    void reset() {
        head = 0;
        tail = 0;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** Longest data payload that can ever be sent. */
    int payloadLengthMax() {
        return bytes.capacity() - CONTROL_RESERVE - FrameEncoder.HEADER_LENGTH_MAX;
    }

    /**
     * Appends one masked frame.
     *
     * @return false where there is no room; nothing was changed
     */
    boolean putFrame(final int opcode, final DirectBuffer payload, final int offset, final int length, final int mask) {
        final int frameLength = FrameEncoder.frameLength(length);
        final int reserve = Opcode.isControl(opcode) ? 0 : CONTROL_RESERVE;
        if (!makeRoom(frameLength + reserve)) {
            return false;
        }
        tail += FrameEncoder.encode(view, tail, opcode, payload, offset, length, mask);
        return true;
    }

    /**
     * Appends bytes as they are: the upgrade request.
     *
     * @return false where there is no room
     */
    boolean putBytes(final byte[] source) {
        if (!makeRoom(source.length)) {
            return false;
        }
        view.putBytes(tail, source);
        tail += source.length;
        return true;
    }

    /**
     * Appends bytes as they are: a request.
     *
     * @return false where there is no room
     */
    boolean putBytes(final DirectBuffer source, final int offset, final int length) {
        if (!makeRoom(length)) {
            return false;
        }
        view.putBytes(tail, source, offset, length);
        tail += length;
        return true;
    }

    /** Hands the socket what it takes. */
    void flush(final Transport transport) throws IOException {
        bytes.limit(tail).position(head);
        transport.write(bytes);
        head = bytes.position();
        if (head == tail) {
            reset();
        }
    }

    void close() {
        view.wrap(0, 0);
        BufferUtil.free(bytes);
    }

    private boolean makeRoom(final int length) {
        if (bytes.capacity() - tail >= length) {
            return true;
        }
        final int held = tail - head;
        if (bytes.capacity() - held < length) {
            return false;
        }
        view.putBytes(0, view, head, held);
        head = 0;
        tail = held;
        return true;
    }
}
