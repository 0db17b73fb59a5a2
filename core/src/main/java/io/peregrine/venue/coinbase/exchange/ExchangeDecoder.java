package io.peregrine.venue.coinbase.exchange;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.SymbolTable;
import io.peregrine.feed.SymbolWords;
import io.peregrine.feed.Ticker;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;
import io.peregrine.json.JsonUuid;
import io.peregrine.json.TimestampReader;
import io.peregrine.message.Side;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;

/**
 * Decodes one message of the Exchange feed into the fields below, in place. Levels are read where they stand once the product is known, as
 * it is in the venue's order of fields; every other value that needs the product's decimals is skipped and read at the end, so that any
 * order gives the same result.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> the buffer is needed only during the call; a whole book of
 * {@value #LEVELS_MAX} levels a side fits. <b>Units:</b> mantissas at the instrument's decimals, times in ns since the epoch,
 * {@link Instrument#NULL_VALUE} for what the message does not say. <b>Allocates:</b> none after construction. <b>Errors:</b>
 * {@link MessageKind#MALFORMED}; never throws for anything in the bytes.
 *
 * <p>Source: docs/protocol/coinbase.md, Exchange.
 */
final class ExchangeDecoder {
    /** The largest recorded book has 27,236 levels on one side. */
    static final int LEVELS_MAX = 131_072;

    private static final long TYPE = JsonReader.word("type");
    private static final long CHANGES = JsonReader.word("changes");
    private static final long TIME = JsonReader.word("time");
    private static final long SEQUENCE = JsonReader.word("sequence");
    private static final long TRADE_ID = JsonReader.word("trade_id");
    private static final long SIDE = JsonReader.word("side");
    private static final long BUY = JsonReader.word("buy");
    private static final long SELL = JsonReader.word("sell");
    private static final long ORDER_ID = JsonReader.word("order_id");
    private static final long CHANNELS = JsonReader.word("channels");
    private static final long NAME = JsonReader.word("name");
    private static final long SNAPSHOT = JsonReader.word("snapshot");
    private static final long L2UPDATE = JsonReader.word("l2update");
    private static final long MATCH = JsonReader.word("match");
    private static final long TICKER = JsonReader.word("ticker");
    private static final long RECEIVED = JsonReader.word("received");
    private static final long OPEN = JsonReader.word("open");
    private static final long DONE = JsonReader.word("done");
    private static final long CHANGE = JsonReader.word("change");
    private static final long ACTIVATE = JsonReader.word("activate");
    private static final long ERROR = JsonReader.word("error");
    private static final byte[] PRODUCT_ID = ascii("product_id");
    private static final byte[] LAST_TRADE_ID = ascii("last_trade_id");
    private static final byte[] MAKER_ORDER_ID = ascii("maker_order_id");
    private static final byte[] LAST_MATCH = ascii("last_match");
    private static final byte[] HEARTBEAT = ascii("heartbeat");
    private static final byte[] SUBSCRIPTIONS = ascii("subscriptions");
    /** Names under which the venue acknowledges the batched channel. */
    private static final byte[] LEVEL2_50 = ascii("level2_50");
    private static final byte[] LEVEL2_BATCH = ascii("level2_batch");

    final DepthUpdate delta = new DepthUpdate(LEVELS_MAX);
    final Ticker ticker = new Ticker();
    final JsonUuid orderId = new JsonUuid();
    final JsonUuid makerOrderId = new JsonUuid();
    /** {@link TimestampReader#BEFORE_EPOCH} for the year 1, which the venue has been seen to send. */
    long timeNs;
    long sequence;
    /** Of a trade; in a heartbeat of the newest one. */
    long tradeId;
    /** Of the order; of a trade that of the maker. */
    Side side;
    long price;
    long size;
    long remainingSize;
    long newSize;
    long newPrice;

    private final JsonReader reader = new JsonReader();
    private final LevelText levels = new LevelText();
    private final TimestampReader times = new TimestampReader();
    private final ExchangeFields fields = new ExchangeFields();
    private final SymbolTable<ExchangeBook> symbols;
    private final QuickChanges quick;
    private MessageKind kind;
    private ExchangeBook book;
    private boolean hasBids;
    private boolean hasAsks;
    private boolean hasChanges;
    private boolean hasProduct;
    private boolean isBatched;

    /** @param books of the products that are used; messages of others are passed over */
    ExchangeDecoder(final List<ExchangeBook> books) {
        symbols = new SymbolTable<>(books, other -> other.kept().instrument().venueSymbol());
        quick = new QuickChanges(new SymbolWords<>(books), levels, times);
    }

