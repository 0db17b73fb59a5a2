package io.peregrine.sim.kraken;

import io.peregrine.sim.account.Fill;

/**
 * The venue's ids, such as {@code OQCLML-BW3P3-BUCMWZ}: the exchange's numbers, scrambled so that nobody reads an order out of them, behind
 * a letter that tells their kind.
 *
 * <p><b>Threading:</b> stateless.
 */
final class Ids {
    /** What an id that is none stands for. */
    static final long NONE = -1;

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final int LENGTH = 19;
    private static final int FIRST_DASH = 6;
    private static final int SECOND_DASH = 12;
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private static final long INVERSE = inverse(FACTOR);
    private static final int PADDING = 3;

    private Ids() {
    }

    /** Id of an order. */
    static String order(final long orderId) {
        return text('O', orderId);
    }

    /** Id of one side of a trade. */
    static String execution(final Fill fill) {
        return text('T', fill.order().orderId() << 32 ^ fill.tradeId());
    }

    /** Id of a ledger entry, an amendment or another numbered thing. */
    static String numbered(final char kind, final long number) {
        return text(kind, number);
    }

    /** The order id behind a text, or {@link #NONE}. */
    static long orderId(final String text) {
        if (text.length() != LENGTH || text.charAt(0) != 'O' || text.charAt(FIRST_DASH) != '-' || text.charAt(SECOND_DASH) != '-') {
            return NONE;
        }
        long value = 0;
        for (final char c : text.replace("-", "").substring(1 + PADDING).toCharArray()) {
            value = value * DIGITS.length() + DIGITS.indexOf(c);
        }
        final long orderId = value * INVERSE;
        return order(orderId).equals(text) ? orderId : NONE;
    }

    private static String text(final char kind, final long number) {
        final char[] text = new char[LENGTH];
        long rest = number * FACTOR;
        long padding = number ^ number >>> 7;
        for (int i = LENGTH - 1; i > 0; i--) {
            if (i == FIRST_DASH || i == SECOND_DASH) {
                text[i] = '-';
            } else if (i > PADDING) {
                text[i] = DIGITS.charAt((int) Long.remainderUnsigned(rest, DIGITS.length()));
                rest = Long.divideUnsigned(rest, DIGITS.length());
            } else {
                text[i] = DIGITS.charAt((int) Long.remainderUnsigned(padding, DIGITS.length()));
                padding = Long.divideUnsigned(padding, DIGITS.length());
            }
        }
        text[0] = kind;
        return new String(text);
    }

    /** Newton's iteration for the inverse of an odd number modulo 2^64. */
    private static long inverse(final long odd) {
        long inverse = odd;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
