package io.peregrine.venue.coinbase.gateway;

import org.agrona.DirectBuffer;

/**
 * Where the next page of a list begins, in the venue's own words.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Allocates:</b> none after construction.
 */
final class Page {
    private static final int CURSOR_LENGTH_MAX = 512;

    final byte[] cursor = new byte[CURSOR_LENGTH_MAX];
    private int length;

    /** The first page. */
    void first() {
        length = 0;
    }

    boolean isFirst() {
        return length == 0;
    }

    int length() {
        return length;
    }

    /** The next page begins here; false where the cursor is too long. */
    boolean set(final DirectBuffer buffer, final int offset, final int cursorLength) {
        if (cursorLength > cursor.length) {
            length = 0;
            return false;
        }
        buffer.getBytes(offset, cursor, 0, cursorLength);
        length = cursorLength;
        return true;
    }

    /** So much of the cursor was written; false for less than nothing. */
    boolean length(final int written) {
        length = Math.max(0, written);
        return written >= 0;
    }

    void set(final Page other) {
        System.arraycopy(other.cursor, 0, cursor, 0, other.length);
        length = other.length;
    }
}
