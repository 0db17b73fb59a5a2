package io.peregrine.venue.binance.feed;

import static io.peregrine.instrument.Instrument.NULL_VALUE;

import io.peregrine.feed.DepthUpdate;
import io.peregrine.feed.SymbolTable;
import io.peregrine.feed.Ticker;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;

/**
 * Decodes one message of Binance's binary market data streams, in place, into the same fields as the JSON decoder.
 *
 * <pre>
 *   header:  block length u16 | template u16 | schema u16 | version u16
 *   10000 trades:    event time µs i64, transact time i64, price exponent i8, quantity exponent i8;
 *                    group (block length u16, count u32): id i64, price i64, quantity i64, buyer is maker u8;  symbol
 *   10001 best:      event time, update id, exponents; bid price, bid quantity, ask price, ask quantity i64;   symbol
 *   10003 depth:     event time, first id, last id, exponents; bids, asks: group (block length u16, count u16): price i64, quantity i64;
 *                    symbol
 *   symbol:  length u8 | bytes        all little-endian; a value is mantissa × 10^exponent
 * </pre>
 * The block lengths on the wire are used, so that fields that a later version adds at the end are skipped. The symbol is the last field:
 * groups are walked over first, and read once it is known what decimals they are to have. A value that has more digits than the instrument
 * is an error, never rounded.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Memory:</b> the buffer is needed only during the call, and until the last
 * {@link #nextTrade}. <b>Units:</b> mantissas at the instrument's decimals, times in ns since the epoch. <b>Allocates:</b> none after
 * construction. <b>Errors:</b> {@link MessageKind#MALFORMED}; never throws for anything in the bytes, and reads nothing outside of them.
 *
 * <p>Source: binance-spot-api-docs, sbe/schemas/stream_1_0.xml (schema 1, version 0).
 */
final class BinanceSbeDecoder {
    static final int SCHEMA_ID = 1;
    static final int TRADES = 10_000;
    static final int BEST_BID_ASK = 10_001;
    static final int DEPTH_SNAPSHOT = 10_002;
    static final int DEPTH_DIFF = 10_003;
    private static final int HEADER_LENGTH = 4 * Short.BYTES;
    private static final int TRADES_BLOCK = 18;
    private static final int BEST_BLOCK = 50;
    private static final int DEPTH_BLOCK = 26;
    private static final int LEVEL_BLOCK = 2 * Long.BYTES;
    private static final int TRADE_BLOCK = 3 * Long.BYTES + 1;
    private static final long NS_PER_US = 1_000;
    private static final int POWERS_MAX = 18;

    long eventTimeNs;
    long tradeId;
    long tradePrice;
    long tradeQuantity;
    boolean buyerIsMaker;

    private final DepthUpdate delta;
    private final Ticker ticker;
    private final SymbolTable<BinanceBook> symbols;
    private DirectBuffer buffer;
    private int position;
    private int end;
    private boolean isFailed;
    private BinanceBook book;
    private MessageKind kind;
    private int priceShift;
    private int quantityShift;
    private int groupPosition;
    private int groupBlock;
    private int groupCount;
    private int asksPosition;
    private int asksBlock;
    private int asksCount;

    /**
     * @param delta  gets depth messages
     * @param ticker gets the best bid and ask
     */
    BinanceSbeDecoder(final SymbolTable<BinanceBook> symbols, final DepthUpdate delta, final Ticker ticker) {
        this.symbols = symbols;
        this.delta = delta;
        this.ticker = ticker;
    }

