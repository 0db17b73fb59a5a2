package io.peregrine.venue.kraken.gateway;

import java.util.Locale;

/**
 * A verification level of the venue, and what it allows.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> counters in millionths of the venue's unit, decays a second. Source: docs.kraken.com,
 * "Spot Trading Limits", "Spot REST rate limits".
 */
public enum KrakenTier {
    STARTER(60_000_000, 1_000_000, 60, 15_000_000, 330_000),
    INTERMEDIATE(125_000_000, 2_340_000, 80, 20_000_000, 500_000),
    PRO(180_000_000, 3_750_000, 225, 20_000_000, 1_000_000);

    private final long tradingMaxE6;
    private final long tradingDecayE6;
    private final int openOrdersMax;
    private final long callsMaxE6;
    private final long callsDecayE6;

    KrakenTier(
            final long tradingMaxE6, final long tradingDecayE6, final int openOrdersMax, final long callsMaxE6, final long callsDecayE6) {
        this.tradingMaxE6 = tradingMaxE6;
        this.tradingDecayE6 = tradingDecayE6;
        this.openOrdersMax = openOrdersMax;
        this.callsMaxE6 = callsMaxE6;
        this.callsDecayE6 = callsDecayE6;
    }

    /**
     * By its name in settings.
     *
     * @throws IllegalArgumentException for another name
     */
    public static KrakenTier parse(final String name) {
        for (final KrakenTier tier : values()) {
            if (tier.name().toLowerCase(Locale.ROOT).equals(name)) {
                return tier;
            }
        }
        throw new IllegalArgumentException("venue kraken: tier " + name + " is none of starter, intermediate, pro");
    }

    /** Ceiling of the trading engine's counter of a pair. */
    long tradingMaxE6() {
        return tradingMaxE6;
    }

    long tradingDecayE6() {
        return tradingDecayE6;
    }

    /** Open orders of a pair. */
    int openOrdersMax() {
        return openOrdersMax;
    }

    /** Ceiling of the key's counter of REST calls. */
    long callsMaxE6() {
        return callsMaxE6;
    }

    long callsDecayE6() {
        return callsDecayE6;
    }
}
