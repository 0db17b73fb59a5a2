package io.peregrine.sim.kraken;

import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import java.math.BigDecimal;

/**
 * A pair under its names, with its precisions and minima.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> eight decimals. Source: section 9.
 *
 * @param market        steps and limits
 * @param base          what is bought and sold
 * @param quote         what it is paid in
 * @param priceDecimals places of a price
 * @param costDecimals  places of a cost
 * @param quantityMin   smallest order
 * @param costMin       smallest price × quantity
 */
record Pair(Market market, Asset base, Asset quote, int priceDecimals, int costDecimals, long quantityMin, long costMin) {
    /** Places of a quantity, the same for all pairs here. */
    static final int QUANTITY_DECIMALS = Decimal.SCALE;

    /** Name in WebSocket v2, for example {@code BTC/USD}. */
    String symbol() {
        return market.pair();
    }

    /** Name in REST requests, for example {@code XBTUSD}. */
    String altname() {
        return base.altname() + quote.altname();
    }

    /** Key in REST results, for example {@code XXBTZUSD}; pairs with an asset of the newer kind have their altname. */
    String key() {
        return base.code().equals(base.altname()) || quote.code().equals(quote.altname()) ? altname() : base.code() + quote.code();
    }

    /** The name with a slash in REST, for example {@code XBT/USD}. */
    String wsname() {
        return base.altname() + '/' + quote.altname();
    }

    BigDecimal price(final long price) {
        return Json.decimal(price, priceDecimals);
    }

    BigDecimal quantity(final long quantity) {
        return Json.decimal(quantity, QUANTITY_DECIMALS);
    }

    BigDecimal cost(final long cost) {
        return Json.amount(cost, costDecimals);
    }

    /** Cost by quantity at the places of a price. */
    BigDecimal averagePrice(final long cost, final long quantity) {
        return Json.ratio(cost, quantity, priceDecimals);
    }
}