    /** Whose message it was, or null; of a malformed one as far as it could be seen. */
    ExchangeBook book() {
        return book;
    }

    /** May the message have changed a book? True also where nothing could be seen of its kind. */
    boolean mayBeDepth() {
        return kind == null || kind.isDepth() || kind == MessageKind.MATCH;
    }

    /** Did an acknowledgement say that level changes come in batches? */
    boolean isBatched() {
        return isBatched;
    }

    /** The message's text; for people, of an error. */
    String text(final DirectBuffer buffer, final int offset, final int length) {
        return buffer.getStringWithoutLengthAscii(offset, Math.min(length, 300));
    }

    MessageKind decode(final DirectBuffer buffer, final int offset, final int length) {
        delta.clear();
        levels.wrap(buffer, offset, length);
        if (quick.read(delta)) {
            kind = MessageKind.CHANGES;
            book = quick.book();
            timeNs = quick.timeNs();
            return kind;
        }
        clear();
        reader.wrap(buffer, offset, length);
        reader.beginObject();
        while (kind != MessageKind.OTHER && reader.nextKey()) {
            readField();
        }
        if (kind == MessageKind.OTHER) {
            return MessageKind.OTHER;
        }
        if (!reader.atEnd()) {
            return MessageKind.MALFORMED;
        }
        if (kind == null || kind == MessageKind.ERROR || kind == MessageKind.ACKNOWLEDGEMENT) {
            return kind == null ? MessageKind.OTHER : kind;
        }
        if (book == null) {
            return hasProduct ? MessageKind.OTHER : MessageKind.MALFORMED;
        }
        readDeferred();
        return !reader.failed() && isComplete() ? kind : MessageKind.MALFORMED;
    }

    private void clear() {
        delta.clear();
        kind = null;
        book = null;
        hasBids = false;
        hasAsks = false;
        hasChanges = false;
        hasProduct = false;
        isBatched = false;
        side = null;
        timeNs = Instrument.NULL_VALUE;
        sequence = Instrument.NULL_VALUE;
        tradeId = Instrument.NULL_VALUE;
        orderId.clear();
        makerOrderId.clear();
        fields.clear();
    }

    private void readField() {
        final long key = reader.keyWord();
        if (key == TYPE) {
            readType();
        } else if (key == CHANGES) {
            readLevels(ExchangeFields.CHANGES);
        } else if (key == TIME) {
            timeNs = reader.peek() == '"' ? times.read(reader) : skip();
        } else if (key == SEQUENCE || key == TRADE_ID) {
            readNumber(key);
        } else if (key == SIDE) {
            reader.readString();
            side = reader.keyIs(BUY) ? Side.BUY : reader.keyIs(SELL) ? Side.SELL : null;
        } else if (key == ORDER_ID) {
            orderId.read(reader);
        } else if (key == CHANNELS) {
            readChannels();
        } else if (key == 0) {
            readLongField();
        } else {
            readLevelsOrDefer(fields.of(key));
        }
    }

    private void readLongField() {
        if (reader.keyIs(PRODUCT_ID)) {
            reader.readString();
            book = symbols.find(reader);
            hasProduct = true;
        } else if (reader.keyIs(LAST_TRADE_ID)) {
            readNumber(TRADE_ID);
        } else if (reader.keyIs(MAKER_ORDER_ID)) {
            makerOrderId.read(reader);
        } else {
            readLevelsOrDefer(fields.of(reader));
        }
    }

    private void readLevelsOrDefer(final int field) {
        if (field == ExchangeFields.BIDS || field == ExchangeFields.ASKS) {
            readLevels(field);
        } else {
            fields.defer(field, reader);
        }
    }

    private void readType() {
        reader.readString();
        final long word = reader.keyWord();
        if (word == L2UPDATE) {
            kind = MessageKind.CHANGES;
        } else if (word == MATCH) {
            kind = MessageKind.MATCH;
        } else if (word == TICKER) {
            kind = MessageKind.TICKER;
        } else if (word == SNAPSHOT) {
            kind = MessageKind.SNAPSHOT;
        } else if (word == RECEIVED || word == ACTIVATE) {
            kind = MessageKind.RECEIVED;
        } else if (word == OPEN) {
            kind = MessageKind.OPEN;
        } else if (word == DONE) {
            kind = MessageKind.DONE;
        } else if (word == CHANGE) {
            kind = MessageKind.CHANGE;
        } else if (word == ERROR) {
            kind = MessageKind.ERROR;
        } else if (!reader.failed()) {
            kind = reader.keyIs(HEARTBEAT) ? MessageKind.HEARTBEAT
                    : reader.keyIs(LAST_MATCH) ? MessageKind.LAST_MATCH
                    : reader.keyIs(SUBSCRIPTIONS) ? MessageKind.ACKNOWLEDGEMENT : MessageKind.OTHER;
        }
    }

