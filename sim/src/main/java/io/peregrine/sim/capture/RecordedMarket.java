package io.peregrine.sim.capture;

import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Finds the market that a capture is of: one that is known by its symbol, or else one whose steps are the coarsest powers of ten that all
 * levels of the snapshot fit, and whose limits leave room around them.
 *
 * <p><b>Threading:</b> stateless. <b>Units:</b> eight decimals.
 */
final class RecordedMarket {
    /** What symbols end in, longer ones before those that they end in. */
    private static final List<String> QUOTE_ASSETS = List.of("FDUSD", "USDT", "USDC", "TUSD", "BUSD", "USDP", "DAI", "BTC", "ETH", "BNB",
            "EUR", "GBP", "TRY", "BRL", "JPY", "AUD", "ARS", "PLN", "RUB", "UAH", "ZAR", "NGN", "MXN", "IDRT", "TRX", "XRP", "DOGE");
    private static final long TICK_MAX = Decimal.ONE / 100;
    private static final long LOT_MAX = Decimal.ONE;
    private static final long PRICE_ROOM = 10;
    private static final long NOTIONAL_MAX = 10_000_000_000L;
    private static final long QUANTITY_MAX = 9_000_000_000L * Decimal.ONE;

    private RecordedMarket() {
    }

    /**
     * @param symbol   the venue's name
     * @param snapshot to take steps and limits from
     * @param known    markets with given steps and limits
     * @throws IllegalArgumentException where the symbol's assets are unknown or the snapshot is empty or too large
     */
    static Market of(final String symbol, final RecordedMessage.Snapshot snapshot, final List<Market> known) {
        return known.stream().filter(market -> symbol.equals(market.baseAsset() + market.quoteAsset())).findFirst()
                .orElseGet(() -> derived(symbol, snapshot));
    }

    private static Market derived(final String symbol, final RecordedMessage.Snapshot snapshot) {
        final String quoteAsset = QUOTE_ASSETS.stream().filter(asset -> symbol.endsWith(asset) && symbol.length() > asset.length())
                .findFirst().orElseThrow(() -> new IllegalArgumentException("capture: unknown quote asset in symbol '" + symbol + "'"));
        if (snapshot.bids().length + snapshot.asks().length == 0) {
            throw new IllegalArgumentException("capture: the snapshot of " + symbol + " is empty; its price steps cannot be found");
        }
        final long tick = step(values(snapshot, 0), TICK_MAX);
        final long lot = Math.max(step(values(snapshot, 1), LOT_MAX), Decimal.ONE / tick);
        try {
            final long priceMax = Math.multiplyExact(PRICE_ROOM, values(snapshot, 0).max().orElseThrow());
            final long quantityMax = Math.min(QUANTITY_MAX, (long) ((double) NOTIONAL_MAX * Decimal.ONE / priceMax * Decimal.ONE));
            return new Market(symbol.substring(0, symbol.length() - quoteAsset.length()), quoteAsset, tick, lot,
                    Math.max(lot, quantityMax - quantityMax % lot), 0, priceMax);
        } catch (final ArithmeticException e) {
            throw new IllegalArgumentException("capture: prices of " + symbol + " are out of range", e);
        }
    }

    private static LongStream values(final RecordedMessage.Snapshot snapshot, final int offset) {
        return LongStream.concat(every(snapshot.bids(), offset), every(snapshot.asks(), offset));
    }

    private static LongStream every(final long[] levels, final int offset) {
        return LongStream.iterate(offset, i -> i < levels.length, i -> i + 2).map(i -> levels[(int) i]);
    }

    private static long step(final LongStream values, final long max) {
        return values.reduce(max, (step, value) -> {
            long fitting = step;
            while (value % fitting != 0) {
                fitting /= 10;
            }
            return fitting;
        });
    }
}
