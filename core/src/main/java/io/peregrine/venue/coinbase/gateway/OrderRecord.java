package io.peregrine.venue.coinbase.gateway;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;

/**
 * An order as the venue shows it, in the engine's words. What the venue does not say is {@link Instrument#NULL_VALUE}, or null.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Memory:</b> one object, filled in anew for each order. <b>Units:</b> mantissas at
 * the instrument's decimals, venue's time.
 */
final class OrderRecord {
    /** {@link OrderUuid#FOREIGN} where the engine did not send it. */
    long clientOrderId;
    boolean hasVenueId;
    long venueIdHigh;
    long venueIdLow;
    /** Null where it is none of the engine's. */
    Instrument instrument;
    Side side;
    OrderType orderType;
    long price;
    long quantity;
    long filledQuantity;
    /** UNKNOWN where the venue has it and has not decided. */
    OrderStatus status;
    RejectReason endReason;
    boolean isTriggered;
    long madeTimeNs;

    void clear() {
        clientOrderId = OrderUuid.FOREIGN;
        hasVenueId = false;
        venueIdHigh = Instrument.NULL_VALUE;
        venueIdLow = Instrument.NULL_VALUE;
        instrument = null;
        side = Side.NULL_VAL;
        orderType = OrderType.NULL_VAL;
        price = Instrument.NULL_VALUE;
        quantity = Instrument.NULL_VALUE;
        filledQuantity = Instrument.NULL_VALUE;
        status = OrderStatus.UNKNOWN;
        endReason = RejectReason.NONE;
        isTriggered = false;
        madeTimeNs = Instrument.NULL_VALUE;
    }

    boolean isOurs() {
        return clientOrderId != OrderUuid.FOREIGN;
    }

    /** Can nothing happen to it any more? */
    boolean isEnded() {
        return switch (status) {
            case FILLED, CANCELED, EXPIRED, REJECTED -> true;
            default -> false;
        };
    }
}
