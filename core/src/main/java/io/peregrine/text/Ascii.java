package io.peregrine.text;

import java.nio.charset.StandardCharsets;

/** Text as the bytes that protocols are made of. Allocates: for constants and cold paths. */
public final class Ascii {
    private Ascii() {
    }

    /** The text's bytes; what is not ASCII becomes a question mark. */
    public static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
