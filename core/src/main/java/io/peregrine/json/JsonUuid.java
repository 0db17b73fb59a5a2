package io.peregrine.json;

import org.agrona.DirectBuffer;

/**
 * A UUID out of a JSON string, <code>"ab230cab-6743-4d7b-8eac-d38ed14e1955"</code>, as two words.
 *
 * <p><b>Threading:</b> confined. <b>Allocates:</b> none. <b>Errors:</b> anything else is not known.
 */
public final class JsonUuid {
    private static final int LENGTH = 36;
    private static final int MIDDLE = 18;

    private long high;
    private long low;
    private boolean isKnown;

    /** The first 64 bits. */
    public long high() {
        return high;
    }

    /** The last 64 bits. */
    public long low() {
        return low;
    }

    /** Was there one, and is it not the one of nobody, all zeros? */
    public boolean isKnown() {
        return isKnown && (high | low) != 0;
    }

    /** None. */
    public void clear() {
        isKnown = false;
    }

    /** Reads the next value, whatever it is. */
    public void read(final JsonReader reader) {
        isKnown = false;
        if (reader.peek() != '"') {
            reader.skipValue();
        } else if (reader.readString() && reader.sliceLength() == LENGTH) {
            isKnown = parse(reader.bytes, reader.sliceOffset());
        }
    }

    private boolean parse(final DirectBuffer bytes, final int offset) {
        long word = 0;
        for (int i = 0; i < LENGTH; i++) {
            final byte b = bytes.getByte(offset + i);
            if (i == 8 || i == 13 || i == MIDDLE || i == 23) {
                if (b != '-') {
                    return false;
                }
                if (i == MIDDLE) {
                    high = word;
                    word = 0;
                }
                continue;
            }
            final int digit = digit(b);
            if (digit < 0) {
                return false;
            }
            word = word << 4 | digit;
        }
        low = word;
        return true;
    }

    private static int digit(final byte b) {
        if (b >= '0' && b <= '9') {
            return b - '0';
        }
        final int letter = b | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }
}
