package io.peregrine.position;

import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;

/**
 * Exact arithmetic on amounts.
 *
 * <p><b>Threading:</b> stateless. <b>Units:</b> an amount of an instrument's quote asset has {@link #decimals} decimals: enough for every
 * price × quantity and for every fee at 8 decimals. <b>Allocates:</b> none.
 */
public final class Money {
    /** Decimals of fees and of limits. */
    public static final int E8_DECIMALS = 8;

    private static final long LOWER_HALF = 0xFFFF_FFFFL;

    private Money() {
    }

    /** Decimals of the amounts of an instrument's quote asset. */
    public static int decimals(final Instrument instrument) {
        return Math.max(instrument.notionalDecimals(), E8_DECIMALS);
    }

    /** The same value at other decimals; digits that are lost round away from zero; what does not fit becomes the nearest long. */
    public static long rescale(final long mantissa, final int fromDecimals, final int toDecimals) {
        final int shift = toDecimals - fromDecimals;
        if (shift == 0) {
            return mantissa;
        }
        if (shift < 0) {
            return shift < -18 ? Long.signum(mantissa) : roundAway(mantissa, Decimals.power(-shift));
        }
        if (mantissa == 0) {
            return 0;
        }
        final long product = shift > 18 ? Instrument.NULL_VALUE : Instrument.notional(mantissa, Decimals.power(shift));
        if (product == Instrument.NULL_VALUE) {
            return mantissa < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        return product;
    }

    /**
     * a × b / c through 128 bits, truncated; the largest long where it does not fit. All are positive or zero, c is positive.
     */
    public static long multiplyDivide(final long a, final long b, final long c) {
        final long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high == 0 && low >= 0) {
            return low / c;
        } else if (high > c >> 1 || high == c >> 1 && ((c & 1) == 0 || low < 0)) {
            return Long.MAX_VALUE;
        } else if (c <= Integer.MAX_VALUE) {
            final long upper = high << Integer.SIZE | low >>> Integer.SIZE;
            final long lower = upper % c << Integer.SIZE | low & LOWER_HALF;
            return upper / c << Integer.SIZE | lower / c;
        }
        long remainder = high;
        for (int bit = 0; bit < Long.SIZE; bit++) {
            remainder = (remainder << 1) | (low >>> 63);
            low <<= 1;
            if (Long.compareUnsigned(remainder, c) >= 0) {
                remainder -= c;
                low |= 1;
            }
        }
        return low;
    }

    /** The sum, or the nearest long where it does not fit: for limits and statistics, never for books of account. */
    public static long saturatedAdd(final long a, final long b) {
        final long sum = a + b;
        if (((a ^ sum) & (b ^ sum)) < 0) {
            return a < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }

    private static long roundAway(final long mantissa, final long divisor) {
        final long quotient = mantissa / divisor;
        return mantissa == quotient * divisor ? quotient : quotient + Long.signum(mantissa);
    }
}
