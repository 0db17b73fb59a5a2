package io.peregrine.sim.kraken;

/**
 * A counter that runs down by itself, as the venue counts calls and orders.
 *
 * <p><b>Threading:</b> thread-safe. <b>Units:</b> microseconds since the epoch; decay a second.
 */
final class DecayingCounter {
    private static final double US_PER_SECOND = 1e6;

    private final double ceiling;
    private final double decay;
    private double value;
    private long timeUs;

    DecayingCounter(final double ceiling, final double decay) {
        this.ceiling = ceiling;
        this.decay = decay;
    }

    /** Adds where it stays within the ceiling; false, and nothing added, where it does not. */
    synchronized boolean tryAdd(final double amount, final long nowUs) {
        if (value(nowUs) + amount > ceiling) {
            return false;
        }
        value += amount;
        return true;
    }

    /** Adds whatever the ceiling. */
    synchronized void add(final double amount, final long nowUs) {
        value = value(nowUs) + amount;
    }

    synchronized double value(final long nowUs) {
        if (nowUs > timeUs) {
            value = Math.max(0, value - decay * (nowUs - timeUs) / US_PER_SECOND);
            timeUs = nowUs;
        }
        return value;
    }
}
