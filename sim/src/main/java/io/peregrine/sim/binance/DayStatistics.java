package io.peregrine.sim.binance;

import io.peregrine.sim.exchange.Candle;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.Trade;

/**
 * A symbol's last 24 hours, exact to the minute. All zero, and ids -1, before the first trade.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals; microseconds since the epoch.
 *
 * @param day   all trades as one candle, or null
 * @param endUs now
 */
record DayStatistics(Candle day, long endUs) {
    private static final long DAY_US = 24 * 60 * Candle.MINUTE_US;

    static DayStatistics of(final Listing listing, final long nowUs) {
        return new DayStatistics(listing.tape().since(nowUs - DAY_US), nowUs);
    }

    long startUs() {
        return endUs - DAY_US;
    }

    long open() {
        return day == null ? 0 : day.first().price();
    }

    long last() {
        return day == null ? 0 : day.last().price();
    }

    long lastQuantity() {
        return day == null ? 0 : day.last().quantity();
    }

    long high() {
        return day == null ? 0 : day.high();
    }

    long low() {
        return day == null ? 0 : day.low();
    }

    long volume() {
        return day == null ? 0 : day.volume().base();
    }

    long quoteVolume() {
        return day == null ? 0 : day.volume().quote();
    }

    long average() {
        return day == null ? 0 : SymbolRules.average(day.volume());
    }

    long firstId() {
        return id(day == null ? null : day.first());
    }

    long lastId() {
        return id(day == null ? null : day.last());
    }

    long count() {
        return day == null ? 0 : day.tradeCount();
    }

    private static long id(final Trade trade) {
        return trade == null ? -1 : trade.tradeId();
    }
}