    private void readLevels(final int field) {
        if (book == null) {
            fields.defer(field, reader);
            return;
        }
        final Instrument instrument = book.kept().instrument();
        switch (field) {
            case ExchangeFields.CHANGES -> {
                levels.readChanges(reader, delta, instrument.priceDecimals(), instrument.quantityDecimals());
                hasChanges = true;
            }
            case ExchangeFields.BIDS -> {
                delta.bidCount = levels.readPairs(
                        reader, delta.bidPrices, instrument.priceDecimals(), delta.bidQuantities, instrument.quantityDecimals());
                hasBids = true;
            }
            default -> {
                delta.askCount = levels.readPairs(
                        reader, delta.askPrices, instrument.priceDecimals(), delta.askQuantities, instrument.quantityDecimals());
                hasAsks = true;
            }
        }
    }

    /** What was skipped, now that the message is known to be well-formed and whose it is. */
    private void readDeferred() {
        for (int field = ExchangeFields.CHANGES; field <= ExchangeFields.ASKS; field++) {
            if (fields.seek(field, reader)) {
                readLevels(field);
            }
        }
        final int priceDecimals = book.kept().instrument().priceDecimals();
        final int quantityDecimals = book.kept().instrument().quantityDecimals();
        price = fields.decimal(ExchangeFields.PRICE, reader, priceDecimals);
        size = fields.decimal(ExchangeFields.SIZE, reader, quantityDecimals);
        switch (kind) {
            case TICKER -> {
                ticker.bidPrice = fields.decimal(ExchangeFields.BEST_BID, reader, priceDecimals);
                ticker.bidQuantity = fields.decimal(ExchangeFields.BEST_BID_SIZE, reader, quantityDecimals);
                ticker.askPrice = fields.decimal(ExchangeFields.BEST_ASK, reader, priceDecimals);
                ticker.askQuantity = fields.decimal(ExchangeFields.BEST_ASK_SIZE, reader, quantityDecimals);
            }
            case OPEN -> remainingSize = fields.decimal(ExchangeFields.REMAINING_SIZE, reader, quantityDecimals);
            case CHANGE -> {
                newSize = fields.decimal(ExchangeFields.NEW_SIZE, reader, quantityDecimals);
                newPrice = fields.decimal(ExchangeFields.NEW_PRICE, reader, priceDecimals);
            }
            default -> { }
        }
    }

    private boolean isComplete() {
        return switch (kind) {
            case SNAPSHOT -> hasBids && hasAsks;
            case CHANGES -> hasChanges && timeNs != Instrument.NULL_VALUE;
            case MATCH, LAST_MATCH -> tradeId >= 0 && price >= 0 && size >= 0 && side != null;
            case TICKER -> timeNs != Instrument.NULL_VALUE && ticker.bidPrice >= 0 && ticker.askPrice >= 0;
            case HEARTBEAT -> tradeId >= 0 && sequence >= 0;
            case RECEIVED -> sequence >= 0;
            case OPEN -> sequence >= 0 && orderId.isKnown() && price >= 0 && remainingSize >= 0 && side != null;
            case DONE, CHANGE -> sequence >= 0 && orderId.isKnown();
            default -> false;
        };
    }

    private void readNumber(final long key) {
        final int first = reader.peek();
        final long value = first >= '0' && first <= '9' ? reader.readLong() : skip();
        if (key == SEQUENCE) {
            sequence = value;
        } else {
            tradeId = value;
        }
    }

    /** {@code [{"name":"level2_50","product_ids":[…]},…]}. */
    private void readChannels() {
        if (reader.peek() != '[') {
            reader.skipValue();
            return;
        }
        reader.beginArray();
        while (reader.nextElement()) {
            if (reader.peek() != '{') {
                reader.skipValue();
                continue;
            }
            reader.beginObject();
            while (reader.nextKey()) {
                if (reader.keyIs(NAME) && reader.peek() == '"') {
                    reader.readString();
                    isBatched |= reader.keyIs(LEVEL2_50) || reader.keyIs(LEVEL2_BATCH);
                } else {
                    reader.skipValue();
                }
            }
        }
    }

    private long skip() {
        reader.skipValue();
        return Instrument.NULL_VALUE;
    }

    static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
