package io.peregrine.sim.coinbase;

import io.peregrine.sim.account.Account;
import io.peregrine.sim.account.AccountOrder;
import io.peregrine.sim.account.OrderRequest;
import io.peregrine.sim.exchange.Exchange;
import io.peregrine.sim.exchange.OrderRejectedException;
import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.OrderTerms;
import io.peregrine.sim.matching.OrderType;
import io.peregrine.sim.matching.Side;
import java.util.Collections;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Takes orders by the rules of the products, cancels them, and cancels what has reached its time.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> eight decimals; microseconds since the epoch.
 * Source: A7, A11, B6 and B7 of the protocol document.
 */
public final class OrderDesk {
    /** Open orders of one client in one product. */
    public static final int OPEN_ORDERS_MAX = 500;

    private static final long MILLION = 1_000_000;

    private final Exchange exchange;
    private final Ids ids;
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>(Comparator.comparingLong(Expiry::timeUs));
    private final Set<AccountOrder> expired = Collections.newSetFromMap(new WeakHashMap<>());
    private long lastUnnamed;

    OrderDesk(final Exchange exchange, final Ids ids) {
        this.exchange = exchange;
        this.ids = ids;
    }

    /**
     * Places an order.
     *
     * @return the order, in the state it has after matching
     * @throws OrderRefusedException where it is not taken
     */
    public AccountOrder place(final Account account, final Product product, final NewOrder order) throws OrderRefusedException {
        final OrderRequest request = checked(account, product, order);
        try {
            final AccountOrder placed = exchange.place(account, product.listing(), request);
            if (order.expiresUs() != NewOrder.NEVER && !placed.status().finished()) {
                expiries.add(new Expiry(order.expiresUs(), placed));
            }
            return placed;
        } catch (final OrderRejectedException e) {
            throw rejected(e);
        }
    }

    /**
     * Gives an open limit order another price and quantity. It keeps its place where only the quantity becomes smaller.
     *
     * @throws OrderRefusedException where they are not taken; nothing has changed
     */
    public void edit(final AccountOrder order, final Product product, final long price, final long quantity) throws OrderRefusedException {
        final OrderTerms terms = order.terms().withPrices(price, order.terms().stopPrice());
        checkPrice(product.market(), price, true);
        checkQuantity(product.market(), terms, quantity);
        if (terms.type() == OrderType.LIMIT_MAKER && product.listing().book().wouldTake(terms)) {
            throw new OrderRefusedException(OrderFault.WOULD_TAKE);
        }
        if (price == order.price() && quantity < order.quantity()) {
            exchange.amend(order, quantity, order.clientOrderId());
            return;
        }
        try {
            exchange.replace(order, terms, quantity);
        } catch (final OrderRejectedException e) {
            throw rejected(e);
        }
    }

    /** Checks all that {@link #place} checks and changes nothing. */
    public void test(final Account account, final Product product, final NewOrder order) throws OrderRefusedException {
        try {
            exchange.test(account, product.listing(), checked(account, product, order));
        } catch (final OrderRejectedException e) {
            throw rejected(e);
        }
    }

    /** Cancels an open order. */
    public void cancel(final AccountOrder order) {
        exchange.cancel(order, null);
    }

    /** Cancels what has reached its time; when the next does. */
    public long expire(final long nowUs) {
        while (!expiries.isEmpty() && (expiries.peek().order().status().finished() || expiries.peek().timeUs() <= nowUs)) {
            final AccountOrder order = expiries.remove().order();
            if (!order.status().finished()) {
                expired.add(order);
                cancel(order);
            }
        }
        return expiries.isEmpty() ? Long.MAX_VALUE : expiries.peek().timeUs();
    }

    /** Did it end because it had reached its time? */
    public boolean expired(final AccountOrder order) {
        return expired.contains(order);
    }

    /** A client's remembered order by the venue's id, or null. */
    public AccountOrder order(final Account account, final String id) {
        final long number = ids.number(id);
        return number == Ids.NONE ? null : account.order(number);
    }

    /** The venue's id of an order. */
    public String id(final AccountOrder order) {
        return ids.of(order.orderId());
    }

