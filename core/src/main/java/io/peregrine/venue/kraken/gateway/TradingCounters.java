package io.peregrine.venue.kraken.gateway;

/**
 * The trading engine's counters, one for each pair, kept here so that the venue never refuses for them. An order adds one, an amendment one
 * and more for a young order, a cancel only the latter. Cancels are always let through; orders and amendments leave room for them.
 *
 * <p>The venue counts a request when it arrives, which is later than it is sent by a time that varies: one unit is left free for that.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Units:</b> nanoseconds; counts in the venue's units. <b>Allocates:</b> none after
 * construction. Source: docs.kraken.com, "Spot Trading Limits".
 */
final class TradingCounters {
    private static final long UNIT_E6 = 1_000_000;
    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final int[] AGES_S = {5, 10, 15, 45, 90, 300};
    private static final int[] AMEND = {3, 2, 1, 0, 0, 0};
    private static final int[] CANCEL = {8, 6, 5, 4, 2, 1};
    /** One part in so many of the ceiling is left to cancels. */
    private static final int CANCEL_SHARE = 10;

    private final DecayingCounter[] counters;
    private long maxE6;

    /** @param pairs by instrument id */
    TradingCounters(final int pairs, final KrakenTier tier) {
        counters = new DecayingCounter[pairs];
        for (int i = 0; i < pairs; i++) {
            counters[i] = new DecayingCounter(tier.tradingDecayE6());
        }
        maxE6 = tier.tradingMaxE6();
    }

    /** Counts an order; false, and nothing counted, where the venue would refuse it, or cancels would have no room. */
    boolean tryOrder(final int instrumentId, final long nowNs) {
        return tryAdd(instrumentId, UNIT_E6, nowNs);
    }

    /**
     * Counts an amendment.
     *
     * @param ageNs of the order since it was sent, or amended last
     */
    boolean tryAmend(final int instrumentId, final long ageNs, final long nowNs) {
        return tryAdd(instrumentId, (1 + penalty(AMEND, ageNs)) * UNIT_E6, nowNs);
    }

    /** Counts a cancel. */
    void cancel(final int instrumentId, final long ageNs, final long nowNs) {
        counters[instrumentId].addE6(penalty(CANCEL, ageNs) * UNIT_E6, nowNs);
    }

    /** The venue's own count: others use the account too where that is more than is known here. */
    void observe(final int instrumentId, final long count, final long nowNs) {
        counters[instrumentId].raiseE6(count * UNIT_E6, nowNs);
    }

    /** The venue's own ceiling, which may be below that of the tier in the settings. */
    void observeMax(final long max) {
        maxE6 = Math.min(maxE6, max * UNIT_E6);
    }

    /** The venue refused for its counter: nothing more until that has run down. */
    void exhaust(final int instrumentId, final long nowNs) {
        counters[instrumentId].raiseE6(maxE6, nowNs);
    }

    long valueE6(final int instrumentId, final long nowNs) {
        return counters[instrumentId].valueE6(nowNs);
    }

    private boolean tryAdd(final int instrumentId, final long amountE6, final long nowNs) {
        final DecayingCounter counter = counters[instrumentId];
        if (counter.valueE6(nowNs) + amountE6 > maxE6 - maxE6 / CANCEL_SHARE - UNIT_E6) {
            return false;
        }
        counter.addE6(amountE6, nowNs);
        return true;
    }

    private static int penalty(final int[] byAge, final long ageNs) {
        for (int i = 0; i < AGES_S.length; i++) {
            if (ageNs < AGES_S[i] * NS_PER_SECOND) {
                return byAge[i];
            }
        }
        return 0;
    }
}
