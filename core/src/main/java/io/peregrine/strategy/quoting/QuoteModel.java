package io.peregrine.strategy.quoting;

/**
 * Where a market maker quotes: pure functions of the market and the inventory.
 *
 * <p>The centre of the quotes is the microprice, moved against the inventory: with the whole inventory allowed held long it lies
 * {@code skew × half spread} lower, so that the next sale becomes likelier than the next purchase. Bid and ask lie half a spread off the
 * centre, on ticks away from it, and never through the market.
 *
 * <p><b>Threading:</b> stateless. <b>Units:</b> price mantissas. <b>Allocates:</b> none.
 */
final class QuoteModel {
    private static final double BPS = 10_000;

    private QuoteModel() {
    }

    /** Basis points of a price, at least one tick. */
    static double spread(final double price, final double bps, final long tickSize) {
        return Math.max(price * bps / BPS, tickSize);
    }

    /** The price around which to quote. */
    static double centre(
            final double microprice, final double halfSpread, final double skew, final long inventory, final long inventoryMax) {
        final double share = Math.clamp((double) inventory / inventoryMax, -1, 1);
        return microprice - halfSpread * skew * share;
    }

    /** The bid: on a tick, at most one tick below the best ask, above zero. */
    static long bid(final double centre, final double halfSpread, final long tickSize, final long bestAsk) {
        final long price = (long) Math.floor((centre - halfSpread) / tickSize) * tickSize;
        return Math.max(tickSize, Math.min(price, bestAsk - tickSize));
    }

    /** The ask: on a tick, at least one tick above the best bid. */
    static long ask(final double centre, final double halfSpread, final long tickSize, final long bestBid) {
        final long price = (long) Math.ceil((centre + halfSpread) / tickSize) * tickSize;
        return Math.max(price, bestBid + tickSize);
    }

    /** Has the target moved so far from the working price that it is worth a new order? */
    static boolean worthMoving(final long workingPrice, final long targetPrice, final long thresholdPrice) {
        return Math.abs(workingPrice - targetPrice) >= thresholdPrice;
    }

    /** The smallest quantity on a lot, within the instrument's range, whose notional at this price is at least this much. */
    static long quantityFor(final long notional, final long price, final long lotSize, final long quantityMin) {
        final long atLeast = Math.max(quantityMin, Math.ceilDiv(notional, price));
        return Math.max(1, Math.ceilDiv(atLeast, lotSize)) * lotSize;
    }
}
