package io.peregrine.net;

/**
 * The pause before the next attempt: an interval that doubles with each failure in a row, to sixteen times, less up to a quarter so that
 * many clients do not come back at once.
 *
 * <p><b>Threading:</b> confined to one agent. <b>Units:</b> nanoseconds. <b>Allocates:</b> none.
 */
public final class DoublingPause {
    private static final int DOUBLINGS_MAX = 4;

    private final long intervalNs;
    private int failures;

    public DoublingPause(final long intervalNs) {
        this.intervalNs = intervalNs;
    }

    /** It works again. */
    public void succeeded() {
        failures = 0;
    }

    /** The pause after this failure, which is counted for the next one. */
    public long failed(final long nowNs) {
        final long pauseNs = intervalNs << Math.min(failures, DOUBLINGS_MAX);
        failures = Math.min(failures + 1, DOUBLINGS_MAX);
        return pauseNs - Math.floorMod(nowNs, pauseNs / 4 + 1);
    }
}
