package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.NameTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;
import io.peregrine.json.Rfc3339;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Values of one JSON object by the number of their name. Only their places are kept when it is read; a value is converted when it is asked
 * for, because a quantity can be read only when the instrument, which may come later, is known.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> valid while the message is. <b>Units:</b> mantissas as asked for.
 * <b>Allocates:</b> none after construction. <b>Errors:</b> a value of a wrong form reads as absent and sets {@link #malformed}.
 */
final class JsonFields {
    /** Absent, or not readable. */
    static final long ABSENT = Instrument.NULL_VALUE;

    private final JsonReader value = new JsonReader();
    private final NameTable names;
    private final int[] offsets;
    private final int[] lengths;
    private final long[] objects;
    private DirectBuffer buffer;
    private long object;
    private boolean malformed;

    /** @param names a value's number is its name's place here */
    JsonFields(final List<String> names) {
        this.names = new NameTable(names);
        offsets = new int[names.size()];
        lengths = new int[names.size()];
        objects = new long[names.size()];
    }

    /**
     * Reads an object where the reader stands; a value that is an object or a list itself is kept as its text.
     *
     * @param textOffset where the reader's text begins in the buffer
     */
    void read(final JsonReader reader, final DirectBuffer newBuffer, final int textOffset) {
        buffer = newBuffer;
        object++;
        malformed = false;
        reader.beginObject();
        while (reader.nextKey()) {
            final int index = names.indexOf(buffer, textOffset + reader.sliceOffset(), reader.sliceLength());
            final boolean isString = reader.peek() == '"';
            final int start = reader.position();
            if (isString) {
                reader.readString();
            } else if (!reader.readNull()) {
                reader.skipValue();
            } else {
                continue;
            }
            if (index != NameTable.UNKNOWN) {
                offsets[index] = textOffset + (isString ? reader.sliceOffset() : start);
                lengths[index] = isString ? reader.sliceLength() : reader.position() - start;
                objects[index] = object;
            }
        }
    }

    /** Was a value that was asked for of a wrong form? */
    boolean malformed() {
        return malformed;
    }

    boolean has(final int index) {
        return objects[index] == object;
    }

    /** 0 where absent. */
    int offset(final int index) {
        return has(index) ? offsets[index] : 0;
    }

    /** 0 where absent. */
    int length(final int index) {
        return has(index) ? lengths[index] : 0;
    }

    /** A mantissa, or {@link #ABSENT}. */
    long decimal(final int index, final int decimals) {
        if (!has(index)) {
            return ABSENT;
        }
        final long mantissa = value.wrap(buffer, offsets[index], lengths[index]).readScientific(decimals);
        if (value.failed()) {
            malformed = true;
            return ABSENT;
        }
        return mantissa;
    }

    /** An RFC 3339 time in nanoseconds since the epoch, or {@link #ABSENT}. */
    long timeNs(final int index) {
        return has(index) ? Rfc3339.parse(buffer, offsets[index], lengths[index]) : ABSENT;
    }

    boolean isTrue(final int index) {
        return length(index) > 0 && buffer.getByte(offsets[index]) == 't';
    }

    boolean is(final int index, final byte[] text) {
        if (length(index) != text.length) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (buffer.getByte(offsets[index] + i) != text[i]) {
                return false;
            }
        }
        return true;
    }
}
