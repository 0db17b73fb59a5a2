package io.peregrine.sim.account;

import io.peregrine.sim.matching.OrderStatus;

/**
 * How many orders of an account went which way.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
public final class OrderCounters {
    private long placed;
    private long fills;
    private final long[] finished = new long[OrderStatus.values().length];

    /** Orders accepted. */
    public long placed() {
        return placed;
    }

    /** Fills, several an order possibly. */
    public long fills() {
        return fills;
    }

    /** Orders that ended in this state. */
    public long finished(final OrderStatus status) {
        return finished[status.ordinal()];
    }

    void countPlaced() {
        placed++;
    }

    void countFill() {
        fills++;
    }

    void countFinished(final OrderStatus status) {
        finished[status.ordinal()]++;
    }
}
