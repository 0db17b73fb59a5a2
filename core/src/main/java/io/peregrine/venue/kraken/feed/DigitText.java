package io.peregrine.venue.kraken.feed;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes whole numbers as digits without leading zeros, eight digits at a time in one word: the word is split into halves, quarters and
 * digits by multiplications, without a loop over the digits.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none.
 */
final class DigitText {
    /** Bytes that may be written at most, beyond the digits too. */
    static final int WRITABLE_BYTES = 3 * Long.BYTES;

    private static final long EIGHT_DIGITS = 100_000_000L;
    private static final long ZEROS = 0x3030303030303030L;
    private static final long QUARTER_LANES = 0x0000007F_0000007FL;
    private static final long DIGIT_LANES = 0x000F_000F_000F_000FL;

    private DigitText() {
    }

    /**
     * Writes a positive number.
     *
     * @return where the text ends
     */
    static int put(final UnsafeBuffer buffer, final int position, final long number) {
        if (number < EIGHT_DIGITS) {
            return putFirst(buffer, position, number);
        }
        final long upper = number / EIGHT_DIGITS;
        final int middle = upper < EIGHT_DIGITS
                ? putFirst(buffer, position, upper)
                : putRest(buffer, putFirst(buffer, position, upper / EIGHT_DIGITS), upper % EIGHT_DIGITS);
        return putRest(buffer, middle, number - upper * EIGHT_DIGITS);
    }

    private static int putFirst(final UnsafeBuffer buffer, final int position, final long number) {
        final long digits = digits(number);
        final int zeros = Long.numberOfTrailingZeros(digits) >>> 3;
        buffer.putLong(position, digits + ZEROS >>> zeros * Byte.SIZE, LITTLE_ENDIAN);
        return position + Long.BYTES - zeros;
    }

    private static int putRest(final UnsafeBuffer buffer, final int position, final long number) {
        buffer.putLong(position, digits(number) + ZEROS, LITTLE_ENDIAN);
        return position + Long.BYTES;
    }

    /** The values of the eight digits of a number below 10^8, first digit in the lowest byte. */
    private static long digits(final long number) {
        final long upper = number / 10_000;
        final long halves = upper | number - upper * 10_000 << 32;
        // 5243 / 2^19 and 103 / 2^10 are a little above 1/100 and 1/10: exact for the values that there can be here.
        final long hundreds = halves * 5243 >>> 19 & QUARTER_LANES;
        final long quarters = hundreds | halves - hundreds * 100 << 16;
        final long tens = quarters * 103 >>> 10 & DIGIT_LANES;
        return tens | quarters - tens * 10 << 8;
    }
}
