package io.peregrine.sim.matching;

/** Life of an order: NEW, PARTIALLY_FILLED any number of times, then one of the finished states. */
public enum OrderStatus {
    /** Accepted; nothing traded yet. */
    NEW(false),
    /** Some traded, the rest is open. */
    PARTIALLY_FILLED(false),
    /** All traded. */
    FILLED(true),
    /** Canceled by its owner. */
    CANCELED(true),
    /** Refused after it had been accepted: a triggered order that cannot be paid. */
    REJECTED(true),
    /** Ended by its own terms: time in force, or no liquidity. */
    EXPIRED(true),
    /** Ended by self-trade prevention. */
    EXPIRED_IN_MATCH(true);

    private final boolean finished;

    OrderStatus(final boolean finished) {
        this.finished = finished;
    }

    /** No further change can come. */
    public boolean finished() {
        return finished;
    }
}
