package io.peregrine.venue.coinbase.advanced;

import io.peregrine.feed.BookCounter;
import io.peregrine.feed.SymbolTable;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonError;
import io.peregrine.json.JsonReader;
import io.peregrine.json.TimestampReader;
import io.peregrine.message.Side;

/**
 * The trades of one frame of {@code market_trades}. The venue writes the newest first; they are told in the order in which they happened.
 * Those of a snapshot happened before the subscription and are not told, but the ids go on from the newest.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> mantissas at the instrument's decimals, ns since the epoch.
 * <b>Allocates:</b> none after construction. <b>Errors:</b> kept by the {@link JsonReader}.
 */
final class TradeBatch {
    /** A frame holds what was traded in 250 ms, a snapshot about 100. */
    private static final int TRADES_MAX = 4096;

    private static final long TRADES = JsonReader.word("trades");
    private static final long TYPE = JsonReader.word("type");
    private static final long UPDATE = JsonReader.word("update");
    private static final long TRADE_ID = JsonReader.word("trade_id");
    private static final long PRICE = JsonReader.word("price");
    private static final long SIZE = JsonReader.word("size");
    private static final long TIME = JsonReader.word("time");
    private static final long SIDE = JsonReader.word("side");
    private static final long BUY = JsonReader.word("BUY");
    private static final long SELL = JsonReader.word("SELL");
    private static final byte[] PRODUCT_ID = AdvancedDecoder.ascii("product_id");
    private static final int NOWHERE = -1;

    private final SymbolTable<Product> symbols;
    private final TimestampReader times = new TimestampReader();
    private final AdvancedBook[] books = new AdvancedBook[TRADES_MAX];
    private final long[] ids = new long[TRADES_MAX];
    private final long[] prices = new long[TRADES_MAX];
    private final long[] sizes = new long[TRADES_MAX];
    private final long[] timesNs = new long[TRADES_MAX];
    private final Side[] makerSides = new Side[TRADES_MAX];
    private final boolean[] isPast = new boolean[TRADES_MAX];
    private int count;

    TradeBatch(final SymbolTable<Product> symbols) {
        this.symbols = symbols;
    }

    void clear() {
        count = 0;
    }

    /** Reads one event of the frame; the type comes before the trades, or they count as past. */
    void readEvent(final JsonReader reader) {
        boolean isUpdate = false;
        reader.beginObject();
        while (reader.nextKey()) {
            if (reader.keyIs(TYPE)) {
                reader.readString();
                isUpdate = reader.keyIs(UPDATE);
            } else if (reader.keyIs(TRADES)) {
                reader.beginArray();
                while (reader.nextElement()) {
                    readTrade(reader, !isUpdate);
                }
            } else {
                reader.skipValue();
            }
        }
    }

    private void readTrade(final JsonReader reader, final boolean past) {
        if (count == TRADES_MAX) {
            reader.refuse(JsonError.CAPACITY);
            return;
        }
        int price = NOWHERE;
        int size = NOWHERE;
        Product product = null;
        ids[count] = Instrument.NULL_VALUE;
        timesNs[count] = Instrument.NULL_VALUE;
        makerSides[count] = null;
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == TRADE_ID) {
                ids[count] = reader.readDecimal(0);
            } else if (key == PRICE) {
                price = place(reader);
            } else if (key == SIZE) {
                size = place(reader);
            } else if (key == TIME) {
                timesNs[count] = times.read(reader);
            } else if (key == SIDE) {
                reader.readString();
                makerSides[count] = reader.keyIs(BUY) ? Side.BUY : reader.keyIs(SELL) ? Side.SELL : null;
            } else if (key == 0 && reader.keyIs(PRODUCT_ID)) {
                reader.readString();
                product = symbols.find(reader);
            } else {
                reader.skipValue();
            }
        }
        if (product != null) {
            add(reader, product.book(), price, size, past);
        }
    }

    private static int place(final JsonReader reader) {
        reader.peek();
        final int position = reader.position();
        reader.skipValue();
        return position;
    }

    private void add(final JsonReader reader, final AdvancedBook book, final int price, final int size, final boolean past) {
        if (price == NOWHERE || size == NOWHERE || ids[count] < 0 || makerSides[count] == null) {
            reader.refuse(JsonError.SYNTAX);
            return;
        }
        final int end = reader.position();
        reader.seek(price);
        prices[count] = reader.readDecimal(book.kept().instrument().priceDecimals());
        reader.seek(size);
        sizes[count] = reader.readDecimal(book.kept().instrument().quantityDecimals());
        reader.seek(end);
        if (prices[count] < 0 || sizes[count] < 0) {
            reader.refuse(JsonError.SYNTAX);
            return;
        }
        books[count] = book;
        isPast[count++] = past;
    }

    /** Gives each trade to its book, the oldest first. */
    void deliver(final long receiveTimeNs, final long nowNs) {
        final boolean isOldestFirst = count > 1 && books[0] == books[count - 1] && ids[0] < ids[count - 1];
        for (int i = 0; i < count; i++) {
            final int trade = isOldestFirst ? i : count - 1 - i;
            final AdvancedBook book = books[trade];
            if (isPast[trade]) {
                book.kept().pastTrade(ids[trade]);
            } else {
                // The side is the maker's: where a bid was hit, the aggressor sold.
                book.kept().onMessage(timesNs[trade] > 0 ? timesNs[trade] : Instrument.NULL_VALUE, receiveTimeNs);
                book.kept().trade(ids[trade], prices[trade], sizes[trade], makerSides[trade] == Side.BUY ? Side.SELL : Side.BUY,
                        timesNs[trade], receiveTimeNs, nowNs);
            }
        }
    }

    /** Counts all of them as come twice or late. */
    void refuse(final BookCounter counter) {
        for (int i = 0; i < count; i++) {
            books[i].kept().counters().increment(counter);
        }
    }
}
