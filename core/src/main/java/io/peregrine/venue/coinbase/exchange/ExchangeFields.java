package io.peregrine.venue.coinbase.exchange;

import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;
import java.util.Arrays;

/**
 * Where in a message the values are that can only be read once it is known whose message it is.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction.
 */
final class ExchangeFields {
    static final int CHANGES = 0;
    static final int BIDS = 1;
    static final int ASKS = 2;
    static final int PRICE = 3;
    static final int SIZE = 4;
    static final int REMAINING_SIZE = 5;
    static final int NEW_SIZE = 6;
    static final int NEW_PRICE = 7;
    static final int BEST_BID = 8;
    static final int BEST_BID_SIZE = 9;
    static final int BEST_ASK = 10;
    static final int BEST_ASK_SIZE = 11;
    /** Nothing that is used here. */
    static final int NONE = 12;

    private static final int NOWHERE = -1;
    private static final long BIDS_KEY = JsonReader.word("bids");
    private static final long ASKS_KEY = JsonReader.word("asks");
    private static final long PRICE_KEY = JsonReader.word("price");
    private static final long SIZE_KEY = JsonReader.word("size");
    private static final long NEW_SIZE_KEY = JsonReader.word("new_size");
    private static final long BEST_BID_KEY = JsonReader.word("best_bid");
    private static final long BEST_ASK_KEY = JsonReader.word("best_ask");
    private static final byte[] NEW_PRICE_KEY = ExchangeDecoder.ascii("new_price");
    private static final byte[] REMAINING_SIZE_KEY = ExchangeDecoder.ascii("remaining_size");
    private static final byte[] BEST_BID_SIZE_KEY = ExchangeDecoder.ascii("best_bid_size");
    private static final byte[] BEST_ASK_SIZE_KEY = ExchangeDecoder.ascii("best_ask_size");

    private final int[] positions = new int[NONE + 1];
    private boolean isAny = true;

    void clear() {
        if (isAny) {
            Arrays.fill(positions, NOWHERE);
            isAny = false;
        }
    }

    /** The field of a name of at most eight bytes. */
    int of(final long key) {
        return key == PRICE_KEY ? PRICE
                : key == SIZE_KEY ? SIZE
                : key == BIDS_KEY ? BIDS
                : key == ASKS_KEY ? ASKS
                : key == BEST_BID_KEY ? BEST_BID
                : key == BEST_ASK_KEY ? BEST_ASK
                : key == NEW_SIZE_KEY ? NEW_SIZE : NONE;
    }

    /** The field of a longer name: the key that was just read. */
    int of(final JsonReader reader) {
        return reader.keyIs(REMAINING_SIZE_KEY) ? REMAINING_SIZE
                : reader.keyIs(BEST_BID_SIZE_KEY) ? BEST_BID_SIZE
                : reader.keyIs(BEST_ASK_SIZE_KEY) ? BEST_ASK_SIZE
                : reader.keyIs(NEW_PRICE_KEY) ? NEW_PRICE : NONE;
    }

    /** Skips the next value and keeps its place. */
    void defer(final int field, final JsonReader reader) {
        reader.peek();
        positions[field] = reader.position();
        isAny = true;
        reader.skipValue();
    }

    /** Goes to a field's value; false where the message has none. */
    boolean seek(final int field, final JsonReader reader) {
        if (positions[field] == NOWHERE) {
            return false;
        }
        reader.seek(positions[field]);
        return true;
    }

    /** A field's value, or {@link Instrument#NULL_VALUE} where the message has none. */
    long decimal(final int field, final JsonReader reader, final int decimals) {
        return seek(field, reader) ? reader.readDecimal(decimals) : Instrument.NULL_VALUE;
    }
}
