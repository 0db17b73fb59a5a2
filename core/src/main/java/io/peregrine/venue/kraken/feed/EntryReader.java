package io.peregrine.venue.kraken.feed;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.SymbolTable;
import io.peregrine.feed.Ticker;
import io.peregrine.instrument.Instrument;
import io.peregrine.json.JsonReader;
import io.peregrine.json.Rfc3339;
import io.peregrine.message.Side;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads one entry of a frame of the channels book, trade and ticker, with its fields in any order: numbers, which need the instrument's
 * decimals, are passed over and read when the whole entry is known.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> as {@link KrakenDecoder}. <b>Allocates:</b> none after construction.
 * <b>Errors:</b> {@link MessageKind#MALFORMED}; never throws for anything in the bytes.
 */
final class EntryReader {
    private static final long SYMBOL = JsonReader.word("symbol");
    private static final long CHECKSUM = JsonReader.word("checksum");
    private static final long TRADE_ID = JsonReader.word("trade_id");
    private static final long SIDE = JsonReader.word("side");
    private static final long BUY = JsonReader.word("buy");
    private static final long SELL = JsonReader.word("sell");
    private static final long PRICE = JsonReader.word("price");
    private static final long QUANTITY = JsonReader.word("qty");
    private static final byte[] TIMESTAMP = "timestamp".getBytes(StandardCharsets.US_ASCII);
    private static final long[] BOOK_NUMBERS = {JsonReader.word("bids"), JsonReader.word("asks")};
    private static final long[] TRADE_NUMBERS = {PRICE, QUANTITY};
    private static final long[] TICKER_NUMBERS = {
        JsonReader.word("bid"), JsonReader.word("bid_qty"), JsonReader.word("ask"), JsonReader.word("ask_qty")};
    private static final int NOWHERE = -1;
    private static final int TOO_MANY = -1;

    final DepthUpdate update = new DepthUpdate();
    final Ticker ticker = new Ticker();
    long checksum;
    long venueTimeNs;
    long tradeId;
    long tradePrice;
    long tradeQuantity;
    /** Of the taker; null for none that is known. */
    Side tradeSide;

    private final JsonReader reader;
    private final SymbolTable<KrakenBook> symbols;
    private final int[] places = new int[TICKER_NUMBERS.length];
    private KrakenBook book;
    private boolean hasSymbol;

    EntryReader(final JsonReader reader, final List<KrakenBook> books) {
        this.reader = reader;
        symbols = new SymbolTable<>(books, other -> other.kept().instrument().venueSymbol());
    }

    /** Whose entry it was, or null; of a malformed one as far as it could be seen. */
    KrakenBook book() {
        return book;
    }

    /** The book with the symbol that was just read, or null. */
    KrakenBook find() {
        return symbols.find(reader);
    }

    /** Forgets the entry before. */
    void clear() {
        update.clear();
        checksum = Instrument.NULL_VALUE;
        venueTimeNs = Instrument.NULL_VALUE;
        tradeId = Instrument.NULL_VALUE;
        tradeSide = null;
        book = null;
        hasSymbol = false;
        Arrays.fill(places, NOWHERE);
    }

    /** Reads the entry that begins here. */
    MessageKind read(final MessageKind kind) {
        clear();
        final long[] numbers = numbersOf(kind);
        reader.beginObject();
        while (reader.nextKey()) {
            readField(numbers);
        }
        if (reader.failed() || book == null) {
            return !reader.failed() && hasSymbol ? MessageKind.OTHER : MessageKind.MALFORMED;
        }
        final int end = reader.position();
        final boolean isWhole = switch (kind) {
            case SNAPSHOT, UPDATE -> readBook();
            case TRADE -> readTrade();
            default -> readTicker();
        };
        reader.seek(end);
        return isWhole && !reader.failed() ? kind : MessageKind.MALFORMED;
    }

    private static long[] numbersOf(final MessageKind kind) {
        return switch (kind) {
            case SNAPSHOT, UPDATE -> BOOK_NUMBERS;
            case TRADE -> TRADE_NUMBERS;
            default -> TICKER_NUMBERS;
        };
    }

    private void readField(final long[] numbers) {
        final long key = reader.keyWord();
        if (key == SYMBOL && reader.peek() == '"') {
            reader.readString();
            book = symbols.find(reader);
            hasSymbol = true;
        } else if (key == CHECKSUM) {
            checksum = reader.readLong();
        } else if (key == TRADE_ID) {
            tradeId = reader.readLong();
        } else if (key == SIDE && reader.peek() == '"') {
            reader.readString();
            tradeSide = reader.keyIs(BUY) ? Side.BUY : reader.keyIs(SELL) ? Side.SELL : null;
        } else if (key == 0 && reader.keyIs(TIMESTAMP) && reader.peek() == '"') {
            reader.readString();
            venueTimeNs = readTime();
        } else {
            for (int i = 0; i < numbers.length; i++) {
                if (key == numbers[i]) {
                    reader.peek();
                    places[i] = reader.position();
                }
            }
            reader.skipValue();
        }
    }

    private long readTime() {
        final long timeNs = reader.sliceTime();
        return timeNs == Rfc3339.INVALID ? Instrument.NULL_VALUE : timeNs;
    }

    private boolean readBook() {
        if (places[0] == NOWHERE || places[1] == NOWHERE) {
            return false;
        }
        update.venueTimeNs = venueTimeNs;
        reader.seek(places[0]);
        update.bidCount = readLevels(update.bidPrices, update.bidQuantities);
        reader.seek(places[1]);
        update.askCount = readLevels(update.askPrices, update.askQuantities);
        return update.bidCount != TOO_MANY && update.askCount != TOO_MANY && checksum >= 0;
    }

    private int readLevels(final long[] prices, final long[] quantities) {
        int count = 0;
        reader.beginArray();
        while (reader.nextElement()) {
            long price = Instrument.NULL_VALUE;
            long quantity = Instrument.NULL_VALUE;
            reader.beginObject();
            while (reader.nextKey()) {
                if (reader.keyIs(PRICE)) {
                    price = readPrice();
                } else if (reader.keyIs(QUANTITY)) {
                    quantity = readQuantity();
                } else {
                    reader.skipValue();
                }
            }
            if (count == prices.length || price == Instrument.NULL_VALUE || quantity == Instrument.NULL_VALUE) {
                return TOO_MANY;
            }
            prices[count] = price;
            quantities[count++] = quantity;
        }
        return count;
    }

    private boolean readTrade() {
        if (places[0] == NOWHERE || places[1] == NOWHERE) {
            return false;
        }
        reader.seek(places[0]);
        tradePrice = readPrice();
        reader.seek(places[1]);
        tradeQuantity = readQuantity();
        return tradeId >= 0 && tradePrice > 0 && tradeQuantity > 0 && tradeSide != null;
    }

    private boolean readTicker() {
        for (final int place : places) {
            if (place == NOWHERE) {
                return false;
            }
        }
        ticker.venueTimeNs = venueTimeNs;
        ticker.bidPrice = optional(places[0], true);
        ticker.bidQuantity = optional(places[1], false);
        ticker.askPrice = optional(places[2], true);
        ticker.askQuantity = optional(places[3], false);
        return true;
    }

    /** A side without levels has null or 0. */
    private long optional(final int place, final boolean isPrice) {
        reader.seek(place);
        if (reader.readNull()) {
            return Instrument.NULL_VALUE;
        }
        final long value = isPrice ? readPrice() : readQuantity();
        return value == 0 ? Instrument.NULL_VALUE : value;
    }

    private long readPrice() {
        return reader.readScientific(book.kept().instrument().priceDecimals());
    }

    private long readQuantity() {
        return reader.readScientific(book.kept().instrument().quantityDecimals());
    }
}
