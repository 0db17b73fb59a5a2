package io.peregrine.flatten;

import java.math.BigDecimal;

/**
 * A position as its engine wrote it down. <b>Threading:</b> immutable. <b>Units:</b> quantities at the instrument's decimals, amounts at 8.
 *
 * @param venueKey    for example {@code binance}
 * @param symbol      the engine's name, for example {@code BTC/USDT}
 * @param venueSymbol the venue's name of the instrument
 * @param baseAsset   the engine's name
 * @param quoteAsset  the engine's name
 * @param terms       the instrument's steps
 * @param quantity    bought less sold
 * @param heldE8      what that has made of the base asset, after fees in it
 * @param cashE8      what it has made of the quote asset
 * @param baselineE8  what the account had of the base asset besides, {@link PositionFile#UNKNOWN} where the venue has not told yet
 * @param damage      why these numbers are of no use; empty where they are
 */
public record KnownPosition(
        String venueKey, String symbol, String venueSymbol, String baseAsset, String quoteAsset, Terms terms, long quantity, long heldE8,
        long cashE8, long baselineE8, String damage) {
    /**
     * Steps of an instrument, in its quantity's mantissas.
     *
     * @param decimals of its quantities
     * @param lotSize  the smallest step
     * @param least    the smallest order
     */
    public record Terms(int decimals, long lotSize, long least) {
    }

    /** A number of the base asset. */
    public BigDecimal decimal(final long mantissa) {
        return BigDecimal.valueOf(mantissa, terms.decimals());
    }
}
