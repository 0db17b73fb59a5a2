package io.peregrine.sim.kraken;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.exchange.OrderRejectedException;
import io.peregrine.sim.exchange.RejectReason;
import io.peregrine.sim.matching.CloseReason;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.TimeInForce;
import java.util.List;

/**
 * Places and cancels orders by the venue's rules: deadline, steps and minima, counters, then the exchange, whose refusals it translates.
 *
 * <p><b>Threading:</b> confined to the exchange thread. Source: sections 7, 11 and 12.
 */
final class OrderDesk {
    /** Why an order ended that its owner canceled. */
    static final String USER_REQUESTED = "User requested";
    /** Why an order ended that the dead man's switch canceled. */
    static final String SWITCH_FIRED = "CancelAllOrdersAfter Timeout";
    /** Why an order ended that another one took the place of. */
    static final String REPLACED = "Order replaced";
    /** Why an order ended whose time was up. */
    static final String EXPIRED = "Order expired";

    private final Exchange exchange;
    private final OrderRegister register;
    private final TradingCounters counters;
    private final OrderRules rules;
    private final Timers timers;
    private long unnamedOrders;

    OrderDesk(final Exchange exchange, final OrderRegister register, final KrakenLimits limits, final Timers timers) {
        this.exchange = exchange;
        this.register = register;
        this.counters = new TradingCounters(limits);
        this.rules = new OrderRules(limits);
        this.timers = timers;
    }

    TradingCounters counters() {
        return counters;
    }

    OrderRegister register() {
        return register;
    }

    Exchange exchange() {
        return exchange;
    }

    Timers timers() {
        return timers;
    }

    Listing listing(final Pair pair) {
        return exchange.listing(pair.symbol());
    }

    /**
     * Places an order, or only checks it where it asks for that.
     *
     * @return the order, or null where it was only checked
     */
    AccountOrder add(final Account account, final NewOrder asked) throws RequestException {
        final NewOrder order = checked(account, asked);
        if (order.options().validate()) {
            test(account, order);
            return null;
        }
        counters.add(account, order.pair(), 1, exchange.nowUs());
        return place(account, order);
    }

    /** Checks everything that {@link #add} checks but funds and counters; the order with its quantity in the base asset. */
    NewOrder checked(final Account account, final NewOrder asked) throws RequestException {
        checkDeadline(asked.lifetime().deadlineUs());
        final Listing listing = listing(asked.pair());
        final NewOrder order = asked.amounts().cash() == NewOrder.NONE ? asked
                : asked.with(asked.amounts().withQuantity(OrderRules.quantityFor(account, listing, asked.amounts().cash())));
        rules.check(account, listing, order);
        final String clientOrderId = order.identity().clientOrderId();
        if (clientOrderId != null && account.duplicate(clientOrderId)) {
            throw new RequestException("EOrder:Duplicate cl_ord_id");
        }
        return order;
    }

    /** Places an order that has been checked and counted. */
    AccountOrder place(final Account account, final NewOrder order) throws RequestException {
        final Listing listing = listing(order.pair());
        final OrderRequest request = request(listing, order);
        try {
            register.expect(order);
            if (order.options().postOnly() && listing.book().wouldTake(request.terms())) {
                exchange.test(account, listing, request);
                return exchange.refuse(account, listing, request, CloseReason.POST_ONLY);
            }
            final AccountOrder placed = exchange.place(account, listing, request);
            if (!placed.status().finished() && order.lifetime().force() == NewOrder.Force.GTD) {
                timers.expire(placed, order.lifetime().expireUs());
            }
            return placed;
        } catch (final OrderRejectedException e) {
            throw rejected(e.reason());
        }
    }

    /** Cancels an open order. */
    void cancel(final AccountOrder order, final String reason) {
        if (reason.equals(USER_REQUESTED)) {
            counters.cancel(order, register.note(order).asked().pair(), exchange.nowUs());
        }
        exchange.cancel(order, reason);
    }

    /** Cancels all open orders of an account; how many they were. */
    int cancelAll(final Account account, final String reason) {
        final List<AccountOrder> open = List.copyOf(account.openOrders());
        for (final AccountOrder order : open) {
            exchange.cancel(order, reason);
        }
        return open.size();
    }

    /** Refuses what comes too late. */
    void checkDeadline(final long deadlineUs) throws RequestException {
        if (exchange.nowUs() >= deadlineUs) {
            throw new RequestException("EService:Deadline elapsed");
        }
    }

    static RequestException rejected(final RejectReason reason) {
        return new RequestException(switch (reason) {
            case INSUFFICIENT_BALANCE -> "EOrder:Insufficient funds";
            case DUPLICATE_CLIENT_ORDER_ID -> "EOrder:Duplicate cl_ord_id";
            case WOULD_TAKE -> "EOrder:Post only order";
            case WOULD_TRIGGER -> "EOrder:Invalid price";
            case HALTED -> "EService:Market in cancel_only mode";
        });
    }

    private void test(final Account account, final NewOrder order) throws RequestException {
        try {
            exchange.test(account, listing(order.pair()), request(listing(order.pair()), order));
        } catch (final OrderRejectedException e) {
            throw rejected(e.reason());
        }
    }

    private OrderRequest request(final Listing listing, final NewOrder order) {
        final String clientOrderId = order.identity().clientOrderId();
        return new OrderRequest(terms(listing, order), clientOrderId == null ? "sim-" + ++unnamedOrders : clientOrderId);
    }

    /** The exchange's terms. An order whose trigger has been reached already does not wait for it. */
    private static OrderTerms terms(final Listing listing, final NewOrder order) {
        final NewOrder.Amounts amounts = order.amounts();
        final TimeInForce timeInForce = switch (order.lifetime().force()) {
            case GTC, GTD -> TimeInForce.GTC;
            case IOC -> TimeInForce.IOC;
            case FOK -> TimeInForce.FOK;
        };
        final OrderTerms terms = new OrderTerms(order.side(), order.kind().type(), timeInForce, amounts.limit(), amounts.trigger(),
                amounts.quantity(), order.options().selfTrade(), amounts.display());
        return order.kind().hasTrigger() && listing.book().wouldTrigger(terms)
                ? new OrderTerms(order.side(), order.kind().hasLimit() ? OrderType.LIMIT : OrderType.MARKET, timeInForce,
                        amounts.limit(), 0, amounts.quantity(), order.options().selfTrade())
                : terms;
    }
}
