package io.peregrine.json;

/**
 * Decimals of at most eight kept digits out of two 8-byte words, without a loop: digits are moved together in one word, checked all at once
 * and added up in three multiplications (SIMD within a register).
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none.
 */
public final class DecimalWord {
    /** Bytes from the first digit that must be readable: 7 digits, the point, 8 digits and the quote. */
    static final int READABLE_BYTES = 24;
    /** Not of the form that is handled here; the caller takes the general way. */
    public static final long OTHER = -1;

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long POINTS = '.' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long SPACES = ' ' * ONES;
    private static final long ZEROS = '0' * ONES;
    /** Added to a byte it reaches the high bit exactly where the byte is above 9. */
    private static final long ABOVE_NINE = 0x7676767676767676L;

    private static final long EVEN_PAIRS = 0x000000FF000000FFL;

    private DecimalWord() {
    }

    /** Index of the decimal point in a little-endian word, or 8. */
    public static int pointAt(final long word) {
        return firstZero(word ^ POINTS);
    }

    /** Index of the closing quote in a little-endian word, or 8. */
    public static int quoteAt(final long word) {
        return firstZero(word ^ QUOTES);
    }

    /**
     * The mantissa of {@code whole.fraction}.
     *
     * @param whole    word that begins with the digits before the point
     * @param point    number of those, 1 to 7
     * @param fraction word that begins with the digits behind the point
     * @param length   number of those, 1 to 8; all beyond {@code decimals} must be zeros
     * @param decimals decimals of the result
     * @return the mantissa, or {@link #OTHER}
     */
    static long mantissa(final long whole, final int point, final long fraction, final int length, final int decimals) {
        final int digits = point + decimals;
        if (digits > Long.BYTES || length < decimals || point == 0 || point == Long.BYTES || length == 0) {
            return OTHER;
        }
        final int beyond = length - decimals;
        // Shifts stay below 64: decimals is at most 7 here, beyond is from 1 to 8.
        if (beyond != 0 && (fraction ^ ZEROS) >>> decimals * Byte.SIZE << Long.SIZE - beyond * Byte.SIZE != 0) {
            return OTHER;
        }
        final long word = whole & ~(-1L << point * Byte.SIZE) | fraction << point * Byte.SIZE;
        final int unused = Long.SIZE - digits * Byte.SIZE;
        return sum((word << unused) - (ZEROS << unused));
    }

    /** The number that the first 1 to 8 digits of a word make, or {@link #OTHER} where not all of these are digits. */
    public static long digits(final long word, final int count) {
        final int unused = Long.SIZE - count * Byte.SIZE;
        return sum((word << unused) - (ZEROS << unused));
    }

    /**
     * The digits behind a point as a number of {@code decimals} digits.
     *
     * @param word     begins with them
     * @param length   number of those, 1 to 8; all beyond {@code decimals} must be zeros
     * @param decimals 0 to 8; where there are fewer digits, zeros are meant
     * @return the number, or {@link #OTHER}
     */
    static long fraction(final long word, final int length, final int decimals) {
        final long kept = length == Long.BYTES ? word : word & ~(-1L << length * Byte.SIZE) | ZEROS & -1L << length * Byte.SIZE;
        if (decimals < Long.BYTES && (kept ^ ZEROS) >>> decimals * Byte.SIZE != 0) {
            return OTHER;
        }
        return decimals == 0 ? 0 : digits(kept, decimals);
    }

    /** The number that eight digits make, or {@link #OTHER} where not all are digits. */
    static long eightDigits(final long word) {
        return sum(word - ZEROS);
    }

    /** Number of bytes before a quote, a backslash or a control character; 8 where there is none. */
    static int plainText(final long word) {
        final long quote = word ^ QUOTES;
        final long backslash = word ^ BACKSLASHES;
        final long special = (quote - ONES & ~quote | backslash - ONES & ~backslash | word - SPACES & ~word) & HIGH_BITS;
        return Long.numberOfTrailingZeros(special) >>> 3;
    }

    /** Adds up the values of eight digits, first digit in the lowest byte, in three multiplications. */
    private static long sum(final long values) {
        if (((values + ABOVE_NINE | values) & HIGH_BITS) != 0) {
            return OTHER;
        }
        final long pairs = values * 10 + (values >>> 8);
        final long quads = (pairs & EVEN_PAIRS) * (100 + (1_000_000L << 32)) + (pairs >>> 16 & EVEN_PAIRS) * (1 + (10_000L << 32));
        return quads >>> 32;
    }

    private static int firstZero(final long word) {
        return Long.numberOfTrailingZeros((word - ONES) & ~word & HIGH_BITS) >>> 3;
    }
}
