package io.peregrine.venue.binance.gateway;

import io.peregrine.json.JsonReader;

/**
 * The error of one half of a cancel-replace, read in place.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> valid while the message is. <b>Allocates:</b> none after construction.
 * Source: Binance WebSocket API, "Cancel and replace order".
 */
final class ErrorHalf {
    private static final long CODE = JsonReader.word("code");
    private static final long MSG = JsonReader.word("msg");

    private int code;
    private int textOffset;
    private int textLength;

    void clear() {
        set(0, 0, 0);
    }

    void set(final int newCode, final int newTextOffset, final int newTextLength) {
        code = newCode;
        textOffset = newTextOffset;
        textLength = newTextLength;
    }

    /** Reads the half's response; one that succeeded has no code. */
    void read(final JsonReader reader, final int messageOffset) {
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == CODE) {
                code = (int) reader.readLong();
            } else if (key == MSG) {
                reader.readString();
                textOffset = messageOffset + reader.sliceOffset();
                textLength = reader.sliceLength();
            } else {
                reader.skipValue();
            }
        }
    }

    /** The venue's code, or 0 where the half succeeded or was not tried. */
    int code() {
        return code;
    }

    /** Offset of the text in the message's buffer. */
    int textOffset() {
        return textOffset;
    }

    int textLength() {
        return textLength;
    }
}
