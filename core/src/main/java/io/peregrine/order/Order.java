package io.peregrine.order;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;

/**
 * One order, as the engine knows it.
 *
 * <p>{@code orderQuantity = cumQuantity + leavesQuantity} while it can still fill; after that nothing is left. While a replace has no
 * answer the order has its old terms here, and the worse of the old and the new ones are reserved.
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

    /** Limit that a replace without an answer asks for. */
    long replacePrice;
    /** Whole quantity that a replace without an answer asks for, or null value where there is none. */
    long replaceQuantity;
    long replaceSentTimeNs;

    /** Has the venue proven that it has, or had, this order? */
    boolean acknowledged;
    /** A stop whose trigger was met, at the venue or here. */
    boolean triggered;
    /** Somebody asked for its cancel; it is repeated until the order is terminal. */
    boolean cancelWanted;
    /** The most that the venue said was filled; above cumQuantity while fills are missing. */
    long venueCumQuantity;
    /** What the venue said that the order is, to be entered when the missing fills are here; else null. */
    OrderStatus toldStatus;
    long sentTimeNs;
    /** When its status changed or it was filled. */
    long changedTimeNs;
    /** The reconciliation in which the venue listed it last, or null value. */
    long listedIn;
    int attempts;
    long requestDeadlineNs;
    long restDeadlineNs;
    long reservedQuantity;
    long reservedE8;
    /** While it is held: what own orders had open that were cancelled for it, and by which it is smaller. */
    long decrement;
    /** The held order that it is cancelled for and that gets smaller by it, or null value. */
    long decrements;
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
        triggered = false;
        cancelWanted = false;
        attempts = 0;
        changedTimeNs = Instrument.NULL_VALUE;
        listedIn = Instrument.NULL_VALUE;
        requestDeadlineNs = NEVER;
        restDeadlineNs = NEVER;
        reservedQuantity = 0;
        reservedE8 = 0;
        decrement = 0;
        decrements = Instrument.NULL_VALUE;
        termsCertain();
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

    /** Is a replace in place without an answer, so that the venue may have the old terms or the new ones? */
    public boolean replacing() {
        return replaceQuantity != Instrument.NULL_VALUE;
    }

    /** The limit asked for while {@link #replacing}, else null value. */
    public long replacePrice() {
        return replacePrice;
    }

    /** Filled so far. */
    public long cumQuantity() {
        return cumQuantity;
    }

    /** What can still fill. */
    public long leavesQuantity() {
        return terminal() ? 0 : Math.max(0, orderQuantity - cumQuantity);
    }

    /** What will be sent of it once nothing is in its way: less than is left where own orders had to go for it. */
    public long heldQuantity() {
        return Math.max(0, leavesQuantity() - decrement);
    }

    /** What is reserved for it: what can still fill, or nothing while it is set aside. */
    public long reservedQuantity() {
        return reservedQuantity;
    }

    public OrderStatus status() {
        return status;
    }

    /** Does it wait in the engine until no order of our own could trade with it, so that the venue knows nothing of it? */
    public boolean held() {
        return status == OrderStatus.PENDING_RISK;
    }

    /** Will nothing more become of it? */
    public boolean terminal() {
        return OrderTransitions.terminal(status);
    }

    /** When it was handed to the gateway. */
    public long sentTimeNs() {
        return sentTimeNs;
    }

    /** When its status changed, or it was filled, the last time. */
    public long changedTimeNs() {
        return changedTimeNs;
    }

    /** The reconciliation in which the venue listed it last, or {@link Instrument#NULL_VALUE}. */
    public long listedIn() {
        return listedIn;
    }

    /** How often the pending request was repeated. */
    public int attempts() {
        return attempts;
    }

    /** Has the venue proven that it has, or had, this order? */
    public boolean acknowledged() {
        return acknowledged;
    }

    /** Was the trigger of this stop met? */
    public boolean triggered() {
        return triggered;
    }

    /** Can it rest in the venue's book at its limit price, as far as is known? */
    public boolean canRest() {
        return orderType == OrderType.LIMIT || orderType == OrderType.STOP_LIMIT && triggered;
    }

    /** Is its cancel asked for? */
    public boolean cancelWanted() {
        return cancelWanted;
    }

    /** May its cancel be sent again? Not one that belongs to a replace: alone it would end the order for nothing. */
    public boolean cancelCanBeRepeated(final int attemptsMax) {
        return cancelWanted && attempts < attemptsMax;
    }

    /** The order after this one among the open orders of its instrument, or null. */
    public Order nextOpen() {
        return next;
    }

    /** The most that the venue may fill of it: more than the order quantity where a replace that asks for more has no answer. */
    long quantityMax() {
        return replacing() ? Math.max(orderQuantity, replaceQuantity) : orderQuantity;
    }

    /** Is it filled, whatever became of its replace? */
    boolean filled() {
        return cumQuantity >= quantityMax();
    }

    /** These are its terms, whatever was asked for. */
    void terms(final long newPrice, final long newQuantity) {
        if (newPrice != Instrument.NULL_VALUE) {
            price = newPrice;
            reservePrice = newPrice;
        }
        orderQuantity = newQuantity;
        termsCertain();
    }

    /** Its terms are those that it has; nothing is asked for. */
    void termsCertain() {
        replacePrice = Instrument.NULL_VALUE;
        replaceQuantity = Instrument.NULL_VALUE;
        replaceSentTimeNs = Instrument.NULL_VALUE;
    }

    /** Status of an order with no request on its way. */
    OrderStatus workingStatus() {
        if (cumQuantity > 0) {
            return OrderStatus.PARTIALLY_FILLED;
        }
        return acknowledged ? OrderStatus.NEW : OrderStatus.PENDING_NEW;
    }
}
