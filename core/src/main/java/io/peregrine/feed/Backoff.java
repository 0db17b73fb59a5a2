package io.peregrine.feed;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Pauses before something that failed is tried again. One failure is answered at once and some more after short pauses; where those do not
 * help, long ones follow, a few equal ones and then each twice the last, up to 16 times the first. All are shifted by up to a fifth, so
 * that clients that were dropped together do not come back together. A failure is forgiven when all was well for a while: what fails now
 * and then is no reason to wait, and what fails again and again does not become that by working in between for a moment.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Units:</b> nanoseconds. <b>Allocates:</b> none after construction.
 */
final class Backoff {
    /** A short pause. Half of the second within which a book is to be right again after a fault. */
    static final long SHORT_NS = TimeUnit.MILLISECONDS.toNanos(500);
    /** Long pauses before they double: a venue that restarts takes a while. */
    private static final int EQUAL_PAUSES = 6;
    private static final int DOUBLINGS_MAX = 4;

    private final int shortMax;
    private final long forgivenAfterNs;
    private final long shortNs;
    private final long firstLongNs;
    private final RandomGenerator random;
    private int failures;

    /**
     * @param allowance   failures that are answered soon, and the time without any after which one is forgiven
     * @param firstLongNs the first of the pauses that double; the short ones are not longer
     */
    Backoff(final Allowance allowance, final long firstLongNs, final RandomGenerator random) {
        shortMax = allowance.burst();
        forgivenAfterNs = allowance.intervalNs();
        shortNs = Math.min(SHORT_NS, firstLongNs);
        this.firstLongNs = firstLongNs;
        this.random = random;
    }

    /** The pause after one more failure. */
    long nextNs() {
        final int before = failures;
        failures = Math.min(failures + 1, shortMax + EQUAL_PAUSES + DOUBLINGS_MAX);
        if (before == 0) {
            return random.nextLong(1 + shortNs / 5);
        }
        final long longestNs = firstLongNs << DOUBLINGS_MAX;
        final long pauseNs = before < shortMax ? shortNs : firstLongNs << Math.max(0, before - shortMax - EQUAL_PAUSES + 1);
        return Math.min(pauseNs - pauseNs / 5 + random.nextLong(1 + pauseNs / 5 * 2), longestNs);
    }

    /** Is there a failure that is not forgiven? */
    boolean failed() {
        return failures > 0;
    }

    /** All is well again, whatever was before. */
    void reset() {
        failures = 0;
    }

    /** All was well for so long. */
    void worked(final long forNs) {
        failures -= (int) Math.min(failures, Math.max(0, forNs) / forgivenAfterNs);
    }
}
