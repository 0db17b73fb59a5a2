package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.RiskLimit;
import io.peregrine.risk.LimitTerms;

/**
 * The facts of one occurrence of a risk event; a number that there is not is {@link Instrument#NULL_VALUE}.
 *
 * @param orderId  which order
 * @param limitE8  the bound, at 8 decimals; 0 also where the rule has none
 * @param valueE8  what was held against it
 * @param bidPrice best price of the instrument's LIVE book at that time
 * @param askPrice the same on the other side
 * @param limit    which limit of the table, or NONE
 * @param detail   words, or null
 */
public record RiskFacts(
        long orderId, long limitE8, long valueE8, long bidPrice, long askPrice, RiskLimit limit, String detail) {
    private static final long NULL = Instrument.NULL_VALUE;

    /** Of a risk event's record. */
    static RiskFacts of(final RiskEventDecoder message) {
        return new RiskFacts(message.clientOrderId(), message.limitE8(), message.valueE8(), message.bidPrice(), message.askPrice(),
                message.riskLimit(), null);
    }

    /** Key of the limit as in the configuration, or null. */
    public String limitName() {
        final LimitTerms terms = LimitTerms.of(limit);
        return terms == null ? null : terms.key();
    }

    /** Words without numbers. */
    public static RiskFacts of(final String detail) {
        return new RiskFacts(NULL, NULL, NULL, NULL, NULL, RiskLimit.NONE, detail);
    }
}
