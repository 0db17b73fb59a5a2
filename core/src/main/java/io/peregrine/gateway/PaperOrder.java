package io.peregrine.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BooleanType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;

/** One request to a paper gateway, and the order that it becomes; reused. */
final class PaperOrder {
    /** What is asked for. */
    enum Request {
        NEW_ORDER,
        CANCEL_ORDER,
        REPLACE_ORDER,
        QUERY_ORDER
    }

    Request request;
    long dueTimeNs;
    long clientOrderId;
    long venueOrderId;
    int instrumentId;
    Side side;
    OrderType orderType;
    TimeInForce timeInForce;
    boolean postOnly;
    long price;
    long quantity;
    long cumQuantity;

    void set(final Request newRequest, final long newClientOrderId, final int newInstrumentId, final long newDueTimeNs) {
        request = newRequest;
        clientOrderId = newClientOrderId;
        instrumentId = newInstrumentId;
        dueTimeNs = newDueTimeNs;
    }

    void setTerms(final NewOrderDecoder order) {
        side = order.side();
        orderType = order.orderType();
        timeInForce = order.timeInForce();
        postOnly = order.postOnly() == BooleanType.TRUE;
        price = order.price();
        quantity = order.quantity();
        cumQuantity = 0;
    }

    long leavesQuantity() {
        return quantity - cumQuantity;
    }

    /** Would it trade at this price of the other side? */
    boolean reaches(final long otherPrice) {
        return orderType == OrderType.MARKET || (side == Side.BUY ? otherPrice <= price : otherPrice >= price);
    }

    /** Is this price worse than its own for whoever trades against it: would it have had to be filled first? */
    boolean tradedThrough(final long marketPrice) {
        return side == Side.BUY ? marketPrice < price : marketPrice > price;
    }

    /** A limit or market order with all that it needs. */
    boolean supported() {
        final boolean limit = orderType == OrderType.LIMIT && price != Instrument.NULL_VALUE && timeInForce != TimeInForce.NULL_VAL;
        final boolean terms = postOnly ? limit && timeInForce == TimeInForce.GTC : limit || orderType == OrderType.MARKET;
        return terms && side != Side.NULL_VAL && quantity > 0;
    }
}
