package io.peregrine.sim.binance;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.OrderRejectedException;
import io.peregrine.sim.exchange.RejectReason;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.OrderStatus;
import io.peregrine.sim.matching.OrderTerms;

/**
 * Places and cancels orders by the venue's rules: rate limits and filters first, then the exchange, whose refusals it translates.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class OrderDesk {
    private final Exchange exchange;
    private final RateLimits limits;

    OrderDesk(final Exchange exchange, final RateLimits limits) {
        this.exchange = exchange;
        this.limits = limits;
    }

    /** Refuses where the account may not place another order now. */
    void checkLimits(final Account account) throws ApiException {
        limits.checkOrders(account, exchange.nowUs());
    }

    /** Places an order. */
    AccountOrder place(final Account account, final SymbolRules rules, final OrderRequest request) throws ApiException {
        checkLimits(account);
        final OrderRequest sized = sized(rules, request);
        rules.check(account, sized, exchange.nowUs());
        try {
            final AccountOrder order = exchange.place(account, rules.listing(), sized);
            limits.countOrder(account, exchange.nowUs());
            return order;
        } catch (final OrderRejectedException e) {
            throw rejected(e.reason());
        }
    }

    /** Checks an order without placing it. */
    void test(final Account account, final SymbolRules rules, final OrderRequest request) throws ApiException {
        final OrderRequest sized = sized(rules, request);
        rules.check(account, sized, exchange.nowUs());
        try {
            exchange.test(account, rules.listing(), sized);
        } catch (final OrderRejectedException e) {
            throw rejected(e.reason());
        }
    }

    /** Cancels an open order. */
    AccountOrder cancel(final AccountOrder order, final CancelRestrictions restrictions, final String cancelId) throws ApiException {
        if (order == null || order.status().finished()) {
            throw ApiException.of(-2011, "Unknown order sent.");
        }
        if (!restrictions.allow(order.status())) {
            throw ApiException.of(-2011, "Order was not canceled due to cancel restrictions.");
        }
        exchange.cancel(order, cancelId);
        return order;
    }

    private static ApiException rejected(final RejectReason reason) {
        return ApiException.of(-2010, switch (reason) {
            case INSUFFICIENT_BALANCE -> "Account has insufficient balance for requested action.";
            case DUPLICATE_CLIENT_ORDER_ID -> "Duplicate order sent.";
            case WOULD_TAKE -> "Order would immediately match and take.";
            case WOULD_TRIGGER -> "Order would trigger immediately.";
            case HALTED -> "Market is closed.";
        });
    }

    /** Turns a quote quantity into the quantity that it buys or sells at the present book, rounded down to the lot size. */
    private static OrderRequest sized(final SymbolRules rules, final OrderRequest request) throws ApiException {
        if (request.quoteQuantity() == 0) {
            return request;
        }
        final OrderTerms terms = request.terms();
        final Market market = rules.listing().market();
        final long[] levels = rules.listing().book().levels(terms.side().opposite(), Integer.MAX_VALUE);
        long left = request.quoteQuantity();
        long quantity = 0;
        for (int i = 0; i < levels.length && left > 0; i += 2) {
            final long lotCost = market.notional(levels[i], market.lotSize());
            final long lots = Math.min(left / lotCost, levels[i + 1] / market.lotSize());
            quantity += lots * market.lotSize();
            left = lots * market.lotSize() < levels[i + 1] ? 0 : left - lots * lotCost;
        }
        if (quantity == 0) {
            throw ApiException.of(-2010, levels.length == 0 ? "Order book liquidity is less than symbol minimum quantity."
                    : "Order book liquidity is less than `LOT_SIZE` filter minimum quantity.");
        }
        return new OrderRequest(terms.withQuantity(quantity), request.clientOrderId(), request.quoteQuantity(), request.strategyId(),
                request.strategyType());
    }

    /** Which states a client wants its cancel to apply to. */
    enum CancelRestrictions {
        NONE, ONLY_NEW, ONLY_PARTIALLY_FILLED;

        static CancelRestrictions parse(final Parameters parameters) throws ApiException {
            return parameters.has("cancelRestrictions")
                    ? parameters.word("cancelRestrictions", CancelRestrictions.class,
                            ApiException.of(-1145, "Invalid cancelRestrictions"))
                    : NONE;
        }

        private boolean allow(final OrderStatus status) {
            return switch (this) {
                case NONE -> true;
                case ONLY_NEW -> status == OrderStatus.NEW;
                case ONLY_PARTIALLY_FILLED -> status == OrderStatus.PARTIALLY_FILLED;
            };
        }
    }
}
