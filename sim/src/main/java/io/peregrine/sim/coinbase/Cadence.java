package io.peregrine.sim.coinbase;

/**
 * Something that is due at every multiple of an interval. A clock that is set back or forward does not hold it up.
 *
 * <p><b>Threading:</b> confined to the exchange thread. <b>Units:</b> microseconds since the epoch.
 */
public final class Cadence {
    private final long intervalUs;
    private long nextUs;

    /** @param intervalUs between two times */
    public Cadence(final long intervalUs) {
        this.intervalUs = intervalUs;
    }

    /** Is it due? If so, it is due next at the next multiple of the interval. */
    public boolean due(final long nowUs) {
        if (nowUs < nextUs && nextUs - nowUs <= intervalUs) {
            return false;
        }
        nextUs = nowUs - nowUs % intervalUs + intervalUs;
        return true;
    }

    /** When it is due next. */
    public long nextUs() {
        return nextUs;
    }

    /** The multiple of the interval at or before the time when it was due last. */
    public long lastUs() {
        return nextUs - intervalUs;
    }
}
