package io.peregrine.json;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.peregrine.instrument.Decimals;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Where a {@link JsonReader} is in its text, what was wrong first, and the numbers there.
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> a view of the caller's buffer; nothing outside the given range is read. <b>Allocates:</b>
 * none after construction. <b>Errors:</b> the first is kept and moves the position to the end.
 */
abstract class JsonCursor {
    private static final long MANTISSA_SAFE = Long.MAX_VALUE / 10 - 1;
    private static final int EXPONENT_MAX = 18;

    final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    int position;
    int limit;
    JsonError error = JsonError.NONE;
    private int errorPosition = -1;

    final void reset(final DirectBuffer buffer, final int offset, final int length) {
        bytes.wrap(buffer, offset, length);
        position = 0;
        limit = length;
        error = JsonError.NONE;
        errorPosition = -1;
    }

    /** Has anything been wrong since the text began? */
    public final boolean failed() {
        return error != JsonError.NONE;
    }

    /** The first error, or {@link JsonError#NONE}. */
    public final JsonError error() {
        return error;
    }

    /** Where the first error was, from the start of the text, or -1. */
    public final int errorPosition() {
        return errorPosition;
    }

    /** Index of the next byte, from the start of the text. */
    public final int position() {
        return position;
    }

    /** Goes to a place where {@link #position()} was before a value that was then skipped. */
    public final void seek(final int valuePosition) {
        if (error == JsonError.NONE) {
            position = valuePosition;
        }
    }

    /** Is nothing left but white space? */
    public final boolean atEnd() {
        return error == JsonError.NONE && peek() < 0;
    }

    /** First byte of the next value without reading it: <code>{ [ " t f n -</code> or a digit; -1 at the end. */
    public final int peek() {
        while (position < limit) {
            final byte b = bytes.getByte(position);
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            position++;
        }
        return -1;
    }

    /** Reads an integer, for example {@code -17}. */
    public final long readLong() {
        final boolean negative = peek() == '-';
        if (negative) {
            position++;
        }
        final int start = position;
        long value = 0;
        if (position + Long.BYTES <= limit) {
            final long digits = DecimalWord.eightDigits(bytes.getLong(position, LITTLE_ENDIAN));
            if (digits >= 0) {
                value = digits;
                position += Long.BYTES;
            }
        }
        while (position < limit) {
            final int digit = bytes.getByte(position) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            if (value > MANTISSA_SAFE) {
                fail(JsonError.OVERFLOW);
                return 0;
            }
            value = value * 10 + digit;
            position++;
        }
        if (position == start || !atNumberEnd()) {
            fail(position == limit && position == start ? JsonError.TRUNCATED : JsonError.SYNTAX);
            return 0;
        }
        return negative ? -value : value;
    }

    /**
     * Reads a decimal, bare or in quotes, for example {@code "0.00010000"}, without exponent.
     *
     * @return its mantissa at {@code decimals}; {@link JsonError#PRECISION} where it has non-zero digits beyond them
     */
    public final long readDecimal(final int decimals) {
        final long mantissa = readShortDecimal(decimals);
        return mantissa >= 0 ? mantissa : readAnyDecimal(decimals);
    }

    /**
     * Reads a decimal as {@link #readDecimal} does, or a bare one with an exponent, for example {@code 5e-05}. For values that are not read
     * often.
     */
    public final long readScientific(final int decimals) {
        peek();
        final int start = position;
        int end = start;
        while (end < limit && isDecimalByte(bytes.getByte(end))) {
            end++;
        }
        if (end == start || end == limit || (bytes.getByte(end) | 0x20) != 'e') {
            return readDecimal(decimals);
        }
        position = end + 1;
        if (position < limit && bytes.getByte(position) == '+') {
            position++;
        }
        final long exponent = readLong();
        final int next = position;
        if (error != JsonError.NONE || Math.abs(exponent) > EXPONENT_MAX || decimals + exponent > EXPONENT_MAX) {
            fail(JsonError.OVERFLOW);
            return 0;
        }
        // Digits of m are at -decimals, those of m × 10^exponent at -decimals - exponent: reading with more decimals multiplies.
        position = start;
        final int shifted = (int) (decimals + exponent);
        final boolean negative = bytes.getByte(start) == '-';
        position += negative ? 1 : 0;
        final long mantissa = readMantissa(Math.max(0, shifted));
        final boolean isExact = shifted >= 0 || mantissa == 0;
        if (error != JsonError.NONE || !isExact || position != end) {
            fail(isExact ? JsonError.SYNTAX : JsonError.PRECISION);
            return 0;
        }
        position = next;
        return negative ? -mantissa : mantissa;
    }