    /** Is it a binary message of a schema and template that are known here, and not text? */
    static boolean isBinary(final DirectBuffer buffer, final int offset, final int length) {
        if (length < HEADER_LENGTH || buffer.getByte(offset) == '{') {
            return false;
        }
        final int template = buffer.getShort(offset + Short.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
        return template >= TRADES && template <= DEPTH_DIFF;
    }

    /** Whose message it was, or null; of a malformed one as far as it could be seen. */
    BinanceBook book() {
        return book;
    }

    /** May the message have been a delta? */
    boolean mayBeDelta() {
        return kind == MessageKind.DEPTH;
    }

    /** Decodes a message that {@link #isBinary}. Trades are then had one by one from {@link #nextTrade}. */
    MessageKind decode(final DirectBuffer source, final int offset, final int length) {
        buffer = source;
        position = offset;
        end = offset + length;
        isFailed = false;
        book = null;
        groupCount = 0;
        delta.clear();
        final int block = u16();
        final int template = u16();
        final boolean isKnownSchema = u16() == SCHEMA_ID;
        u16();
        kind = switch (template) {
            case TRADES -> MessageKind.TRADE;
            case BEST_BID_ASK -> MessageKind.TICKER;
            case DEPTH_DIFF -> MessageKind.DEPTH;
            default -> MessageKind.OTHER;
        };
        if (kind == MessageKind.OTHER) {
            return kind;
        }
        final int blockMin = kind == MessageKind.TRADE ? TRADES_BLOCK : kind == MessageKind.TICKER ? BEST_BLOCK : DEPTH_BLOCK;
        if (!isKnownSchema || block < blockMin || block > end - position) {
            return MessageKind.MALFORMED;
        }
        final int root = position;
        position += block;
        walk();
        readSymbol();
        if (isFailed) {
            return MessageKind.MALFORMED;
        }
        if (book == null) {
            return MessageKind.OTHER;
        }
        eventTimeNs = time(i64(root));
        switch (kind) {
            case TRADE -> scale(root + 2 * Long.BYTES);
            case TICKER -> readTicker(root + Long.BYTES);
            default -> readDepth(root + Long.BYTES);
        }
        return isFailed ? MessageKind.MALFORMED : kind;
    }

    /** Reads the next trade of the message; false after the last, and where it can not be used. */
    boolean nextTrade() {
        if (isFailed || groupCount == 0) {
            return false;
        }
        tradeId = i64(groupPosition);
        tradePrice = scaled(i64(groupPosition + Long.BYTES), priceShift);
        tradeQuantity = scaled(i64(groupPosition + 2 * Long.BYTES), quantityShift);
        buyerIsMaker = buffer.getByte(groupPosition + 3 * Long.BYTES) != 0;
        groupPosition += groupBlock;
        groupCount--;
        isFailed |= tradeId < 0;
        return !isFailed;
    }

    /** Did the last {@link #nextTrade} end for a trade that can not be used? */
    boolean isFailed() {
        return isFailed;
    }

    /** Notes where the groups are, and goes on to the symbol. */
    private void walk() {
        if (kind == MessageKind.TICKER) {
            return;
        }
        groupBlock = u16();
        final long count = kind == MessageKind.TRADE ? u32() : u16();
        groupPosition = position;
        groupCount = skip(groupBlock, count, kind == MessageKind.TRADE ? TRADE_BLOCK : LEVEL_BLOCK);
        if (kind == MessageKind.DEPTH) {
            asksBlock = u16();
            final long asks = u16();
            asksPosition = position;
            asksCount = skip(asksBlock, asks, LEVEL_BLOCK);
        }
    }

    private int skip(final int block, final long count, final int blockMin) {
        final long length = block * count;
        if (isFailed || count > 0 && block < blockMin || count > DepthUpdate.LEVELS_MAX || length > end - position) {
            isFailed = true;
            return 0;
        }
        position += (int) length;
        return (int) count;
    }

    private void readSymbol() {
        if (isFailed || position >= end) {
            isFailed = true;
            return;
        }
        final int length = buffer.getByte(position) & 0xFF;
        position++;
        if (length == 0 || length > end - position) {
            isFailed = true;
            return;
        }
        book = symbols.find(buffer, position, length);
        position += length;
    }

    private void scale(final int exponents) {
        final Instrument instrument = book.kept().instrument();
        priceShift = buffer.getByte(exponents) + instrument.priceDecimals();
        quantityShift = buffer.getByte(exponents + 1) + instrument.quantityDecimals();
    }

    private void readTicker(final int fields) {
        scale(fields + Long.BYTES);
        final int prices = fields + Long.BYTES + 2;
        ticker.updateId = i64(fields);
        ticker.bidPrice = scaled(i64(prices), priceShift);
        ticker.bidQuantity = scaled(i64(prices + Long.BYTES), quantityShift);
        ticker.askPrice = scaled(i64(prices + 2 * Long.BYTES), priceShift);
        ticker.askQuantity = scaled(i64(prices + 3 * Long.BYTES), quantityShift);
        // A side without levels has a price of 0.
        if (ticker.bidPrice == 0) {
            ticker.bidPrice = NULL_VALUE;
            ticker.bidQuantity = NULL_VALUE;
        }
        if (ticker.askPrice == 0) {
            ticker.askPrice = NULL_VALUE;
            ticker.askQuantity = NULL_VALUE;
        }
        isFailed |= ticker.updateId < 0;
    }

    private void readDepth(final int fields) {
        delta.firstId = i64(fields);
        delta.lastId = i64(fields + Long.BYTES);
        scale(fields + 2 * Long.BYTES);
        readLevels(groupPosition, groupBlock, groupCount, delta.bidPrices, delta.bidQuantities);
        readLevels(asksPosition, asksBlock, asksCount, delta.askPrices, delta.askQuantities);
        delta.bidCount = groupCount;
        delta.askCount = asksCount;
        isFailed |= delta.firstId < 0 || delta.lastId < 0;
    }

    private void readLevels(final int from, final int block, final int count, final long[] prices, final long[] quantities) {
        int at = from;
        for (int i = 0; i < count; i++, at += block) {
            prices[i] = scaled(i64(at), priceShift);
            quantities[i] = scaled(i64(at + Long.BYTES), quantityShift);
        }
    }

    private long scaled(final long mantissa, final int shift) {
        if (mantissa == 0) {
            return 0;
        }
        if (mantissa < 0 || shift > POWERS_MAX || shift < -POWERS_MAX) {
            isFailed = true;
            return 0;
        }
        if (shift < 0) {
            final long power = Decimals.power(-shift);
            isFailed |= mantissa % power != 0;
            return mantissa / power;
        }
        final long power = Decimals.power(shift);
        isFailed |= mantissa > Long.MAX_VALUE / power;
        return mantissa * power;
    }

    private static long time(final long us) {
        return us <= 0 || us > Long.MAX_VALUE / NS_PER_US ? NULL_VALUE : us * NS_PER_US;
    }

    private long i64(final int at) {
        return buffer.getLong(at, ByteOrder.LITTLE_ENDIAN);
    }

    private int u16() {
        if (end - position < Short.BYTES) {
            isFailed = true;
            return 0;
        }
        position += Short.BYTES;
        return buffer.getShort(position - Short.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFF;
    }

    private long u32() {
        if (end - position < Integer.BYTES) {
            isFailed = true;
            return 0;
        }
        position += Integer.BYTES;
        return buffer.getInt(position - Integer.BYTES, ByteOrder.LITTLE_ENDIAN) & 0xFFFF_FFFFL;
    }
}
