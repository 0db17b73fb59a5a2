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

    /**
     * Reads an array of arrays that each begin with two decimals, as venues write levels: {@code [["61837.63","3.788"],…]}. More than the
     * given arrays hold is {@link JsonError#CAPACITY}.
     *
     * @return number of pairs read, 0 after an error
     */
    public int readPairs(final long[] first, final int firstDecimals, final long[] second, final int secondDecimals) {
        beginArray();
        int count = 0;
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
