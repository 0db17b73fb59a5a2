package io.peregrine.venue.coinbase.advanced;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.SymbolTable;
import io.peregrine.feed.Ticker;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonError;
import io.peregrine.json.JsonReader;
import io.peregrine.json.TimestampReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Decodes one frame of Advanced Trade in place: first its envelope, then its events one by one. In the venue's order of fields the
 * events are read where they stand; where they come before channel or sequence number, they are skipped and read at the end.
 *
 * <p>An event is handed out when it and what is around it are well-formed: the last one only when the whole frame is.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> the buffer must stay until the last event is read; a whole book of
 * {@value #LEVELS_MAX} levels a side fits. <b>Units:</b> mantissas at the instrument's decimals, times in ns since the epoch,
 * {@link Instrument#NULL_VALUE} for what the frame does not say. <b>Allocates:</b> none after construction. <b>Errors:</b>
 * {@link FrameKind#MALFORMED}; never throws for anything in the bytes.
 *
 * <p>Source: docs/protocol/coinbase.md, Advanced Trade.
 */
final class AdvancedDecoder {
    /** The largest recorded book has 27,236 levels on one side. */
    static final int LEVELS_MAX = 131_072;

    /** Takes what is decoded; all of it is valid only during the call. */
    interface Events {
        /** A whole book, or changes of one. */
        void onLevels(AdvancedBook book, DepthUpdate update, boolean isSnapshot);

        /** All trades of a frame. */
        void onTrades(TradeBatch trades);

        /** Best bid and ask; {@link Instrument#NULL_VALUE} for what is not said. */
        void onTicker(AdvancedBook book, Ticker ticker);
    }

    private static final long CHANNEL = JsonReader.word("channel");
    private static final long EVENTS = JsonReader.word("events");
    private static final long TYPE = JsonReader.word("type");
    private static final long UPDATES = JsonReader.word("updates");
    private static final long TICKERS = JsonReader.word("tickers");
    private static final long TICKER = JsonReader.word("ticker");
    private static final long SNAPSHOT = JsonReader.word("snapshot");
    private static final long UPDATE = JsonReader.word("update");
    private static final long L2_DATA = JsonReader.word("l2_data");
    private static final long ERROR = JsonReader.word("error");
    private static final long BEST_BID = JsonReader.word("best_bid");
    private static final long BEST_ASK = JsonReader.word("best_ask");
    private static final byte[] PRODUCT_ID = ascii("product_id");
    private static final byte[] TIMESTAMP = ascii("timestamp");
    private static final byte[] SEQUENCE_NUM = ascii("sequence_num");
    private static final byte[] MARKET_TRADES = ascii("market_trades");
    private static final byte[] HEARTBEATS = ascii("heartbeats");
    private static final byte[] SUBSCRIPTIONS = ascii("subscriptions");
    private static final byte[] BEST_BID_QUANTITY = ascii("best_bid_quantity");
    private static final byte[] BEST_ASK_QUANTITY = ascii("best_ask_quantity");
    private static final int NOWHERE = -1;

    private static final int BID = 0;
    private static final int BID_QUANTITY = 1;
    private static final int ASK = 2;
    private static final int ASK_QUANTITY = 3;
    private static final int UNUSED = 4;

    private final DepthUpdate delta = new DepthUpdate(LEVELS_MAX);
    private final Ticker ticker = new Ticker();
    private final TradeBatch trades;
    private final int[] tickerFields = new int[UNUSED + 1];
    /** Counts the frames of the connection. */
    long sequence;
    long timeNs;

    private final JsonReader reader = new JsonReader();
    private final TimestampReader times = new TimestampReader();
    private final LevelText levels = new LevelText(times);
    private final SymbolTable<Product> symbols;
    private FrameKind kind;
    /** Are events being read where they stand, with the rest of the envelope still to come? */
    private boolean isInside;
    private boolean isSnapshot;
    private AdvancedBook book;

    AdvancedDecoder(final SymbolTable<Product> symbols) {
        this.symbols = symbols;
        trades = new TradeBatch(symbols);
    }

    /** May the frame have changed books? True also where nothing could be seen of its kind. */
    boolean mayBeLevels() {
        return kind == null || kind == FrameKind.LEVELS;
    }

    /** Reads the envelope; of the kinds that have events here, the events are read next. */
    FrameKind decode(final DirectBuffer buffer, final int offset, final int length) {
        kind = null;
        book = null;
        isInside = false;
        sequence = Instrument.NULL_VALUE;
        timeNs = Instrument.NULL_VALUE;
        reader.wrap(buffer, offset, length);
        levels.wrap(buffer, offset, length);
        reader.beginObject();
        int events = NOWHERE;
        while (!isInside && reader.nextKey()) {
            events = readField(events);
        }
        if (isInside) {
            return kind;
        }
        if (!reader.atEnd()) {
            return FrameKind.MALFORMED;
        }
        if (!hasEvents()) {
            return kind == null ? FrameKind.OTHER : kind;
        }
        if (events == NOWHERE || sequence == Instrument.NULL_VALUE) {
            return FrameKind.MALFORMED;
        }
        reader.seek(events);
        reader.beginArray();
        return kind;
    }

    private int readField(final int events) {
        final long key = reader.keyWord();
        if (key == CHANNEL) {
            readChannel();
        } else if (key == EVENTS) {
            reader.peek();
            final int position = reader.position();
            if (hasEvents() && sequence != Instrument.NULL_VALUE && reader.peek() == '[') {
                reader.beginArray();
                isInside = true;
            } else {
                reader.skipValue();
            }
            return position;
        } else if (key == TYPE) {
            reader.readString();
            kind = reader.keyIs(ERROR) ? FrameKind.ERROR : kind;
        } else if (key == 0 && reader.keyIs(SEQUENCE_NUM)) {
            final int first = reader.peek();
            sequence = first >= '0' && first <= '9' ? reader.readLong() : skip();
        } else if (key == 0 && reader.keyIs(TIMESTAMP)) {
            timeNs = reader.peek() == '"' ? known(times.read(reader)) : skip();
        } else {
            reader.skipValue();
        }
        return events;
    }

    private void readChannel() {
        reader.readString();
        if (reader.keyIs(L2_DATA)) {
            kind = FrameKind.LEVELS;
        } else if (reader.keyIs(TICKER)) {
            kind = FrameKind.TICKERS;
        } else if (reader.keyIs(MARKET_TRADES)) {
            kind = FrameKind.TRADES;
        } else if (reader.keyIs(HEARTBEATS)) {
            kind = FrameKind.HEARTBEAT;
        } else if (reader.keyIs(SUBSCRIPTIONS)) {
            kind = FrameKind.ACKNOWLEDGEMENT;
        } else if (!reader.failed()) {
            kind = FrameKind.OTHER;
        }
    }

    private boolean hasEvents() {
        return kind == FrameKind.LEVELS || kind == FrameKind.TRADES || kind == FrameKind.TICKERS;
    }

    /** Reads the events and hands them out; false where the frame turns out to be malformed. */
    boolean readEvents(final Events out) {
        switch (kind) {
            case LEVELS -> readLevels(out);
            case TRADES -> readTrades(out);
            case TICKERS -> readTickers(out);
            default -> throw new IllegalStateException("no events in " + kind);
        }
        return !reader.failed();
    }

    private void readLevels(final Events out) {
        boolean isLast = false;
        while (!isLast && reader.nextElement()) {
            readLevelEvent();
            isLast = reader.peek() != ',';
            if (isLast) {
                reader.nextElement();
                readRest();
            }
            if (!reader.failed() && book != null) {
                out.onLevels(book, delta, isSnapshot);
            }
        }
        if (!isLast) {
            readRest();
        }
    }

    private void readLevelEvent() {
        delta.clear();
        book = null;
        boolean hasType = false;
        boolean hasUpdates = false;
        int updates = NOWHERE;
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == TYPE) {
                reader.readString();
                isSnapshot = reader.keyIs(SNAPSHOT);
                hasType = isSnapshot || reader.keyIs(UPDATE);
            } else if (key == UPDATES && book != null) {
                readUpdates();
                hasUpdates = true;
            } else if (key == 0 && reader.keyIs(PRODUCT_ID)) {
                book = readProduct();
            } else {
                reader.peek();
                updates = key == UPDATES ? reader.position() : updates;
                reader.skipValue();
            }
        }
        if (book != null && !hasUpdates && updates != NOWHERE) {
            final int end = reader.position();
            reader.seek(updates);
            readUpdates();
            reader.seek(end);
            hasUpdates = true;
        }
        if (!hasType || book != null && !hasUpdates) {
            reader.refuse(JsonError.SYNTAX);
        }
    }

    private void readUpdates() {
        final Instrument instrument = book.kept().instrument();
        levels.read(reader, delta, instrument.priceDecimals(), instrument.quantityDecimals());
        delta.venueTimeNs = known(delta.venueTimeNs);
    }

    private AdvancedBook readProduct() {
        reader.readString();
        final Product product = symbols.find(reader);
        return product == null ? null : product.book();
    }

    private void readTrades(final Events out) {
        trades.clear();
        while (reader.nextElement()) {
            trades.readEvent(reader);
        }
        readRest();
        if (!reader.failed()) {
            out.onTrades(trades);
        }
    }

    private void readTickers(final Events out) {
        while (reader.nextElement()) {
            reader.beginObject();
            while (reader.nextKey()) {
                if (reader.keyIs(TICKERS) && reader.peek() == '[') {
                    reader.beginArray();
                    while (reader.nextElement()) {
                        readTicker(out);
                    }
                } else {
                    reader.skipValue();
                }
            }
        }
        readRest();
    }

    private void readTicker(final Events out) {
        book = null;
        Arrays.fill(tickerFields, NOWHERE);
        reader.beginObject();
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == 0 && reader.keyIs(PRODUCT_ID)) {
                book = readProduct();
            } else {
                reader.peek();
                tickerFields[tickerField(key)] = reader.position();
                reader.skipValue();
            }
        }
        if (book == null || reader.failed()) {
            return;
        }
        final int end = reader.position();
        final Instrument instrument = book.kept().instrument();
        ticker.bidPrice = decimal(BID, instrument.priceDecimals());
        ticker.bidQuantity = decimal(BID_QUANTITY, instrument.quantityDecimals());
        ticker.askPrice = decimal(ASK, instrument.priceDecimals());
        ticker.askQuantity = decimal(ASK_QUANTITY, instrument.quantityDecimals());
        reader.seek(end);
        if (!reader.failed()) {
            out.onTicker(book, ticker);
        }
    }

    private int tickerField(final long key) {
        return key == BEST_BID ? BID
                : key == BEST_ASK ? ASK
                : key != 0 ? UNUSED
                : reader.keyIs(BEST_BID_QUANTITY) ? BID_QUANTITY
                : reader.keyIs(BEST_ASK_QUANTITY) ? ASK_QUANTITY : UNUSED;
    }

    private long decimal(final int field, final int decimals) {
        if (tickerFields[field] == NOWHERE) {
            return Instrument.NULL_VALUE;
        }
        reader.seek(tickerFields[field]);
        return reader.readDecimal(decimals);
    }

    /** What stands behind the events, where they were read in their place. */
    private void readRest() {
        while (isInside && reader.nextKey()) {
            reader.skipValue();
        }
        if (isInside && !reader.atEnd()) {
            reader.refuse(JsonError.SYNTAX);
        }
    }

    private long skip() {
        reader.skipValue();
        return Instrument.NULL_VALUE;
    }

    /** A time before 1970 is none. */
    private static long known(final long time) {
        return time > 0 ? time : Instrument.NULL_VALUE;
    }

    static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
