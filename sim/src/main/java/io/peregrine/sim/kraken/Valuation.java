package io.peregrine.sim.kraken;

import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.matching.Decimal;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * What amounts are worth in US dollars at the last prices of this venue; a tether counts as a dollar.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> eight decimals.
 */
final class Valuation {
    private static final String DOLLAR = "USD";
    private static final int PLACES = 4;

    private final Exchange exchange;

    Valuation(final Exchange exchange) {
        this.exchange = exchange;
    }

    /** An amount in dollars, with four places or more. */
    BigDecimal inUsd(final Asset asset, final long amount) {
        return Json.amount(usd(asset.symbol(), amount), PLACES);
    }

    /** An amount in dollars. */
    long usd(final String asset, final long amount) {
        if (exchange.listing(asset + '/' + DOLLAR) == null) {
            return amount;
        }
        return BigInteger.valueOf(amount).multiply(BigInteger.valueOf(exchange.listing(asset + '/' + DOLLAR).book().lastPrice()))
                .divide(BigInteger.valueOf(Decimal.ONE)).longValueExact();
    }
}
