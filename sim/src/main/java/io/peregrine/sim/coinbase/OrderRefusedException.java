package io.peregrine.sim.coinbase;

/** An order that is not taken; nothing has changed. */
public final class OrderRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final OrderFault fault;

    /** @param fault why */
    public OrderRefusedException(final OrderFault fault) {
        super(fault.name(), null, false, false);
        this.fault = fault;
    }

    public OrderFault fault() {
        return fault;
    }
}
