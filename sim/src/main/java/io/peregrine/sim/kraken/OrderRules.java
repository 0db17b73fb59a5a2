package io.peregrine.sim.kraken;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.matching.Decimal;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.MatchingBook;
import io.peregrine.sim.matching.Side;

/**
 * Checks an order against the minima, steps and limits of its pair (sections 9 and 12).
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> eight decimals.
 */
final class OrderRules {
    /** An iceberg shows at least one part in so many. */
    private static final int ICEBERG_PARTS_MAX = 15;

    private final KrakenLimits limits;

    OrderRules(final KrakenLimits limits) {
        this.limits = limits;
    }

    /** Refuses an order that may not be placed now. */
    void check(final Account account, final Listing listing, final NewOrder order) throws RequestException {
        checkTerms(listing, order);
        final long open = account.openOrders().stream().filter(other -> other.market().equals(listing.market())).count();
        if (open >= limits.orders()) {
            throw new RequestException("EOrder:Orders limit exceeded");
        }
    }

    /** Refuses amounts that the pair does not allow. */
    static void checkTerms(final Listing listing, final NewOrder order) throws RequestException {
        final Market market = listing.market();
        final NewOrder.Amounts amounts = order.amounts();
        if (order.kind().hasLimit()) {
            checkPrice(market, amounts.limit());
        }
        if (order.kind().hasTrigger()) {
            checkPrice(market, amounts.trigger());
        }
        if (amounts.quantity() < order.pair().quantityMin()) {
            throw new RequestException("EOrder:Order minimum not met");
        }
        if (amounts.quantity() > market.quantityMax()) {
            throw RequestException.arguments("volume");
        }
        if (amounts.display() != NewOrder.NONE
                && (amounts.display() % market.lotSize() != 0 || amounts.display() * ICEBERG_PARTS_MAX < amounts.quantity())) {
            throw RequestException.arguments("display_qty");
        }
        if (market.notional(referencePrice(listing, order), amounts.quantity()) < order.pair().costMin()) {
            throw new RequestException("EOrder:Cost minimum not met");
        }
    }

    /** What a market buy of so much cash would get from the book now, its fee included; 0 where the book is empty. */
    static long quantityFor(final Account account, final Listing listing, final long cash) {
        final Market market = listing.market();
        final long[] asks = listing.book().levels(Side.SELL, Integer.MAX_VALUE);
        long left = cash;
        long quantity = 0;
        for (int i = 0; i < asks.length; i += 2) {
            final long all = account.fees().reserve(market.notional(asks[i], asks[i + 1]));
            if (all > left) {
                return quantity + part(account, market, asks[i], left);
            }
            left -= all;
            quantity += asks[i + 1];
        }
        return quantity;
    }

    private static long part(final Account account, final Market market, final long price, final long cash) {
        final long unit = account.fees().reserve(price);
        final long quantity = (long) ((double) cash / unit * Decimal.ONE);
        long fitting = quantity - quantity % market.lotSize();
        while (fitting > 0 && account.fees().reserve(market.notional(price, fitting)) > cash) {
            fitting -= market.lotSize();
        }
        return fitting;
    }

    private static long referencePrice(final Listing listing, final NewOrder order) {
        if (order.kind().hasLimit()) {
            return order.amounts().limit();
        }
        if (order.kind().hasTrigger()) {
            return order.amounts().trigger();
        }
        final long best = listing.book().bestPrice(order.side().opposite());
        return best == MatchingBook.NO_PRICE ? listing.market().priceMax() : best;
    }

    private static void checkPrice(final Market market, final long price) throws RequestException {
        if (price <= 0 || price > market.priceMax()) {
            throw new RequestException("EOrder:Invalid price");
        }
        if (price % market.tickSize() != 0) {
            throw new RequestException("EOrder:Tick size check failed");
        }
    }
}
