package io.peregrine.json;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A text that a venue writes always the same, compared eight bytes at a time.
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> none after construction.
 */
public final class Literal {
    private final long[] words;
    private final long lastMask;
    private final int length;

    /** An ASCII text. */
    public Literal(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        length = bytes.length;
        words = new long[(length + Long.BYTES - 1) / Long.BYTES];
        final UnsafeBuffer padded = new UnsafeBuffer(Arrays.copyOf(bytes, words.length * Long.BYTES));
        Arrays.setAll(words, i -> padded.getLong(i * Long.BYTES, LITTLE_ENDIAN));
        lastMask = -1L >>> (words.length * Long.BYTES - length) * Byte.SIZE;
    }

    /** Bytes of the text. */
    public int length() {
        return length;
    }

    /** Bytes that must be readable where it is looked for. */
    public int readableBytes() {
        return words.length * Long.BYTES;
    }

    /** Does it stand here? */
    public boolean isAt(final UnsafeBuffer bytes, final int position) {
        final int last = words.length - 1;
        for (int i = 0; i < last; i++) {
            if (bytes.getLong(position + i * Long.BYTES, LITTLE_ENDIAN) != words[i]) {
                return false;
            }
        }
        return (bytes.getLong(position + last * Long.BYTES, LITTLE_ENDIAN) & lastMask) == words[last];
    }
}
