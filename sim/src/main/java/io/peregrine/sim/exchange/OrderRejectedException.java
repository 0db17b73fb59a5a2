package io.peregrine.sim.exchange;

/** A request that the exchange refuses; nothing has changed. */
public final class OrderRejectedException extends Exception {
    private final RejectReason reason;

    /** @param reason why */
    public OrderRejectedException(final RejectReason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    public RejectReason reason() {
        return reason;
    }
}
