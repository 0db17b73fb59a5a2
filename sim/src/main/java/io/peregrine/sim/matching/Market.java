package io.peregrine.sim.matching;

import java.math.BigInteger;

/**
 * One instrument as a venue lists it: names, steps and limits.
 *
 * <p>Where tick size × lot size is a whole number of 10^-8 quote units, price × quantity is exact at eight decimals. Otherwise it is a
 * whole part of one, and price × quantity is rounded down.
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
     * Checks that notionals fit eight decimals and cannot overflow.
     *
     * @throws IllegalArgumentException where the steps fit in neither way
     */
    public Market {
        final long step = Math.multiplyExact(tickSize, lotSize);
        if (step % Decimal.ONE != 0 && Decimal.ONE % step != 0) {
            throw new IllegalArgumentException(
                    baseAsset + '/' + quoteAsset + ": tick size x lot size is neither a multiple nor a part of 10^-8");
        }
        product(priceMax - priceMax % tickSize, quantityMax - quantityMax % lotSize);
    }

    /** The pair's common name, for example {@code BTC/USDT}. */
    public String pair() {
        return baseAsset + '/' + quoteAsset;
    }

    /** Price × quantity; both on their steps. Rounded down where the steps are too fine for eight decimals. */
    public long notional(final long price, final long quantity) {
        return product(price - price % tickSize, quantity - quantity % lotSize);
    }

    /** The product through 128 bits where 64 are too few. */
    private static long product(final long price, final long quantity) {
        final long low = price * quantity;
        return low >= 0 && Math.multiplyHigh(price, quantity) == 0 ? low / Decimal.ONE
                : BigInteger.valueOf(price).multiply(BigInteger.valueOf(quantity)).divide(BigInteger.valueOf(Decimal.ONE)).longValueExact();
    }
}
