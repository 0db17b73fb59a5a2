package io.peregrine.sim.account;

import io.peregrine.sim.matching.Market;
import io.peregrine.sim.matching.Side;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * An account: balances, open orders, and the orders and fills of its past.
 *
 * <p>An account of the order flow is <i>unlimited</i>: its balances may be negative, nothing is held for its orders, and it keeps no past.
 *
 * <p><b>Threading:</b> confined to the exchange thread; id, fees and kind are immutable. <b>Units:</b> eight decimals.
 * <b>Memory:</b> keeps the last {@value #PAST_MAX} orders and as many fills.
 */
public final class Account {
    /** Orders and fills that are remembered. */
    public static final int PAST_MAX = 200_000;

    private final long accountId;
    private final boolean unlimited;
    private final FeeSchedule fees;
    private final SequencedMap<String, Balance> balances = new LinkedHashMap<>();
    private final SequencedMap<Long, AccountOrder> orders = new LinkedHashMap<>();
    private final SequencedMap<Long, AccountOrder> openOrders = new LinkedHashMap<>();
    private final Map<String, AccountOrder> ordersByClientId = new HashMap<>();
    private final Deque<Fill> fills = new ArrayDeque<>();
    private final OrderCounters counters = new OrderCounters();
    private long updatedUs;

    private Account(final long accountId, final boolean unlimited, final FeeSchedule fees) {
        this.accountId = accountId;
        this.unlimited = unlimited;
        this.fees = fees;
    }

    /** A client's account. */
    public static Account client(final long accountId, final FeeSchedule fees) {
        return new Account(accountId, false, fees);
    }

    /** An account of the order flow: unlimited, without fees. */
    public static Account flow(final long accountId) {
        return new Account(accountId, true, FeeSchedule.FREE);
    }

    public long accountId() {
        return accountId;
    }

    /** Is it an account of the order flow? */
    public boolean unlimited() {
        return unlimited;
    }

    public FeeSchedule fees() {
        return fees;
    }

    /** All balances by asset. */
    public SequencedMap<String, Balance> balances() {
        return balances;
    }

    /** Balance of one asset; made where it is missing. */
    public Balance balance(final String asset) {
        return balances.computeIfAbsent(asset, name -> new Balance());
    }

    /** Puts assets into the account. */
    public void deposit(final String asset, final long amount) {
        balance(asset).credit(amount);
    }

    /** Open orders, oldest first. */
    public Collection<AccountOrder> openOrders() {
        return openOrders.values();
    }

    /** Remembered orders, oldest first. */
    public Collection<AccountOrder> orders() {
        return orders.values();
    }

    /** Remembered fills, oldest first. */
    public Collection<Fill> fills() {
        return fills;
    }

    public OrderCounters counters() {
        return counters;
    }

    /** When balances changed last, in microseconds since the epoch. */
    public long updatedUs() {
        return updatedUs;
    }

    /** A remembered order by the venue's id, or null. */
    public AccountOrder order(final long orderId) {
        return orders.get(orderId);
    }

    /** The newest remembered order with this client order id, or null. */
    public AccountOrder order(final String clientOrderId) {
        return ordersByClientId.get(clientOrderId);
    }

    /** Is the client order id taken by an open order? */
    public boolean duplicate(final String clientOrderId) {
        final AccountOrder earlier = ordersByClientId.get(clientOrderId);
        return earlier != null && !earlier.status().finished();
    }

    /** Can it lock this much? */
    public boolean covers(final AccountOrder order, final long amount) {
        return unlimited || balance(heldAsset(order)).free() >= amount;
    }

    /** Takes an order in and locks what it may cost. */
    public void open(final AccountOrder order, final long amount) {
        counters.countPlaced();
        lock(order, amount);
        if (!unlimited) {
            openOrders.put(order.orderId(), order);
            orders.put(order.orderId(), order);
            ordersByClientId.put(order.clientOrderId(), order);
            forgetOldest();
        }
    }

    /** Locks more for an order, or unlocks where the amount is negative. */
    public void lock(final AccountOrder order, final long amount) {
        if (!unlimited) {
            balance(heldAsset(order)).lock(amount);
            order.hold(amount);
            updatedUs = order.updatedUs();
        }
    }

    /** Gives an open order another client order id. */
    public void rename(final AccountOrder order, final String clientOrderId) {
        ordersByClientId.remove(order.clientOrderId(), order);
        order.rename(clientOrderId);
        ordersByClientId.put(clientOrderId, order);
    }

    /** The fee of a trade under this account's schedule. */
    public Fill.Commission commission(final AccountOrder order, final long quantity, final long notional, final boolean maker) {
        final boolean inQuote = fees.inQuote(order.side() == Side.BUY);
        return new Fill.Commission(fees.fee(inQuote ? notional : quantity, maker),
                inQuote ? order.market().quoteAsset() : order.market().baseAsset());
    }

    /**
     * Settles a fill: unlocks what the order held for it, pays, receives, pays the fee.
     *
     * @param released what the order had locked for this quantity
     */
    public void settle(final Fill fill, final long released) {
        final AccountOrder order = fill.order();
        final Market market = order.market();
        final boolean buy = order.side() == Side.BUY;
        lock(order, unlimited ? 0 : -released);
        balance(market.baseAsset()).credit(buy ? fill.quantity() : -fill.quantity());
        balance(market.quoteAsset()).credit(buy ? -fill.notional() : fill.notional());
        balance(fill.charged().asset()).credit(-fill.charged().amount());
        counters.countFill();
        order.add(fill);
        updatedUs = fill.timeUs();
        if (!unlimited) {
            fills.add(fill);
            if (fills.size() > PAST_MAX) {
                fills.removeFirst();
            }
        }
    }

    /** Lets go of a finished order and unlocks what it still holds. */
    public void close(final AccountOrder order) {
        lock(order, -order.held());
        openOrders.remove(order.orderId());
        counters.countFinished(order.status());
    }

    /** The asset that an order locks and pays with. */
    public static String heldAsset(final AccountOrder order) {
        return order.side() == Side.BUY ? order.market().quoteAsset() : order.market().baseAsset();
    }

    private void forgetOldest() {
        if (orders.size() > PAST_MAX) {
            final Iterator<AccountOrder> oldest = orders.values().iterator();
            AccountOrder order = oldest.next();
            while (!order.status().finished() && oldest.hasNext()) {
                order = oldest.next();
            }
            if (order.status().finished()) {
                oldest.remove();
                ordersByClientId.remove(order.clientOrderId(), order);
            }
        }
    }
}
