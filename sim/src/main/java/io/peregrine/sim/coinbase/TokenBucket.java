package io.peregrine.sim.coinbase;

/**
 * A token bucket: so many a second, and a burst on top.
 *
 * <p><b>Threading:</b> thread-safe. <b>Units:</b> microseconds since the epoch.
 */
public final class TokenBucket {
    private static final double US_PER_SECOND = 1e6;

    private final double perUs;
    private final long burst;
    private double tokens;
    private long filledUs = Long.MIN_VALUE;

    /**
     * @param perSecond tokens that come in a second
     * @param burst     tokens that it can hold
     */
    public TokenBucket(final long perSecond, final long burst) {
        this.perUs = perSecond / US_PER_SECOND;
        this.burst = burst;
    }

    /** Takes a token; false where there is none. */
    public synchronized boolean take(final long nowUs) {
        tokens = filledUs == Long.MIN_VALUE ? burst : Math.min(burst, tokens + Math.max(0, nowUs - filledUs) * perUs);
        filledUs = nowUs;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Whole tokens that were left after the last request. */
    public synchronized long left() {
        return (long) tokens;
    }
}
