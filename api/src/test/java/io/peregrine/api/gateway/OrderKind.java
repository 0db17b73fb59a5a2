package io.peregrine.api.gateway;

import io.peregrine.message.OrderType;
import io.peregrine.message.TimeInForce;

/** The ways in which an order can be asked for. */
public enum OrderKind {
    MARKET(OrderType.MARKET, TimeInForce.GTC, false),
    LIMIT(OrderType.LIMIT, TimeInForce.GTC, false),
    IOC(OrderType.LIMIT, TimeInForce.IOC, false),
    FOK(OrderType.LIMIT, TimeInForce.FOK, false),
    POST_ONLY(OrderType.LIMIT, TimeInForce.GTC, true),
    STOP(OrderType.STOP, TimeInForce.GTC, false),
    STOP_LIMIT(OrderType.STOP_LIMIT, TimeInForce.GTC, false);

    private final OrderType type;
    private final TimeInForce timeInForce;
    private final boolean postOnly;

    OrderKind(final OrderType type, final TimeInForce timeInForce, final boolean postOnly) {
        this.type = type;
        this.timeInForce = timeInForce;
        this.postOnly = postOnly;
    }

    OrderType type() {
        return type;
    }

    TimeInForce timeInForce() {
        return timeInForce;
    }

    boolean postOnly() {
        return postOnly;
    }

    boolean limited() {
        return type == OrderType.LIMIT || type == OrderType.STOP_LIMIT;
    }

    boolean conditional() {
        return type == OrderType.STOP || type == OrderType.STOP_LIMIT;
    }

    /** Can it wait, in the book or for its trigger? */
    boolean rests() {
        return type != OrderType.MARKET && timeInForce == TimeInForce.GTC;
    }
}