    private static boolean isDecimalByte(final byte b) {
        return b >= '0' && b <= '9' || b == '.' || b == '-';
    }

    /** The quick way for what venues mostly send; negative, with nothing read, where the text has another form. */
    private long readShortDecimal(final int decimals) {
        final int start = position + 1;
        if (start + DecimalWord.READABLE_BYTES > limit || bytes.getByte(position) != '"') {
            return DecimalWord.OTHER;
        }
        final long whole = bytes.getLong(start, LITTLE_ENDIAN);
        final int point = DecimalWord.pointAt(whole);
        final int fractionStart = start + point + 1;
        final long fraction = bytes.getLong(fractionStart, LITTLE_ENDIAN);
        final int length = DecimalWord.quoteAt(fraction);
        if (length == Long.BYTES && bytes.getByte(fractionStart + length) != '"') {
            return DecimalWord.OTHER;
        }
        final long mantissa = DecimalWord.mantissa(whole, point, fraction, length, decimals);
        if (mantissa >= 0) {
            position = fractionStart + length + 1;
        }
        return mantissa;
    }

    private long readAnyDecimal(final int decimals) {
        final boolean quoted = peek() == '"';
        if (quoted) {
            position++;
        }
        final boolean negative = position < limit && bytes.getByte(position) == '-';
        if (negative) {
            position++;
        }
        final long mantissa = readMantissa(decimals);
        if (error != JsonError.NONE) {
            return 0;
        }
        if (quoted) {
            if (position >= limit || bytes.getByte(position) != '"') {
                fail(position < limit ? JsonError.SYNTAX : JsonError.TRUNCATED);
                return 0;
            }
            position++;
        } else if (!atNumberEnd()) {
            fail(JsonError.SYNTAX);
            return 0;
        }
        return negative ? -mantissa : mantissa;
    }

    private long readMantissa(final int decimals) {
        long mantissa = 0;
        int digits = 0;
        int fraction = -1;
        while (position < limit) {
            final int digit = bytes.getByte(position) - '0';
            if (digit < 0 || digit > 9) {
                if (digit != '.' - '0' || fraction >= 0 || digits == 0) {
                    break;
                }
                fraction = 0;
            } else if (fraction >= decimals) {
                if (digit != 0) {
                    fail(JsonError.PRECISION);
                    return 0;
                }
                fraction++;
            } else {
                if (mantissa > MANTISSA_SAFE) {
                    fail(JsonError.OVERFLOW);
                    return 0;
                }
                mantissa = mantissa * 10 + digit;
                digits++;
                fraction += fraction >= 0 ? 1 : 0;
            }
            position++;
        }
        if (digits == 0 || fraction == 0) {
            fail(position < limit ? JsonError.SYNTAX : JsonError.TRUNCATED);
            return 0;
        }
        return scale(mantissa, decimals - Math.clamp(fraction, 0, decimals));
    }

    private long scale(final long mantissa, final int zeros) {
        final long power = Decimals.power(zeros);
        if (mantissa > Long.MAX_VALUE / power) {
            fail(JsonError.OVERFLOW);
            return 0;
        }
        return mantissa * power;
    }

    private boolean atNumberEnd() {
        if (position >= limit) {
            return true;
        }
        final byte b = bytes.getByte(position);
        return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** The caller found that what it read is not what it should be: as any other error, the first one is kept and reading ends. */
    public final void refuse(final JsonError reason) {
        fail(reason);
    }

    final boolean fail(final JsonError reason) {
        if (error == JsonError.NONE) {
            error = reason;
            errorPosition = position;
        }
        position = limit;
        return false;
    }
}
