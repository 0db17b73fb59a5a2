package io.peregrine.venue.binance.feed;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** Writes the venue's SBE messages as its schema says, at eight decimals, from the values of its JSON. */
final class SbeMessages {
    private static final int EXPONENT = -8;

    private SbeMessages() {
    }

    static UnsafeBuffer depth(
            final String symbol, final long timeUs, final long first, final long last, final List<String[]> bids,
            final List<String[]> asks) {
        final ByteBuffer bytes = start(26, BinanceSbeDecoder.DEPTH_DIFF, timeUs).putLong(first).putLong(last);
        exponents(bytes);
        levels(bytes, bids);
        levels(bytes, asks);
        return end(bytes, symbol);
    }

    /** @param top bid price, bid quantity, ask price, ask quantity */
    static UnsafeBuffer bestBidAsk(final String symbol, final long timeUs, final long id, final String... top) {
        final ByteBuffer bytes = start(50, BinanceSbeDecoder.BEST_BID_ASK, timeUs).putLong(id);
        exponents(bytes);
        for (final String value : top) {
            bytes.putLong(mantissa(value));
        }
        return end(bytes, symbol);
    }

    /** @param trades id, price, quantity, is the buyer the maker? */
    static UnsafeBuffer trades(final String symbol, final long timeUs, final List<String[]> trades) {
        final ByteBuffer bytes = start(18, BinanceSbeDecoder.TRADES, timeUs).putLong(timeUs);
        exponents(bytes);
        bytes.putShort((short) 25).putInt(trades.size());
        for (final String[] trade : trades) {
            bytes.putLong(Long.parseLong(trade[0])).putLong(mantissa(trade[1])).putLong(mantissa(trade[2]))
                    .put((byte) (Boolean.parseBoolean(trade[3]) ? 1 : 0));
        }
        return end(bytes, symbol);
    }

    private static ByteBuffer start(final int blockLength, final int templateId, final long timeUs) {
        return ByteBuffer.allocate(1 << 17).order(LITTLE_ENDIAN)
                .putShort((short) blockLength).putShort((short) templateId).putShort((short) 1).putShort((short) 0).putLong(timeUs);
    }

    private static void exponents(final ByteBuffer bytes) {
        bytes.put((byte) EXPONENT).put((byte) EXPONENT);
    }

    private static void levels(final ByteBuffer bytes, final List<String[]> levels) {
        bytes.putShort((short) 16).putShort((short) levels.size());
        for (final String[] level : levels) {
            bytes.putLong(mantissa(level[0])).putLong(mantissa(level[1]));
        }
    }

    private static UnsafeBuffer end(final ByteBuffer bytes, final String symbol) {
        bytes.put((byte) symbol.length()).put(symbol.getBytes(StandardCharsets.US_ASCII));
        final byte[] message = new byte[bytes.position()];
        bytes.get(0, message);
        return new UnsafeBuffer(message);
    }

    private static long mantissa(final String decimal) {
        return new BigDecimal(decimal).movePointRight(-EXPONENT).longValueExact();
    }
}
