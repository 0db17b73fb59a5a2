package io.peregrine.venue.kraken.feed;

import io.peregrine.feed.SymbolTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads the pairs of an instrument frame, one after the other: whether each is traded, and with the decimals that it was loaded with.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction. <b>Errors:</b> never throws for anything in
 * the bytes; what can not be read ends the pairs.
 */
final class PairReader {
    private static final long PAIRS = JsonReader.word("pairs");
    private static final long SYMBOL = JsonReader.word("symbol");
    private static final long STATUS = JsonReader.word("status");
    private static final long ONLINE = JsonReader.word("online");
    private static final byte[] PRICE_PRECISION = "price_precision".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] QUANTITY_PRECISION = "qty_precision".getBytes(StandardCharsets.US_ASCII);

    private final JsonReader reader;
    private final SymbolTable<KrakenBook> symbols;
    private KrakenBook book;
    private boolean isOnline;
    private long priceDecimals;
    private long quantityDecimals;

    PairReader(final JsonReader reader, final List<KrakenBook> books) {
        this.reader = reader;
        symbols = new SymbolTable<>(books, other -> other.kept().instrument().venueSymbol());
    }

    /** Whose pair it was. */
    KrakenBook book() {
        return book;
    }

    /** Is it open for trading, with the decimals that its instrument has here? */
    boolean isTradable() {
        final Instrument instrument = book.kept().instrument();
        return isOnline
                && (priceDecimals == Instrument.NULL_VALUE || priceDecimals == instrument.priceDecimals())
                && (quantityDecimals == Instrument.NULL_VALUE || quantityDecimals == instrument.quantityDecimals());
    }

    /** Goes into the data of an instrument frame, as far as its first pair; false where there is none. */
    boolean begin() {
        if (reader.peek() != '{') {
            return false;
        }
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(PAIRS) && reader.peek() == '[') {
                return reader.beginArray();
            }
            reader.skipValue();
        }
        return false;
    }

    /** Reads on to the next pair of which a book is kept and whose status is told; false after the last. */
    boolean next() {
        while (reader.nextElement()) {
            if (readPair()) {
                return true;
            }
        }
        return false;
    }

    private boolean readPair() {
        book = null;
        priceDecimals = Instrument.NULL_VALUE;
        quantityDecimals = Instrument.NULL_VALUE;
        boolean isTold = false;
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            final int value = reader.peek();
            if (key == SYMBOL && value == '"') {
                reader.readString();
                book = symbols.find(reader);
            } else if (key == STATUS && value == '"') {
                reader.readString();
                isOnline = reader.keyIs(ONLINE);
                isTold = true;
            } else if (key == 0 && value >= '0' && value <= '9' && reader.keyIs(PRICE_PRECISION)) {
                priceDecimals = reader.readLong();
            } else if (key == 0 && value >= '0' && value <= '9' && reader.keyIs(QUANTITY_PRECISION)) {
                quantityDecimals = reader.readLong();
            } else {
                reader.skipValue();
            }
        }
        return isTold && book != null && !reader.failed();
    }
}
