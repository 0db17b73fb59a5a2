package io.peregrine.json;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

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
public final class JsonReader extends JsonCursor {
    /** Containers that {@link #skipValue()} follows into each other. */
    public static final int NESTING_MAX = 64;

    /** Bytes from a pair's bracket on that its quick reading may touch: two numbers and what stands around them. */
    private static final int PAIR_READABLE_BYTES = 2 * DecimalWord.READABLE_BYTES + 8;
    private static final int PAIR_OPENING = '[' | '"' << 8;
    private static final int PAIR_SEPARATOR = '"' | ',' << 8 | '"' << 16;
    private static final int PAIR_CLOSING = '"' | ']' << 8;
    private static final int TWO_BYTES = 0xFFFF;
    private static final int THREE_BYTES = 0xFFFFFF;

    private boolean first;
    private int sliceOffset;
    private int sliceLength;

    /** Starts at the beginning of a text. */
    public JsonReader wrap(final DirectBuffer buffer, final int offset, final int length) {
        reset(buffer, offset, length);
        first = false;
        sliceOffset = 0;
        sliceLength = 0;
        return this;
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

    /** A hash of the bytes of the key or string just read: {@link #hash(byte[])} of the same bytes. */
    public int sliceHash() {
        int hash = 0;
        for (int i = 0; i < sliceLength; i++) {
            hash = hash * 31 + bytes.getByte(sliceOffset + i);
        }
        return hash;
    }

    /** The hash that {@link #sliceHash()} gives for these bytes. */
    public static int hash(final byte[] ascii) {
        int hash = 0;
        for (final byte b : ascii) {
            hash = hash * 31 + b;
        }
        return hash;
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
            if (position + Long.BYTES <= limit) {
                final int plain = DecimalWord.plainText(bytes.getLong(position, LITTLE_ENDIAN));
                position += plain;
                if (plain == Long.BYTES) {
                    continue;
                }
            }
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

    /** The string just read as a time; {@link Rfc3339#INVALID} where it is none. */
    public long sliceTime() {
        return Rfc3339.parse(bytes, sliceOffset, sliceLength);
    }

    /** The key or string just read, with its escapes resolved. Allocates: for messages to people, not for the hot path. */
    public String text() {
        final byte[] copy = new byte[sliceLength];
        bytes.getBytes(sliceOffset, copy);
        final String raw = new String(copy, StandardCharsets.UTF_8);
        return raw.indexOf('\\') < 0 ? raw : JsonEscapes.resolve(raw);
    }

    /**
     * Reads an array of arrays that each begin with two decimals, as venues write levels: {@code [["61837.63","3.788"],…]}. More than the
     * given arrays hold is {@link JsonError#CAPACITY}.
     *
     * @return number of pairs read, 0 after an error
     */
    public int readPairs(final long[] first, final int firstDecimals, final long[] second, final int secondDecimals) {
        beginArray();
        int count = readShortPairs(first, firstDecimals, second, secondDecimals);
        while (nextElement()) {
            if (count == first.length) {
                fail(JsonError.CAPACITY);
                break;
            }
            expect('[');
            first[count] = readDecimal(firstDecimals);
            expect(',');
            second[count++] = readDecimal(secondDecimals);
            if (position < limit && bytes.getByte(position) == ']') {
                position++;
            } else {
                while (nextElement()) {
                    skipValue();
                }
            }
        }
        return error == JsonError.NONE ? count : 0;
    }

    /**
     * The quick way through the form in which venues send levels, <code>["61837.63","3.788"],["61837.64","0.5"]</code> without a space:
     * each number out of two words. Where its point and its end are is guessed from the number before and checked, so that the next number
     * need not wait for the bytes of this one. Stops before a pair of any other form, which the general way then reads or refuses.
     */
    private int readShortPairs(final long[] firsts, final int firstDecimals, final long[] seconds, final int secondDecimals) {
        int count = 0;
        int start = position;
        int point = 0;
        int length = 0;
        int point2 = 0;
        int length2 = 0;
        while (count < firsts.length && start + PAIR_READABLE_BYTES <= limit
                && (bytes.getInt(start, LITTLE_ENDIAN) & TWO_BYTES) == PAIR_OPENING) {
            final long whole = bytes.getLong(start + 2, LITTLE_ENDIAN);
            if (bytes.getByte(start + 2 + point) != '.') {
                point = DecimalWord.pointAt(whole);
            }
            final int fractionStart = start + 3 + point;
            final long fraction = bytes.getLong(fractionStart, LITTLE_ENDIAN);
            if (bytes.getByte(fractionStart + length) != '"') {
                length = DecimalWord.quoteAt(fraction);
            }
            final long value = DecimalWord.mantissa(whole, point, fraction, length, firstDecimals);
            final int separator = fractionStart + length;
            final long whole2 = bytes.getLong(separator + 3, LITTLE_ENDIAN);
            if (bytes.getByte(separator + 3 + point2) != '.') {
                point2 = DecimalWord.pointAt(whole2);
            }
            final int fractionStart2 = separator + 4 + point2;
            final long fraction2 = bytes.getLong(fractionStart2, LITTLE_ENDIAN);
            if (bytes.getByte(fractionStart2 + length2) != '"') {
                length2 = DecimalWord.quoteAt(fraction2);
            }
            final long value2 = DecimalWord.mantissa(whole2, point2, fraction2, length2, secondDecimals);
            final int closing = fractionStart2 + length2;
            if ((value | value2) < 0 || (bytes.getInt(separator, LITTLE_ENDIAN) & THREE_BYTES) != PAIR_SEPARATOR
                    || (bytes.getInt(closing, LITTLE_ENDIAN) & TWO_BYTES) != PAIR_CLOSING) {
                break;
            }
            firsts[count] = value;
            seconds[count++] = value2;
            first = false;
            position = closing + 2;
            start = position + 1;
            if (bytes.getByte(position) != ',') {
                break;
            }
        }
        return count;
    }

    private void expect(final int b) {
        if (peek() == b) {
            position++;
        } else {
            fail(position < limit ? JsonError.SYNTAX : JsonError.TRUNCATED);
        }
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
}
