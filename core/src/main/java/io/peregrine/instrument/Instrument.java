package io.peregrine.instrument;

/**
 * One instrument on one venue, from the venue's reference data.
 *
 * <p>Prices are {@code long} mantissas: price = mantissa × 10^-priceDecimals; quantities likewise with quantityDecimals. The product of the
 * two has {@code priceDecimals + quantityDecimals} decimals.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param instrumentId     dense, from 0, unique in the engine
 * @param venue            where it trades
 * @param symbol           the engine's name of the pair, for example {@code BTC/USDT}; the same on all venues
 * @param venueSymbol      the venue's name, for example {@code BTCUSDT}
 * @param baseAsset        what is bought and sold
 * @param quoteAsset       what it is paid in
 * @param priceDecimals    decimals of a price mantissa, 0 to 18
 * @param quantityDecimals decimals of a quantity mantissa, 0 to 18
 * @param tickSize         smallest price step, as a price mantissa, at least 1
 * @param lotSize          smallest quantity step, as a quantity mantissa, at least 1
 * @param quantityMin      smallest order, as a quantity mantissa
 * @param quantityMax      largest order, as a quantity mantissa
 * @param notionalMin      smallest price × quantity, at {@link #notionalDecimals()}
 */
public record Instrument(
        int instrumentId,
        Venue venue,
        String symbol,
        String venueSymbol,
        String baseAsset,
        String quoteAsset,
        int priceDecimals,
        int quantityDecimals,
        long tickSize,
        long lotSize,
        long quantityMin,
        long quantityMax,
        long notionalMin) {

    /** Absent price or quantity. */
    public static final long NULL_VALUE = Long.MIN_VALUE;

    /**
     * Checks the ranges above.
     *
     * @throws IllegalArgumentException naming the field and the value
     */
    public Instrument {
        check(instrumentId >= 0, venueSymbol, "instrumentId", instrumentId);
        check(priceDecimals >= 0 && priceDecimals <= 18, venueSymbol, "priceDecimals", priceDecimals);
        check(quantityDecimals >= 0 && quantityDecimals <= 18, venueSymbol, "quantityDecimals", quantityDecimals);
        check(tickSize >= 1, venueSymbol, "tickSize", tickSize);
        check(lotSize >= 1, venueSymbol, "lotSize", lotSize);
        check(quantityMin >= 0 && quantityMin <= quantityMax, venueSymbol, "quantityMin", quantityMin);
        check(notionalMin >= 0, venueSymbol, "notionalMin", notionalMin);
    }

    /** Decimals of a price × quantity product. */
    public int notionalDecimals() {
        return priceDecimals + quantityDecimals;
    }

    /**
     * Price × quantity, exact.
     *
     * @return the product at {@link #notionalDecimals()}, or {@link #NULL_VALUE} where it does not fit in 63 bits
     */
    public static long notional(final long price, final long quantity) {
        final long low = price * quantity;
        return Math.multiplyHigh(price, quantity) == low >> 63 ? low : NULL_VALUE;
    }

    private static void check(final boolean ok, final String symbol, final String field, final long value) {
        if (!ok) {
            throw new IllegalArgumentException("instrument " + symbol + ": " + field + " out of range: " + value);
        }
    }
}
