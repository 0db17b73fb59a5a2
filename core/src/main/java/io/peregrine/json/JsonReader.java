package io.peregrine.json;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.peregrine.instrument.Decimals;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A pull reader over one JSON text in UTF-8. The caller walks the text in its order:
 *
 * <pre>{@code
 * reader.wrap(buffer, offset, length);
 * reader.beginObject();
 * while (reader.nextKey()) {
 *     if (reader.keyIs(ORDER_ID)) {
 *         orderId = reader.readLong();
 *     } else {
 *         reader.skipValue();
 *     }
 * }
 * if (reader.failed()) { … }
 * }</pre>
 *
 * <p>The first error is kept and moves the reader to the end: every later read returns its neutral value ({@code false}, 0) and every loop
 * over keys or elements ends, so that the caller checks {@link #failed()} once, when it has read all, and uses nothing before that.
 *
 * <p><b>Threading:</b> confined. <b>Memory:</b> a view of the caller's buffer, valid while its bytes are; nothing outside the given range
 * is read. <b>Allocates:</b> none after construction, but for {@link #text()}. <b>Errors:</b> never throws for anything in the bytes.
 */
public final class JsonReader {
    /** Containers that {@link #skipValue()} follows into each other. */
    public static final int NESTING_MAX = 64;

    private static final long MANTISSA_SAFE = Long.MAX_VALUE / 10 - 1;

    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);
    private int position;
    private int limit;
    private boolean first;
    private int sliceOffset;
    private int sliceLength;
    private JsonError error = JsonError.NONE;
    private int errorPosition;

    /** Starts at the beginning of a text. */
    public JsonReader wrap(final DirectBuffer buffer, final int offset, final int length) {
        bytes.wrap(buffer, offset, length);
        position = 0;
        limit = length;
        first = false;
        sliceOffset = 0;
        sliceLength = 0;
        error = JsonError.NONE;
        errorPosition = -1;
        return this;
    }

    /** Has anything been wrong since {@link #wrap}? */
    public boolean failed() {
        return error != JsonError.NONE;
    }

    /** The first error, or {@link JsonError#NONE}. */
    public JsonError error() {
        return error;
    }

    /** Where the first error was, from the start of the text, or -1. */
    public int errorPosition() {
        return errorPosition;
    }

    /** Index of the next byte, from the start of the text. */
    public int position() {
        return position;
    }

    /** Is nothing left but white space? */
    public boolean atEnd() {
        return error == JsonError.NONE && peek() < 0;
    }

    /** First byte of the next value without reading it: <code>{ [ " t f n -</code> or a digit; -1 at the end. */
    public int peek() {
        while (position < limit) {
            final byte b = bytes.getByte(position);
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            position++;
        }
        return -1;
    }

    /** Enters an object. */
    public boolean beginObject() {
        return begin('{');
    }

    /** Enters an array. */
    public boolean beginArray() {
        return begin('[');
    }

    /** Reads the next key and its colon; false at the end of the object, which is left, and after an error. */
    public boolean nextKey() {
        if (!next('}')) {
            return false;
        }
        if (!readString()) {
            return false;
        }
        if (peek() != ':') {
            return fail(JsonError.SYNTAX);
        }
        position++;
        return true;
    }

    /** Is there another element? False at the end of the array, which is left, and after an error. */
    public boolean nextElement() {
        return next(']');
    }

    /** Is the key (or string) just read this one? {@code word} is {@link #word} of a name of 1 to 8 bytes. */
    public boolean keyIs(final long word) {
        return keyWord() == word;
    }

    /** The key (or string) just read, packed as {@link #word} does; 0 where it is empty or longer than 8 bytes. */
    public long keyWord() {
        if (sliceLength > Long.BYTES || sliceLength == 0) {
            return 0;
        }
        if (sliceOffset + Long.BYTES <= limit) {
            return bytes.getLong(sliceOffset, LITTLE_ENDIAN) & (-1L >>> (Long.SIZE - Byte.SIZE * sliceLength));
        }
        long word = 0;
        for (int i = sliceLength - 1; i >= 0; i--) {
            word = word << Byte.SIZE | bytes.getByte(sliceOffset + i) & 0xFF;
        }
        return word;
    }

    /** Is the key (or string) just read this ASCII text? */
    public boolean keyIs(final byte[] ascii) {
        if (sliceLength != ascii.length) {
            return false;
        }
        for (int i = 0; i < ascii.length; i++) {
            if (bytes.getByte(sliceOffset + i) != ascii[i]) {
                return false;
            }
        }
        return true;
    }

    /** A name of 1 to 8 ASCII characters as a little-endian word, for {@link #keyIs(long)}. For constants. */
    public static long word(final String name) {
        if (name.isEmpty() || name.length() > Long.BYTES) {
            throw new IllegalArgumentException("1 to 8 characters: '" + name + "'");
        }
        long word = 0;
        for (int i = name.length() - 1; i >= 0; i--) {
            word = word << Byte.SIZE | name.charAt(i);
        }
        return word;
    }

    /** Reads a string; its raw bytes, escapes not resolved, are at {@link #sliceOffset()}. */
    public boolean readString() {
        if (peek() != '"') {
            return fail(position < limit ? JsonError.SYNTAX : JsonError.TRUNCATED);
        }
        final int start = ++position;
        while (position < limit) {
            final byte b = bytes.getByte(position);
            if (b == '"') {
                sliceOffset = start;
                sliceLength = position++ - start;
                return true;
            }
            if (b >= 0 && b < ' ') {
                return fail(JsonError.SYNTAX);
            }
            position += b == '\\' ? 2 : 1;
        }
        position = limit;
        return fail(JsonError.TRUNCATED);
    }

    /** Start of the key or string just read, from the start of the text. */
    public int sliceOffset() {
        return sliceOffset;
    }

    /** Bytes of the key or string just read. */
    public int sliceLength() {
        return sliceLength;
    }

    /** The key or string just read, with its escapes resolved. Allocates: for messages to people, not for the hot path. */
    public String text() {
        final byte[] copy = new byte[sliceLength];
        bytes.getBytes(sliceOffset, copy);
        final String raw = new String(copy, StandardCharsets.UTF_8);
        return raw.indexOf('\\') < 0 ? raw : JsonEscapes.resolve(raw);
    }

    /** Reads an integer, for example {@code -17}. */
    public long readLong() {
        final boolean negative = peek() == '-';
        if (negative) {
            position++;
        }
        final int start = position;
        long value = 0;
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
    public long readDecimal(final int decimals) {
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

    /** Reads {@code true} or {@code false}. */
    public boolean readBoolean() {
        if (peek() == 't') {
            return literal("true");
        }
        literal("false");
        return false;
    }

    /** Reads {@code null} if that is the next value; else reads nothing and returns false. */
    public boolean readNull() {
        return peek() == 'n' && literal("null");
    }

    /** Reads one value of any kind, at most {@link #NESTING_MAX} containers deep, and forgets it. */
    public void skipValue() {
        long objects = 0;
        int depth = 0;
        do {
            if (depth > 0 && !((objects & 1) != 0 ? nextKey() : nextElement())) {
                objects >>>= 1;
                depth--;
                continue;
            }
            final int kind = peek();
            if (kind != '{' && kind != '[') {
                skipScalar(kind);
            } else if (depth == NESTING_MAX) {
                fail(JsonError.NESTING);
            } else {
                begin(kind);
                objects = objects << 1 | (kind == '{' ? 1 : 0);
                depth++;
            }
        } while (depth > 0 && error == JsonError.NONE);
    }

    private void skipScalar(final int kind) {
        switch (kind) {
            case '"' -> readString();
            case 't', 'f' -> readBoolean();
            case 'n' -> readNull();
            default -> skipNumber();
        }
    }

    private void skipNumber() {
        final int start = position;
        int digits = 0;
        while (position < limit && isNumberByte(bytes.getByte(position))) {
            digits += bytes.getByte(position) >= '0' ? 1 : 0;
            position++;
        }
        if (digits == 0) {
            position = start;
            fail(position < limit ? JsonError.SYNTAX : JsonError.TRUNCATED);
        }
    }

    private static boolean isNumberByte(final byte b) {
        return b >= '0' && b <= '9' || b == '-' || b == '.' || b == '+' || b == 'e' || b == 'E';
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

    private boolean literal(final String name) {
        peek();
        for (int i = 0; i < name.length(); i++, position++) {
            if (position >= limit) {
                return fail(JsonError.TRUNCATED);
            }
            if (bytes.getByte(position) != name.charAt(i)) {
                return fail(JsonError.SYNTAX);
            }
        }
        return true;
    }

    private boolean begin(final int opening) {
        final int b = peek();
        if (b != opening) {
            return fail(b < 0 ? JsonError.TRUNCATED : JsonError.SYNTAX);
        }
        position++;
        first = true;
        return true;
    }

    private boolean next(final int closing) {
        final int b = peek();
        final boolean wasFirst = first;
        first = false;
        if (b == closing) {
            position++;
            return false;
        }
        if (!wasFirst) {
            if (b != ',') {
                return fail(b < 0 ? JsonError.TRUNCATED : JsonError.SYNTAX);
            }
            position++;
        }
        return peek() >= 0 || fail(JsonError.TRUNCATED);
    }

    private boolean fail(final JsonError reason) {
        if (error == JsonError.NONE) {
            error = reason;
            errorPosition = position;
        }
        position = limit;
        return false;
    }
}
