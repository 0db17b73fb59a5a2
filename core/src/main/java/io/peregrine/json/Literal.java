package io.peregrine.json;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A text of at most {@value #LENGTH_MAX} bytes that a venue writes always the same, compared eight bytes at a time. The words are fields,
 * of records, because the compiler takes those of a constant for constants: there is then no array to be read beside the text.
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> none after construction.
 *
 * @param head     its first words
 * @param tail     the others
 * @param lastMask which bytes of the last word belong to it
 * @param length   bytes of the text
 */
public record Literal(Words head, Words tail, long lastMask, int length) {
    private static final int WORDS = 4;
    /** Longest text. */
    public static final int LENGTH_MAX = 2 * WORDS * Long.BYTES;

    /**
     * Eight bytes each, the first of them lowest.
     *
     * @param first  of the text
     * @param second see there
     * @param third  see there
     * @param fourth see there
     */
    public record Words(long first, long second, long third, long fourth) {
        private static Words of(final byte[] bytes, final int offset) {
            final UnsafeBuffer padded = new UnsafeBuffer(Arrays.copyOf(bytes, LENGTH_MAX));
            return new Words(padded.getLong(offset, LITTLE_ENDIAN), padded.getLong(offset + Long.BYTES, LITTLE_ENDIAN),
                    padded.getLong(offset + 2 * Long.BYTES, LITTLE_ENDIAN), padded.getLong(offset + 3 * Long.BYTES, LITTLE_ENDIAN));
        }
    }

    /** An ASCII text. */
    public Literal(final String text) {
        this(text.getBytes(StandardCharsets.US_ASCII));
    }

    private Literal(final byte[] bytes) {
        this(Words.of(bytes, 0), Words.of(bytes, WORDS * Long.BYTES), -1L >>> (-bytes.length & Long.BYTES - 1) * Byte.SIZE, bytes.length);
    }

    /** Checks the length. */
    public Literal {
        if (length < 1 || length > LENGTH_MAX) {
            throw new IllegalArgumentException("a text of 1 to " + LENGTH_MAX + " bytes, not " + length);
        }
    }

    /** Bytes that must be readable where it is looked for. */
    public int readableBytes() {
        return length + Long.BYTES - 1 & -Long.BYTES;
    }

    /** Does it stand here? */
    public boolean isAt(final UnsafeBuffer bytes, final int position) {
        return (difference(bytes, position, 0, head.first) | difference(bytes, position, 1, head.second)
                | difference(bytes, position, 2, head.third) | difference(bytes, position, 3, head.fourth)
                | difference(bytes, position, 4, tail.first) | difference(bytes, position, 5, tail.second)
                | difference(bytes, position, 6, tail.third) | difference(bytes, position, 7, tail.fourth)) == 0;
    }

    private long difference(final UnsafeBuffer bytes, final int position, final int index, final long word) {
        final int start = index * Long.BYTES;
        if (start >= length) {
            return 0;
        }
        final long there = bytes.getLong(position + start, LITTLE_ENDIAN) ^ word;
        return start + Long.BYTES >= length ? there & lastMask : there;
    }
}
