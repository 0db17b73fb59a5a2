package io.peregrine.latency;

/**
 * Is a stream late? It is once {@link #RUN} events in a row came later than the threshold, and is no more once as many in a row came in
 * time: one slow packet is no congestion.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none.
 */
public final class LatencyAlarm {
    /** Events in a row. */
    public static final int RUN = 8;

    private final long thresholdNs;
    private boolean isLate;
    private boolean isChanged;
    private int run;

    public LatencyAlarm(final long thresholdNs) {
        this.thresholdNs = thresholdNs;
    }

    /**
     * Takes in an event's delay.
     *
     * @return true for one that was late
     */
    public boolean onDelay(final long delayNs) {
        final boolean isOver = delayNs > thresholdNs;
        run = isOver == isLate ? 0 : run + 1;
        if (run == RUN) {
            isLate = isOver;
            isChanged = true;
            run = 0;
        }
        return isOver;
    }

    public boolean isLate() {
        return isLate;
    }

    /** Has it changed since the last call? */
    public boolean takeChange() {
        final boolean wasChanged = isChanged;
        isChanged = false;
        return wasChanged;
    }
}