    private OrderRequest checked(final Account account, final Product product, final NewOrder order) throws OrderRefusedException {
        final OrderTerms terms = order.terms();
        final Market market = product.market();
        checkPrice(market, terms.price(), !terms.type().market());
        checkPrice(market, terms.stopPrice(), terms.type().conditional());
        if (account.openOrders().stream().filter(open -> open.market().equals(market)).count() >= OPEN_ORDERS_MAX) {
            throw new OrderRefusedException(OrderFault.TOO_MANY_ORDERS);
        }
        if (order.clientId() != null && account.order(order.clientId()) != null) {
            throw new OrderRefusedException(OrderFault.DUPLICATE_ID);
        }
        final long quantity = order.funds() == 0 ? terms.quantity() : quantity(account, product, order);
        checkQuantity(market, terms, quantity);
        return new OrderRequest(terms.withQuantity(quantity),
                order.clientId() == null ? "unnamed-" + ++lastUnnamed : order.clientId(), order.funds(),
                OrderRequest.NO_STRATEGY, OrderRequest.NO_STRATEGY);
    }

    private static void checkPrice(final Market market, final long price, final boolean needed) throws OrderRefusedException {
        if (needed && (price <= 0 || price > market.priceMax())) {
            throw new OrderRefusedException(OrderFault.PRICE_OUT_OF_RANGE);
        }
        if (price % market.tickSize() != 0) {
            throw new OrderRefusedException(OrderFault.PRICE_OFF_TICK);
        }
    }

    private static void checkQuantity(final Market market, final OrderTerms terms, final long quantity) throws OrderRefusedException {
        if (quantity < market.lotSize()) {
            throw new OrderRefusedException(OrderFault.SIZE_TOO_SMALL);
        }
        if (quantity > market.quantityMax()) {
            throw new OrderRefusedException(OrderFault.SIZE_TOO_LARGE);
        }
        if (quantity % market.lotSize() != 0) {
            throw new OrderRefusedException(OrderFault.SIZE_OFF_LOT);
        }
        if (!terms.type().market() && market.notional(terms.price(), quantity) < market.notionalMin()) {
            throw new OrderRefusedException(OrderFault.FUNDS_TOO_SMALL);
        }
    }

    /** What funds buy, fee included, or what must be sold for them, at the present book; rounded down to the lot size. */
    private static long quantity(final Account account, final Product product, final NewOrder order) throws OrderRefusedException {
        final Market market = product.market();
        if (order.funds() < market.notionalMin()) {
            throw new OrderRefusedException(OrderFault.FUNDS_TOO_SMALL);
        }
        final Side side = order.terms().side();
        final long[] levels = product.listing().book().levels(side.opposite(), Integer.MAX_VALUE);
        long left = side == Side.SELL ? order.funds()
                : order.funds() / (MILLION + account.fees().takerPpm()) * MILLION
                        + order.funds() % (MILLION + account.fees().takerPpm()) * MILLION / (MILLION + account.fees().takerPpm());
        long quantity = 0;
        for (int i = 0; i < levels.length && left > 0; i += 2) {
            final long lotCost = market.notional(levels[i], market.lotSize());
            final long lots = Math.min(left / lotCost, levels[i + 1] / market.lotSize());
            quantity += lots * market.lotSize();
            left = lots * market.lotSize() < levels[i + 1] ? 0 : left - lots * lotCost;
        }
        if (quantity == 0) {
            throw new OrderRefusedException(OrderFault.NO_LIQUIDITY);
        }
        return Math.min(quantity, market.quantityMax());
    }

    private static OrderRefusedException rejected(final OrderRejectedException e) {
        return new OrderRefusedException(switch (e.reason()) {
            case INSUFFICIENT_BALANCE -> OrderFault.INSUFFICIENT_FUNDS;
            case DUPLICATE_CLIENT_ORDER_ID -> OrderFault.DUPLICATE_ID;
            case WOULD_TAKE -> OrderFault.WOULD_TAKE;
            case WOULD_TRIGGER -> OrderFault.STOP_PRICE_REACHED;
            case HALTED -> OrderFault.CANCEL_ONLY;
        });
    }

    private record Expiry(long timeUs, AccountOrder order) {
    }
}
