package io.peregrine.order;

import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;

/**
 * All orders that are open and the last ones that are not, by client order id. Terminal orders stay for a while, so that a late or
 * repeated report meets an order that refuses it instead of nobody.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> all orders are made here, once, and reused; the oldest terminal one
 * makes room. <b>Allocates:</b> none after construction.
 */
public final class OrderTable {
    private final Long2ObjectHashMap<Order> byClientOrderId;
    private final OpenOrders[] openOrders;
    private final long[] versions;
    private final Order[] pool;
    private final Order[] terminal;
    private final int openOrdersMax;
    private final int[] venues;
    private final int[] openByVenue = new int[Venue.values().length];
    private final int[] openByStrategy;
    private int pooled;
    private int openCount;
    private long terminalCount;
    private long earliestDeadlineNs = Order.NEVER;

    /**
     * @param openOrdersMax most open orders
     * @param terminalMax   terminal orders that are remembered
     */
    public OrderTable(final Instruments instruments, final int openOrdersMax, final int terminalMax) {
        this(instruments, openOrdersMax, terminalMax, 1);
    }

    /**
     * @param openOrdersMax most open orders
     * @param terminalMax   terminal orders that are remembered
     * @param strategyCount highest strategy id plus one
     */
    public OrderTable(final Instruments instruments, final int openOrdersMax, final int terminalMax, final int strategyCount) {
        this.openOrdersMax = openOrdersMax;
        openByStrategy = new int[strategyCount];
        venues = instruments.all().stream().mapToInt(instrument -> instrument.venue().ordinal()).toArray();
        final int capacity = openOrdersMax + terminalMax;
        byClientOrderId = new Long2ObjectHashMap<>(capacity * 2, 0.6f);
        terminal = new Order[terminalMax];
        pool = new Order[capacity];
        for (pooled = 0; pooled < capacity; pooled++) {
            pool[pooled] = new Order();
        }
        openOrders = new OpenOrders[instruments.count()];
        versions = new long[openOrders.length];
        for (int i = 0; i < openOrders.length; i++) {
            openOrders[i] = new OpenOrders(instruments.get(i).notionalDecimals(), strategyCount, versions, i);
        }
    }

    /** The order, open or remembered, or null. */
    public Order get(final long clientOrderId) {
        return byClientOrderId.get(clientOrderId);
    }

    /** The order, open or remembered, with this id of the venue's, or null. Looks through all of them: for what is rare. */
    public Order byVenueOrderId(final long high, final long low) {
        for (final OpenOrders open : openOrders) {
            for (Order order = open.first(); order != null; order = order.next) {
                if (order.venueOrderIdHigh == high && order.venueOrderIdLow == low) {
                    return order;
                }
            }
        }
        for (final Order order : terminal) {
            if (order != null && order.venueOrderIdHigh == high && order.venueOrderIdLow == low) {
                return order;
            }
        }
        return null;
    }

    /** The venue listed it among its open orders. */
    public void listed(final Order order, final long reconciliationId) {
        order.listedIn = reconciliationId;
    }

    /** The open orders of one instrument. */
    public OpenOrders open(final int instrumentId) {
        return openOrders[instrumentId];
    }

    /** Grows whenever the open orders of an instrument change, or what is reserved for them. */
    public long version(final int instrumentId) {
        return versions[instrumentId];
    }

    /** Open orders over all instruments. */
    public int openCount() {
        return openCount;
    }

    /** Open orders of one venue. */
    public int openCount(final Venue venue) {
        return openByVenue[venue.ordinal()];
    }

    /** Open orders of one strategy; those of one that is not known count for 0. */
    public int openCountOfStrategy(final int strategyId) {
        return openByStrategy[row(strategyId)];
    }

    int instrumentCount() {
        return openOrders.length;
    }

    /** No open order has an earlier deadline than this. */
    long earliestDeadlineNs() {
        return earliestDeadlineNs;
    }

    /** An order has a deadline at this time. */
    void arm(final long deadlineNs) {
        earliestDeadlineNs = Math.min(earliestDeadlineNs, deadlineNs);
    }

    /** All deadlines are about to be looked through. */
    void disarm() {
        earliestDeadlineNs = Order.NEVER;
    }

    /** Most open orders. */
    public int openOrdersMax() {
        return openOrdersMax;
    }

    /** Is there no room for one more open order? */
    public boolean full() {
        return openCount == openOrdersMax;
    }

    /** An order out of the pool, to be filled in and given to {@link #add} at once. */
    Order acquire() {
        if (full()) {
            throw new IllegalStateException("order table is full: " + openOrdersMax);
        }
        return pool[--pooled];
    }

    void add(final Order order) {
        byClientOrderId.put(order.clientOrderId, order);
        openOrders[order.instrumentId].add(order);
        count(order, 1);
    }

    /** Nothing is reserved for an open order until {@link #reserve}: to see what there would be without it. */
    public void setAside(final Order order) {
        openOrders[order.instrumentId].setAside(order);
    }

    /** What an open order can still become has changed: the worst of it is reserved. */
    public void reserve(final Order order) {
        openOrders[order.instrumentId].reserve(order);
    }

    /** The order's status is terminal now. */
    void onTerminal(final Order order) {
        final OpenOrders open = openOrders[order.instrumentId];
        open.reserve(order);
        open.remove(order);
        count(order, -1);
        remember(order);
    }

    /** All orders, for a snapshot: the open ones by instrument and age, then those that ended, oldest first. */
    void forEach(final Consumer<Order> action) {
        for (final OpenOrders open : openOrders) {
            for (Order order = open.first(); order != null; order = order.next) {
                action.accept(order);
            }
        }
        for (long i = Math.max(0, terminalCount - terminal.length); i < terminalCount; i++) {
            action.accept(terminal[(int) (i % terminal.length)]);
        }
    }

    /** An order of a snapshot, filled in; to be given in the order of {@link #forEach}. */
    void restore(final Order order) {
        if (order.terminal()) {
            byClientOrderId.put(order.clientOrderId, order);
            remember(order);
        } else {
            add(order);
        }
    }

    private void count(final Order order, final int change) {
        openCount += change;
        openByVenue[venues[order.instrumentId]] += change;
        openByStrategy[row(order.strategyId)] += change;
    }

    private int row(final int strategyId) {
        return strategyId > 0 && strategyId < openByStrategy.length ? strategyId : 0;
    }

    private void remember(final Order order) {
        final int slot = (int) (terminalCount++ % terminal.length);
        final Order forgotten = terminal[slot];
        terminal[slot] = order;
        if (forgotten != null) {
            byClientOrderId.remove(forgotten.clientOrderId);
            // Now, when nothing is urgent: it is the next to be acquired, and its memory has not been touched for thousands of orders.
            forgotten.clear();
            pool[pooled++] = forgotten;
        }
    }
}
