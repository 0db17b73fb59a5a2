package io.peregrine.sim.matching;

import java.math.BigDecimal;

/**
 * Decimals of the simulator: {@code long}s at eight decimals, exact.
 *
 * <p><b>Threading:</b> stateless. <b>Units:</b> 1.0 is {@link #ONE}.
 */
public final class Decimal {
    /** Decimals of every price, quantity and amount. */
    public static final int SCALE = 8;
    /** 1.0. */
    public static final long ONE = 100_000_000L;

    private Decimal() {
    }

    /**
     * Parses decimal text.
     *
     * @throws ArithmeticException where it has more than eight decimals or does not fit
     */
    public static long parse(final String text) {
        return new BigDecimal(text).setScale(SCALE).unscaledValue().longValueExact();
    }

    /** Text with exactly eight decimals, for example {@code 0.01000000}. */
    public static String text(final long value) {
        final char[] digits = new char[21];
        int position = digits.length;
        long rest = Math.abs(value);
        for (int i = 0; rest != 0 || i <= SCALE; i++) {
            if (i == SCALE) {
                digits[--position] = '.';
            }
            digits[--position] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        if (value < 0) {
            digits[--position] = '-';
        }
        return new String(digits, position, digits.length - position);
    }
}
