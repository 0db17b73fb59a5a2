package io.peregrine.venue.binance.feed;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.SymbolTable;
import io.peregrine.feed.Ticker;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.DirectBuffer;

/**
 * Decodes one stream message of Binance, raw or combined, into the fields below, in place. In the venue's usual order of fields every
 * value is read once, where it stands; a value that comes before it is known what the message is or which symbol it is of is skipped and
 * read at the end, so that any order gives the same result.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> the buffer is needed only during the call. <b>Units:</b> mantissas at the
 * instrument's decimals, times in ns since the epoch, {@link Instrument#NULL_VALUE} for what the message does not say. <b>Allocates:</b>
 * none after construction. <b>Errors:</b> {@link MessageKind#MALFORMED}; never throws for anything in the bytes.
 *
 * <p>Source: binance-spot-api-docs, web-socket-streams.md; docs/protocol/binance.md.
 */
final class BinanceDecoder {
    private static final long DATA = JsonReader.word("data");
    private static final long PREVIOUS_ID = JsonReader.word("pu");
    private static final long RESULT = JsonReader.word("result");
    private static final long CODE = JsonReader.word("code");
    private static final long ERROR = JsonReader.word("error");
    private static final long TRADE = JsonReader.word("trade");
    private static final long AGGREGATE_TRADE = JsonReader.word("aggTrade");
    private static final byte[] DEPTH_UPDATE = ascii("depthUpdate");
    private static final byte[] BOOK_TICKER = ascii("bookTicker");
    private static final byte[] SERVER_SHUTDOWN = ascii("serverShutdown");
    private static final byte[] LAST_UPDATE_ID = ascii("lastUpdateId");
    private static final long BIDS = JsonReader.word("bids");
    private static final long ASKS = JsonReader.word("asks");

    /** Keys whose values mean something only once event and instrument are known; a value's place is kept by its letter. */
    private static final int DEPENDENT_KEY_MIN = 'A';
    private static final int DEPENDENT_KEYS = 'q' - DEPENDENT_KEY_MIN + 1;
    private static final int NOWHERE = -1;

    /** Times up to the year 5138 in milliseconds are below, times since 1973 in microseconds above. */
    private static final long MILLISECONDS_MAX = 100_000_000_000_000L;

    final DepthUpdate delta = new DepthUpdate();
    final Ticker ticker = new Ticker();
    long eventTimeNs;
    long tradeId;
    long tradePrice;
    long tradeQuantity;
    boolean buyerIsMaker;

    private final JsonReader reader = new JsonReader();
    private final SymbolTable<BinanceBook> symbols;
    private final boolean needsPreviousId;
    private final int[] deferred = new int[DEPENDENT_KEYS];
    private boolean anyDeferred;
    private MessageKind event;
    private boolean isAggregate;
    private BinanceBook book;
    private long seen;

    BinanceDecoder(final SymbolTable<BinanceBook> symbols, final SequenceRule rule) {
        this.symbols = symbols;
        needsPreviousId = rule == SequenceRule.FUTURES;
    }

    /** Whose message it was, or null; of a malformed one as far as it could be seen. */
    BinanceBook book() {
        return book;
    }

    /** May the message have been a delta? True also where nothing could be seen of its kind. */
    boolean mayBeDelta() {
        return event == null || event == MessageKind.DEPTH;
    }

    /** Is the trade several of the same taker in one? */
    boolean isAggregate() {
        return isAggregate;
    }

    /** Decodes a message of the stream. */
    MessageKind decode(final DirectBuffer buffer, final int offset, final int length) {
        clear();
        reader.wrap(buffer, offset, length);
        reader.beginObject();
        readFields(true);
        if (event == MessageKind.OTHER) {
            return MessageKind.OTHER;
        }
        if (!reader.atEnd()) {
            return MessageKind.MALFORMED;
        }
        if (event == null && saw('B') && saw('A') && saw('u')) {
            event = MessageKind.TICKER;
        }
        if (event == null || event == MessageKind.SHUTDOWN || isControl(event)) {
            return event == null ? MessageKind.OTHER : event;
        }
        if (book == null) {
            return saw('s') ? MessageKind.OTHER : MessageKind.MALFORMED;
        }
        if (anyDeferred) {
            readDeferred();
        }
        return !reader.failed() && isComplete() ? event : MessageKind.MALFORMED;
    }

