package io.peregrine.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * A message that is no text as it stands in a line: {@code base64:} and its bytes in Base64. No venue's text begins so; one that did would
 * be written in the same way.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> yes; not for an agent's hot path.
 */
final class BinaryMessage {
    private static final byte[] PREFIX = "base64:".getBytes(StandardCharsets.US_ASCII);

    private BinaryMessage() {
    }

    /** Must it be written in this way: is it empty, not text, or taken for Base64 otherwise? */
    static boolean isNeeded(final byte[] bytes, final int length) {
        for (int i = 0; i < length; i++) {
            final byte b = bytes[i];
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r') {
                return true;
            }
        }
        return length == 0 || isEncoded(bytes, 0, length);
    }

    /** Is the text between these positions such a message? */
    static boolean isEncoded(final byte[] bytes, final int start, final int stop) {
        return stop - start >= PREFIX.length && bytes[start] == PREFIX[0]
                && Arrays.equals(bytes, start, start + PREFIX.length, PREFIX, 0, PREFIX.length);
    }

    /** The text of a message. */
    static byte[] encode(final byte[] bytes, final int length) {
        final ByteBuffer base64 = Base64.getEncoder().encode(ByteBuffer.wrap(bytes, 0, length));
        final byte[] text = Arrays.copyOf(PREFIX, PREFIX.length + base64.remaining());
        base64.get(text, PREFIX.length, base64.remaining());
        return text;
    }

    /** The message that a text stands for, or null where it is not Base64. */
    static byte[] decode(final byte[] bytes, final int start, final int stop) {
        try {
            return Base64.getDecoder().decode(Arrays.copyOfRange(bytes, start + PREFIX.length, stop));
        } catch (final IllegalArgumentException notBase64) {
            return null;
        }
    }
}
