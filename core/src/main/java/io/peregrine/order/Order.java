package io.peregrine.order;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;

/**
 * One order, as the engine knows it.
 *
 * <p>{@code orderQuantity = cumQuantity + leavesQuantity} while it can still fill; after that nothing is left.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> pooled: a reference is valid until the call in which it was obtained
 * returns; keep the client order id instead. <b>Units:</b> mantissas at the instrument's decimals; times in nanoseconds since the epoch.
 */
public final class Order {
    /** A deadline that never comes. */
    static final long NEVER = Long.MAX_VALUE;

    long clientOrderId;
    long venueOrderIdHigh;
    long venueOrderIdLow;
    int instrumentId;
    int strategyId;
    Side side;
    OrderType orderType;
    TimeInForce timeInForce;
    boolean postOnly;
    long price;
    long stopPrice;
    long reservePrice;
    long orderQuantity;
    long cumQuantity;
    OrderStatus status;

    /** Has the venue proven that it has, or had, this order? */
    boolean acknowledged;
    /** Somebody asked for its cancel; it is repeated until the order is terminal. */
    boolean cancelWanted;
    /** The most that the venue said was filled; above cumQuantity while fills are missing. */
    long venueCumQuantity;
    /** What the venue said that the order is, to be entered when the missing fills are here; else null. */
    OrderStatus toldStatus;
    long sentTimeNs;
    int attempts;
    long requestDeadlineNs;
    long restDeadlineNs;
    long reservedE8;
    Order previous;
    Order next;

    Order() {
        clear();
    }

    void clear() {
        clientOrderId = Instrument.NULL_VALUE;
        venueOrderIdHigh = Instrument.NULL_VALUE;
        venueOrderIdLow = Instrument.NULL_VALUE;
        cumQuantity = 0;
        venueCumQuantity = 0;
        status = OrderStatus.PENDING_RISK;
        toldStatus = null;
        acknowledged = false;
        cancelWanted = false;
        attempts = 0;
        requestDeadlineNs = NEVER;
        restDeadlineNs = NEVER;
        reservedE8 = 0;
    }

    public long clientOrderId() {
        return clientOrderId;
    }

    /** High half of the venue's id, or {@link Instrument#NULL_VALUE} while not known. */
    public long venueOrderIdHigh() {
        return venueOrderIdHigh;
    }

    /** Low half of the venue's id, or {@link Instrument#NULL_VALUE} while not known. */
    public long venueOrderIdLow() {
        return venueOrderIdLow;
    }

    public int instrumentId() {
        return instrumentId;
    }

    public int strategyId() {
        return strategyId;
    }

    public Side side() {
        return side;
    }

    public OrderType orderType() {
        return orderType;
    }

    public TimeInForce timeInForce() {
        return timeInForce;
    }

    public boolean postOnly() {
        return postOnly;
    }

    /** Limit price, or {@link Instrument#NULL_VALUE}. */
    public long price() {
        return price;
    }

    /** Trigger of a stop, or {@link Instrument#NULL_VALUE}. */
    public long stopPrice() {
        return stopPrice;
    }

    /** The price at which risk reserves what is left: the limit, the stop, or the worst that a market order may pay. */
    public long reservePrice() {
        return reservePrice;
    }

    public long orderQuantity() {
        return orderQuantity;
    }

    /** Filled so far. */
    public long cumQuantity() {
        return cumQuantity;
    }

    /** What can still fill. */
    public long leavesQuantity() {
        return terminal() ? 0 : Math.max(0, orderQuantity - cumQuantity);
    }

    public OrderStatus status() {
        return status;
    }

    /** Will nothing more become of it? */
    public boolean terminal() {
        return OrderTransitions.terminal(status);
    }

    /** When it was handed to the gateway. */
    public long sentTimeNs() {
        return sentTimeNs;
    }

    /** How often the pending request was repeated. */
    public int attempts() {
        return attempts;
    }

    /** Is its cancel asked for? */
    public boolean cancelWanted() {
        return cancelWanted;
    }

    /** The order after this one among the open orders of its instrument, or null. */
    public Order nextOpen() {
        return next;
    }

    /** Status of an order with no request on its way. */
    OrderStatus workingStatus() {
        if (cumQuantity > 0) {
            return OrderStatus.PARTIALLY_FILLED;
        }
        return acknowledged ? OrderStatus.NEW : OrderStatus.PENDING_NEW;
    }
}
