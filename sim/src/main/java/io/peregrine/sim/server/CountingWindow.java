package io.peregrine.sim.server;

/**
 * Counts what happens in aligned intervals of time, as venues count requests.
 *
 * <p><b>Threading:</b> thread-safe. <b>Units:</b> microseconds since the epoch.
 */
public final class CountingWindow {
    private final long intervalUs;
    private final long limit;
    private long startUs;
    private long count;

    /**
     * @param intervalUs length of an interval
     * @param limit      allowed in one
     */
    public CountingWindow(final long intervalUs, final long limit) {
        this.intervalUs = intervalUs;
        this.limit = limit;
    }

    public long limit() {
        return limit;
    }

    /** Adds to the count, whatever the limit; the new count. Never below 0. */
    public synchronized long add(final long amount, final long nowUs) {
        roll(nowUs);
        count = Math.max(0, count + amount);
        return count;
    }

    /** The count of the current interval. */
    public long count(final long nowUs) {
        return add(0, nowUs);
    }

    /** Microseconds until the current interval ends. */
    public synchronized long restUs(final long nowUs) {
        roll(nowUs);
        return startUs + intervalUs - nowUs;
    }

    private void roll(final long nowUs) {
        final long newStartUs = nowUs - nowUs % intervalUs;
        if (newStartUs != startUs) {
            startUs = newStartUs;
            count = 0;
        }
    }
}
