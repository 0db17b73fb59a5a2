package io.peregrine.order;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.OrderStatus;

/**
 * Orders that wait in the engine, PENDING_RISK, until no open order of our own could trade with them: {@link
 * SelfTradePrevention#CANCEL_OLDEST}, {@link SelfTradePrevention#DECREMENT}. They are in the table and reserved like all others; the venue
 * knows nothing of them. Who changes anything that one may wait for says so, and who holds the orders looks through them once it is
 * {@link #takeDue due}.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> nanoseconds. <b>Allocates:</b> none.
 */
public final class HeldOrders {
    private final OrderTracker tracker;
    private final OrderTable table;
    private final long patienceNs;
    private boolean any;
    private boolean due;

    HeldOrders(final OrderTracker tracker, final OrderTable table, final OrderSettings settings) {
        this.tracker = tracker;
        this.table = table;
        patienceNs = settings.orderTimeoutNs() * Math.max(1, settings.retryAttempts());
    }

    /** A new order that is not sent yet. */
    public Order hold(final OrderRequest request, final long clientOrderId, final long timeNs) {
        final Order order = tracker.acquire(request, clientOrderId, timeNs);
        order.changedTimeNs = timeNs;
        table.add(order);
        tracker.requestDeadline(order, timeNs + patienceNs);
        any = true;
        due = true;
        return order;
    }

    /** It is about to be sent, PENDING_NEW, with what its {@link Order#heldQuantity} is, reserved at this price. */
    public void release(final Order order, final long reservePrice, final long timeNs) {
        order.orderQuantity = order.heldQuantity();
        order.decrement = 0;
        order.sentTimeNs = timeNs;
        order.reservePrice = reservePrice;
        tracker.move(order, OrderStatus.PENDING_NEW, timeNs);
        table.reserve(order);
    }

    /** This one is about to be cancelled for a held one, which gets smaller by what this one has open then. */
    public void goesFor(final Order own, final Order order) {
        own.decrements = order.clientOrderId;
    }

    /** Is it cancelled for this held one? */
    public boolean isGoingFor(final Order own, final Order order) {
        return own.decrements == order.clientOrderId;
    }

    /** A held one meets one that is held, too: it gets smaller at once. */
    public void decrement(final Order order, final long quantity) {
        order.decrement += quantity;
    }

    /** An order came to its end. What was filled of it meanwhile, or was never open, does not make another one smaller. */
    void onTerminal(final Order own) {
        if (own.decrements == Instrument.NULL_VALUE) {
            return;
        }
        final Order order = table.get(own.decrements);
        own.decrements = Instrument.NULL_VALUE;
        if (order != null && order.held() && own.status == OrderStatus.CANCELED) {
            order.decrement += Math.max(0, own.orderQuantity - own.cumQuantity);
        }
    }

    /** It is not sent any more: RISK_REJECTED or CANCELED. */
    public void end(final Order order, final OrderStatus status, final long timeNs) {
        tracker.move(order, status, timeNs);
    }

    /** It is to be cancelled at the end of the event; false where it is already. */
    public boolean cancel(final Order order) {
        final boolean first = !order.cancelWanted;
        order.cancelWanted = true;
        due = true;
        return first;
    }

    /** Has it waited for order timeout times retries? */
    public boolean timeUp(final Order order, final long nowNs) {
        return nowNs - order.sentTimeNs >= patienceNs;
    }

    /** Something happened that one may wait for. */
    public void changed() {
        due = any;
    }

    /** Are they to be looked through? */
    public boolean due() {
        return due;
    }

    /** The same, and they are about to be. Those that wait on are to be told by {@link #stays}. */
    public boolean takeDue() {
        if (!due) {
            return false;
        }
        due = false;
        any = false;
        return true;
    }

    /** One waits on. */
    public void stays() {
        any = true;
    }
}
