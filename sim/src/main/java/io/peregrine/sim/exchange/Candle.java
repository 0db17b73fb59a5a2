package io.peregrine.sim.exchange;

/**
 * Open, high, low, close and volumes of an interval.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals; microseconds since the epoch.
 *
 * @param startUs    start of the interval
 * @param first      its first trade
 * @param last       its last trade
 * @param high       highest price
 * @param low        lowest price
 * @param volume           base volume
 * @param takerBuys the part in which the aggressor bought
 */
public record Candle(long startUs, Trade first, Trade last, long high, long low, Volume volume, Volume takerBuys) {
    /** A minute. */
    public static final long MINUTE_US = 60_000_000L;

    /**
     * A volume.
     *
     * @param base  in the base asset
     * @param quote in the quote asset
     */
    public record Volume(long base, long quote) {
        private static final Volume ZERO = new Volume(0, 0);

        private static Volume of(final Trade trade) {
            return new Volume(trade.quantity(), trade.notional());
        }

        private Volume plus(final Volume other) {
            return new Volume(Math.addExact(base, other.base), Math.addExact(quote, other.quote));
        }
    }

    static Candle of(final Trade trade, final long startUs) {
        final Volume volume = Volume.of(trade);
        return new Candle(startUs, trade, trade, trade.price(), trade.price(), volume, trade.buyerIsMaker() ? Volume.ZERO : volume);
    }

    /** This candle and a later one as one candle that starts at {@code newStartUs}. */
    public Candle merge(final Candle later, final long newStartUs) {
        return new Candle(newStartUs, first, later.last, Math.max(high, later.high), Math.min(low, later.low),
                volume.plus(later.volume), takerBuys.plus(later.takerBuys));
    }

    Candle startingAt(final long newStartUs) {
        return new Candle(newStartUs, first, last, high, low, volume, takerBuys);
    }

    /** Number of trades. */
    public long tradeCount() {
        return last.tradeId() - first.tradeId() + 1;
    }
}
