package io.peregrine.sim.capture;

import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import java.util.List;

/**
 * Finds the steps of a recorded market, the coarsest powers of ten that everything fits which was added, and limits that leave room around
 * its first book. What lies further than {@value #PRICE_ROOM} times the best price away is left out of the market, as by a price band.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Units:</b> eight decimals.
 */
final class RecordedMarket {
    private static final long TICK_MAX = Decimal.ONE / 100;
    private static final long LOT_MAX = Decimal.ONE;
    private static final long PRICE_ROOM = 1_000;
    private static final double NOTIONAL_MAX = 10_000_000_000d;
    private static final long QUANTITY_MAX = 9_000_000_000L * Decimal.ONE;

    private final String symbol;
    private long tick = TICK_MAX;
    private long lot = LOT_MAX;
    private long bestPrice;
    private boolean book;

    RecordedMarket(final String symbol) {
        this.symbol = symbol;
    }

    /** Has a whole book of it been added? */
    boolean hasBook() {
        return book;
    }

    /** Places that its tick needs. */
    int priceDecimals() {
        int places = Decimal.SCALE;
        for (long rest = tick; rest % 10 == 0; rest /= 10) {
            places--;
        }
        return places;
    }

    void add(final RecordedMessage message) {
        switch (message) {
            case RecordedMessage.Snapshot snapshot -> {
                levels(snapshot.bids());
                levels(snapshot.asks());
                if (bestPrice == 0) {
                    bestPrice = best(snapshot);
                }
                book = true;
            }
            case RecordedMessage.DepthChange change -> {
                levels(change.bids());
                levels(change.asks());
            }
            case RecordedMessage.PublicTrade trade -> levels(new long[] {trade.price(), trade.quantity()});
            case RecordedMessage.Loss loss -> throw new IllegalArgumentException("a loss is of no market: " + loss);
        }
    }

    /**
     * The market.
     *
     * @param assets its assets
     * @param known  markets with given steps and limits
     * @throws IllegalArgumentException where its books are empty or its prices too high
     */
    Market market(final MessageReader.Assets assets, final List<Market> known) {
        return known.stream().filter(market -> market.baseAsset().equals(assets.base()) && market.quoteAsset().equals(assets.quote()))
                .findFirst().orElseGet(() -> derived(assets));
    }

    private Market derived(final MessageReader.Assets assets) {
        if (bestPrice == 0) {
            throw new IllegalArgumentException("capture: the snapshot of " + symbol + " is empty; its price steps cannot be found");
        }
        try {
            final long priceMax = Math.multiplyExact(PRICE_ROOM, bestPrice);
            final long quantityMax = Math.min(QUANTITY_MAX, (long) (NOTIONAL_MAX * Decimal.ONE / priceMax * Decimal.ONE));
            return new Market(assets.base(), assets.quote(), tick, lot, Math.max(lot, quantityMax - quantityMax % lot), 0, priceMax);
        } catch (final ArithmeticException e) {
            throw new IllegalArgumentException("capture: prices of " + symbol + " are out of range", e);
        }
    }

    private void levels(final long[] levels) {
        for (int i = 0; i < levels.length; i += 2) {
            tick = fitting(tick, levels[i]);
            lot = fitting(lot, levels[i + 1]);
        }
    }

    /** The lowest ask, without one the highest bid, without both 0. */
    private static long best(final RecordedMessage.Snapshot snapshot) {
        final long[] levels = snapshot.asks().length > 0 ? snapshot.asks() : snapshot.bids();
        long best = levels.length > 0 ? levels[0] : 0;
        for (int i = 2; i < levels.length; i += 2) {
            best = levels == snapshot.asks() ? Math.min(best, levels[i]) : Math.max(best, levels[i]);
        }
        return best;
    }

    private static long fitting(final long step, final long value) {
        long fitting = step;
        while (value % fitting != 0) {
            fitting /= 10;
        }
        return fitting;
    }
}
