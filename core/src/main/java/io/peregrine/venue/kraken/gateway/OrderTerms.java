package io.peregrine.venue.kraken.gateway;

import io.peregrine.message.BooleanType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;

/** Which orders the venue has words for. Stateless. */
final class OrderTerms {
    private OrderTerms() {
    }

    /** Does such an order have a limit price? */
    static boolean limited(final OrderType type) {
        return type == OrderType.LIMIT || type == OrderType.STOP_LIMIT;
    }

    /** Does such an order wait for a trigger? */
    static boolean conditional(final OrderType type) {
        return type == OrderType.STOP || type == OrderType.STOP_LIMIT;
    }

    /** Why the venue can not be asked for this order, or {@code NONE}. Fill or kill and post only are for limit orders alone. */
    static RejectReason refusal(final NewOrderDecoder order) {
        final OrderType type = order.orderType();
        final boolean isPlain = order.timeInForce() == TimeInForce.GTC || type == OrderType.MARKET;
        final boolean known = type != OrderType.NULL_VAL && order.side() != Side.NULL_VAL
                && (isPlain || type == OrderType.LIMIT && order.timeInForce() != TimeInForce.NULL_VAL);
        final boolean postable = order.postOnly() != BooleanType.TRUE || type == OrderType.LIMIT && isPlain;
        final boolean complete = order.quantity() != NewOrderDecoder.quantityNullValue()
                && (!limited(type) || order.price() != NewOrderDecoder.priceNullValue())
                && (!conditional(type) || order.stopPrice() != NewOrderDecoder.stopPriceNullValue());
        return known && postable && complete ? RejectReason.NONE : RejectReason.UNSUPPORTED;
    }
}
