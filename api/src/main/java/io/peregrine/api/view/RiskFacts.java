package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;

/**
 * The facts of one occurrence of a risk event; a number that there is not is {@link Instrument#NULL_VALUE}.
 *
 * @param orderId  which order
 * @param limitE8  the bound, at 8 decimals; 0 also where the rule has none
 * @param valueE8  what was held against it
 * @param bidPrice best price of the instrument's LIVE book at that time
 * @param askPrice the same on the other side
 * @param detail   words, or null
 */
public record RiskFacts(long orderId, long limitE8, long valueE8, long bidPrice, long askPrice, String detail) {
    private static final long NULL = Instrument.NULL_VALUE;

    /** Words without numbers. */
    public static RiskFacts of(final String detail) {
        return new RiskFacts(NULL, NULL, NULL, NULL, NULL, detail);
    }
}
