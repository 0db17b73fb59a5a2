package io.peregrine.bench.tick;

import org.agrona.AsciiSequenceView;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Text that is put together piece by piece.
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> one array, overwritten by {@link #begin}. <b>Allocates:</b> none after construction.
 */
final class VenueText {
    private static final int BYTES_MAX = 1024;

    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[BYTES_MAX]);
    private int length;

    VenueText begin(final String piece) {
        length = 0;
        return put(piece);
    }

    void set(final AsciiSequenceView other) {
        length = other.getBytes(buffer, 0);
    }

    VenueText put(final String piece) {
        length += buffer.putStringWithoutLengthAscii(length, piece);
        return this;
    }

    VenueText put(final long number) {
        length += buffer.putLongAscii(length, number);
        return this;
    }

    VenueText put(final AsciiSequenceView piece) {
        length += piece.getBytes(buffer, length);
        return this;
    }

    VenueText put(final VenueText piece) {
        buffer.putBytes(length, piece.buffer, 0, piece.length);
        length += piece.length;
        return this;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }

    int length() {
        return length;
    }
}
