package io.peregrine.feed;

import java.util.random.RandomGenerator;

/**
 * Pauses between attempts: doubled at each failure up to 16 times the first, each one shifted by up to a fifth, so that clients that were
 * dropped together do not come back together.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Units:</b> nanoseconds. <b>Allocates:</b> none after construction.
 */
final class Backoff {
    private static final int DOUBLINGS_MAX = 4;

    private final long firstNs;
    private final RandomGenerator random;
    private int failures;

    Backoff(final long firstNs, final RandomGenerator random) {
        this.firstNs = firstNs;
        this.random = random;
    }

    /** The pause after one more failure; never more than 16 times the first. */
    long nextNs() {
        final long pauseNs = firstNs << failures;
        failures = Math.min(failures + 1, DOUBLINGS_MAX);
        return Math.min(pauseNs - pauseNs / 5 + random.nextLong(1 + pauseNs / 5 * 2), firstNs << DOUBLINGS_MAX);
    }

    /** All is well again. */
    void reset() {
        failures = 0;
    }
}
