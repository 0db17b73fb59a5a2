package io.peregrine.venue.kraken.gateway;

import io.peregrine.instrument.Instrument;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The venue's ids, such as {@code OQCLML-BW3P3-BUCMWZ}, as 128 bits and back: up to 24 capitals, digits and dashes, each a digit from 1 to
 * 37 to the base 38, twelve of them in each half. No digit is 0, so the length need not be kept.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Allocates:</b> none after construction. <b>Errors:</b> another text is not known:
 * both halves are null values.
 */
public final class VenueId {
    static final int LENGTH_MAX = 24;
    static final long UNKNOWN = Instrument.NULL_VALUE;

    private static final int HALF = 12;
    private static final int RADIX = 38;
    private static final int DASH = 37;

    private long high = UNKNOWN;
    private long low = UNKNOWN;

    /** Reads a text; false where it is none of this form. */
    boolean parse(final DirectBuffer buffer, final int offset, final int length) {
        high = UNKNOWN;
        low = UNKNOWN;
        if (length < 1 || length > LENGTH_MAX) {
            return false;
        }
        final int split = Math.max(0, length - HALF);
        final long first = half(buffer, offset, split);
        final long last = half(buffer, offset + split, length - split);
        if (first < 0 || last < 0) {
            return false;
        }
        high = first;
        low = last;
        return true;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    /** Writes the text of an id that is known; returns its length. */
    static int put(final MutableDirectBuffer buffer, final int index, final long high, final long low) {
        final int first = putHalf(buffer, index, high);
        return first + putHalf(buffer, index + first, low);
    }

    /** The text of an id that is known. */
    public static String text(final long high, final long low) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[LENGTH_MAX]);
        return buffer.getStringWithoutLengthAscii(0, put(buffer, 0, high, low));
    }

    private static long half(final DirectBuffer buffer, final int offset, final int length) {
        long value = 0;
        for (int i = offset; i < offset + length; i++) {
            final int digit = digit(buffer.getByte(i));
            if (digit == 0) {
                return UNKNOWN;
            }
            value = value * RADIX + digit;
        }
        return value;
    }

    private static int digit(final byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0' + 1;
        } else if (c >= 'A' && c <= 'Z') {
            return c - 'A' + 11;
        }
        return c == '-' ? DASH : 0;
    }

    private static int putHalf(final MutableDirectBuffer buffer, final int index, final long half) {
        int length = 0;
        for (long rest = half; rest > 0; rest /= RADIX) {
            length++;
        }
        long rest = half;
        for (int i = index + length - 1; i >= index; i--) {
            final int digit = (int) (rest % RADIX);
            buffer.putByte(i, (byte) (digit == DASH ? '-' : digit > 10 ? 'A' + digit - 11 : '0' + digit - 1));
            rest /= RADIX;
        }
        return length;
    }
}