    /** Decodes the body of a REST snapshot into {@link #delta}; false where it can not be used. */
    boolean decodeSnapshot(final Instrument instrument, final DirectBuffer buffer, final int offset, final int length) {
        clear();
        reader.wrap(buffer, offset, length);
        reader.beginObject();
        boolean hasBids = false;
        boolean hasAsks = false;
        while (reader.nextKey()) {
            final long key = reader.keyWord();
            if (key == BIDS) {
                delta.bidCount = readLevels(instrument, delta.bidPrices, delta.bidQuantities);
                hasBids = true;
            } else if (key == ASKS) {
                delta.askCount = readLevels(instrument, delta.askPrices, delta.askQuantities);
                hasAsks = true;
            } else if (reader.keyIs(LAST_UPDATE_ID)) {
                delta.lastId = readNumber();
                delta.firstId = delta.lastId;
            } else if (key == 'E') {
                delta.venueTimeNs = readTime();
            } else {
                reader.skipValue();
            }
        }
        return reader.atEnd() && hasBids && hasAsks && delta.lastId != Instrument.NULL_VALUE;
    }

    private void clear() {
        delta.clear();
        event = null;
        isAggregate = false;
        book = null;
        seen = 0;
        eventTimeNs = Instrument.NULL_VALUE;
        tradeId = Instrument.NULL_VALUE;
        if (anyDeferred) {
            Arrays.fill(deferred, NOWHERE);
            anyDeferred = false;
        }
    }

    private void readFields(final boolean isOuter) {
        while (event != MessageKind.OTHER && reader.nextKey()) {
            final long key = reader.keyWord();
            if (key >= 'A' && key <= 'z') {
                readField((int) key);
            } else if (key == PREVIOUS_ID) {
                delta.previousId = readNumber();
            } else if (key == DATA && isOuter && reader.peek() == '{') {
                reader.beginObject();
                readFields(false);
            } else {
                if (event == null && isOuter) {
                    event = key == RESULT ? MessageKind.ACKNOWLEDGEMENT : key == CODE || key == ERROR ? MessageKind.ERROR : null;
                }
                reader.skipValue();
            }
        }
    }

    private void readField(final int key) {
        see(key);
        switch (key) {
            case 'e' -> readEvent();
            case 's' -> readSymbol();
            case 'E' -> eventTimeNs = readTime();
            case 'U' -> delta.firstId = readNumber();
            case 'u' -> delta.lastId = readNumber();
            case 't' -> tradeId = readNumber();
            case 'm' -> readMaker();
            case 'b', 'a', 'B', 'A', 'p', 'q' -> {
                if (event != null && book != null) {
                    readDependent(key);
                } else {
                    defer(key);
                }
            }
            default -> reader.skipValue();
        }
    }

    private void readEvent() {
        reader.readString();
        if (reader.keyIs(DEPTH_UPDATE)) {
            event = MessageKind.DEPTH;
        } else if (reader.keyIs(BOOK_TICKER)) {
            event = MessageKind.TICKER;
        } else if (reader.keyIs(TRADE)) {
            event = MessageKind.TRADE;
        } else if (reader.keyIs(AGGREGATE_TRADE)) {
            event = MessageKind.TRADE;
            isAggregate = true;
        } else if (reader.keyIs(SERVER_SHUTDOWN)) {
            event = MessageKind.SHUTDOWN;
        } else if (!reader.failed()) {
            event = MessageKind.OTHER;
        }
    }

    private void readSymbol() {
        reader.readString();
        book = symbols.find(reader);
    }

    private void readMaker() {
        if (reader.peek() == 't' || reader.peek() == 'f') {
            buyerIsMaker = reader.readBoolean();
        } else {
            reader.skipValue();
        }
    }

    private void defer(final int key) {
        if (!anyDeferred) {
            Arrays.fill(deferred, NOWHERE);
            anyDeferred = true;
        }
        reader.peek();
        deferred[key - DEPENDENT_KEY_MIN] = reader.position();
        reader.skipValue();
    }

