package io.peregrine.sim.matching;

/**
 * One instrument as a venue lists it: names, steps and limits.
 *
 * <p>Tick size × lot size is a whole number of 10^-8 quote units, so price × quantity is always exact at eight decimals.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals.
 *
 * @param baseAsset   what is bought and sold
 * @param quoteAsset  what it is paid in
 * @param tickSize    smallest price step
 * @param lotSize     smallest quantity step
 * @param quantityMax largest order
 * @param notionalMin smallest price × quantity
 * @param priceMax    highest price
 */
public record Market(String baseAsset, String quoteAsset, long tickSize, long lotSize, long quantityMax, long notionalMin, long priceMax) {
    /**
     * Checks that notionals are exact and cannot overflow.
     *
     * @throws IllegalArgumentException where they are not or can
     */
    public Market {
        if (tickSize * lotSize % Decimal.ONE != 0) {
            throw new IllegalArgumentException(baseAsset + '/' + quoteAsset + ": tick size x lot size is not exact at eight decimals");
        }
        Math.multiplyExact(Math.multiplyExact(priceMax / tickSize, quantityMax / lotSize), tickSize * lotSize / Decimal.ONE);
    }

    /** The pair's common name, for example {@code BTC/USDT}. */
    public String pair() {
        return baseAsset + '/' + quoteAsset;
    }

    /** Price × quantity; both on their steps. */
    public long notional(final long price, final long quantity) {
        return price / tickSize * (quantity / lotSize) * (tickSize * lotSize / Decimal.ONE);
    }
}
