package io.peregrine.sim.matching;

/** Why an order left without being filled. */
public enum CloseReason {
    CANCELED(OrderStatus.CANCELED),
    IOC_REMAINDER(OrderStatus.EXPIRED),
    FOK_UNFILLED(OrderStatus.EXPIRED),
    NO_LIQUIDITY(OrderStatus.EXPIRED),
    POST_ONLY(OrderStatus.CANCELED),
    SELF_TRADE(OrderStatus.EXPIRED_IN_MATCH),
    INSUFFICIENT_BALANCE(OrderStatus.REJECTED);

    private final OrderStatus status;

    CloseReason(final OrderStatus status) {
        this.status = status;
    }

    /** The state that the order ends in. */
    public OrderStatus status() {
        return status;
    }
}
