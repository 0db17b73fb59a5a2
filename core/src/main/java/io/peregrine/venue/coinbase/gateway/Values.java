package io.peregrine.venue.coinbase.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;

/**
 * How the venue's values are read. Prices and sizes stand before the product whose decimals they have, or after it: their places are kept
 * until it is known.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> none.
 */
final class Values {
    private Values() {
    }

    /** Goes over a value; returns its place, for {@link #decimal}. */
    static int skip(final JsonReader reader) {
        reader.peek();
        final int position = reader.position();
        reader.skipValue();
        return position;
    }

    /** The number at a place; NULL_VALUE for no place, and for an empty text, which some fields have. */
    static long decimal(final JsonReader reader, final int position, final int decimals) {
        if (position < 0) {
            return Instrument.NULL_VALUE;
        }
        reader.seek(position);
        if (reader.peek() == '"') {
            reader.readString();
            if (reader.sliceLength() == 0) {
                return Instrument.NULL_VALUE;
            }
            reader.seek(position);
        }
        return reader.readDecimal(decimals);
    }

    /** A string's first letters as a word, 0 for what is no string. */
    static long word(final JsonReader reader) {
        if (reader.peek() != '"') {
            reader.skipValue();
            return 0;
        }
        reader.readString();
        return reader.keyWord();
    }
}