    private void readDeferred() {
        for (int i = 0; i < DEPENDENT_KEYS; i++) {
            if (deferred[i] != NOWHERE) {
                reader.seek(deferred[i]);
                readDependent(i + DEPENDENT_KEY_MIN);
            }
        }
    }

    private void readDependent(final int key) {
        final Instrument instrument = book.kept().instrument();
        switch (event) {
            case DEPTH -> readSide(key, instrument);
            case TICKER -> readTop(key, instrument);
            case TRADE -> readTrade(key, instrument);
            default -> reader.skipValue();
        }
    }

    private void readSide(final int key, final Instrument instrument) {
        switch (key) {
            case 'b' -> delta.bidCount = readLevels(instrument, delta.bidPrices, delta.bidQuantities);
            case 'a' -> delta.askCount = readLevels(instrument, delta.askPrices, delta.askQuantities);
            default -> reader.skipValue();
        }
    }

    private int readLevels(final Instrument instrument, final long[] prices, final long[] quantities) {
        return reader.readPairs(prices, instrument.priceDecimals(), quantities, instrument.quantityDecimals());
    }

    private void readTop(final int key, final Instrument instrument) {
        switch (key) {
            case 'b' -> ticker.bidPrice = reader.readDecimal(instrument.priceDecimals());
            case 'B' -> ticker.bidQuantity = reader.readDecimal(instrument.quantityDecimals());
            case 'a' -> ticker.askPrice = reader.readDecimal(instrument.priceDecimals());
            case 'A' -> ticker.askQuantity = reader.readDecimal(instrument.quantityDecimals());
            default -> reader.skipValue();
        }
    }

    private void readTrade(final int key, final Instrument instrument) {
        switch (key) {
            case 'p' -> tradePrice = reader.readDecimal(instrument.priceDecimals());
            case 'q' -> tradeQuantity = reader.readDecimal(instrument.quantityDecimals());
            case 'a' -> tradeId = isAggregate ? readNumber() : skip(tradeId);
            default -> reader.skipValue();
        }
    }

    private long skip(final long value) {
        reader.skipValue();
        return value;
    }

    private long readNumber() {
        final int first = reader.peek();
        return first == '-' || first >= '0' && first <= '9' ? reader.readLong() : skip(Instrument.NULL_VALUE);
    }

    private long readTime() {
        final long time = readNumber();
        if (time <= 0) {
            return Instrument.NULL_VALUE;
        }
        final long unit = time < MILLISECONDS_MAX ? 1_000_000 : 1_000;
        return time < Long.MAX_VALUE / unit ? time * unit : Instrument.NULL_VALUE;
    }

    private boolean isComplete() {
        return switch (event) {
            case DEPTH -> saw('b') && saw('a') && delta.firstId >= 0 && delta.lastId >= 0 && (!needsPreviousId || delta.previousId >= 0);
            case TICKER -> completeTop();
            case TRADE -> saw('p') && saw('q') && saw('m') && tradeId >= 0 && tradePrice >= 0 && tradeQuantity >= 0;
            default -> false;
        };
    }

    /** A side without levels has a price of 0 in the ticker. */
    private boolean completeTop() {
        ticker.updateId = delta.lastId;
        if (ticker.bidPrice == 0) {
            ticker.bidPrice = Instrument.NULL_VALUE;
            ticker.bidQuantity = Instrument.NULL_VALUE;
        }
        if (ticker.askPrice == 0) {
            ticker.askPrice = Instrument.NULL_VALUE;
            ticker.askQuantity = Instrument.NULL_VALUE;
        }
        return ticker.updateId >= 0 && saw('b') && saw('B') && saw('a') && saw('A');
    }

    private static boolean isControl(final MessageKind kind) {
        return kind == MessageKind.ACKNOWLEDGEMENT || kind == MessageKind.ERROR;
    }

    private void see(final int key) {
        seen |= bit(key);
    }

    private boolean saw(final int key) {
        return (seen & bit(key)) != 0;
    }

    /** Letters lie in one run of 64 characters, so each has a bit of its own in a word. */
    private static long bit(final int key) {
        return 1L << key;
    }

    private static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
