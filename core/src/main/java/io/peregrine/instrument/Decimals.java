package io.peregrine.instrument;

import org.agrona.MutableDirectBuffer;

/**
 * Decimal text to and from {@code long} mantissas, exact or not at all.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> the {@code String} forms do, the buffer form does not.
 */
public final class Decimals {
    /** Not representable at the given decimals. */
    public static final long INVALID = Long.MIN_VALUE;

    private static final long[] POWERS = new long[19];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = POWERS[i - 1] * 10;
        }
    }

    private Decimals() {
    }

    /** 10^n for n from 0 to 18. */
    public static long power(final int n) {
        return POWERS[n];
    }

    /**
     * Parses {@code -?digits[.digits]}.
     *
     * @return the mantissa at {@code decimals}, or {@link #INVALID} where the text is malformed, has non-zero digits beyond the decimals,
     *     or does not fit
     */
    public static long parse(final CharSequence text, final int decimals) {
        final int length = text.length();
        int i = 0;
        final boolean negative = length > 0 && text.charAt(0) == '-';
        if (negative) {
            i++;
        }
        long value = 0;
        int fraction = -1;
        int digits = 0;
        for (; i < length; i++) {
            final char c = text.charAt(i);
            if (c == '.' && fraction < 0 && digits > 0) {
                fraction = 0;
                continue;
            }
            final int digit = c - '0';
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            digits++;
            if (fraction >= decimals) {
                if (digit != 0) {
                    return INVALID;
                }
                fraction++;
                continue;
            }
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return INVALID;
            }
            value = value * 10 + digit;
            if (fraction >= 0) {
                fraction++;
            }
        }
        if (digits == 0 || fraction == 0) {
            return INVALID;
        }
        for (int f = Math.max(fraction, 0); f < decimals; f++) {
            if (value > Long.MAX_VALUE / 10) {
                return INVALID;
            }
            value *= 10;
        }
        return negative ? -value : value;
    }

    /** Text without trailing zeros or exponent, for example {@code 61659.7}; {@code 0} for zero. */
    public static String format(final long mantissa, final int decimals) {
        return java.math.BigDecimal.valueOf(mantissa, decimals).stripTrailingZeros().toPlainString();
    }

    /**
     * Writes text with exactly {@code decimals} decimals, for example {@code 0.01000000}.
     *
     * @return number of bytes written
     */
    public static int put(final MutableDirectBuffer buffer, final int index, final long mantissa, final int decimals) {
        int position = index;
        long rest = mantissa;
        if (rest < 0) {
            buffer.putByte(position++, (byte) '-');
            rest = -rest;
        }
        final long whole = rest / POWERS[decimals];
        position += buffer.putLongAscii(position, whole);
        if (decimals > 0) {
            buffer.putByte(position++, (byte) '.');
            long fraction = rest - whole * POWERS[decimals];
            for (int i = decimals - 1; i >= 0; i--) {
                buffer.putByte(position + i, (byte) ('0' + fraction % 10));
                fraction /= 10;
            }
            position += decimals;
        }
        return position - index;
    }
}
