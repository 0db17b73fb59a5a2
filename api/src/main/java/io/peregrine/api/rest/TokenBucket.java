package io.peregrine.api.rest;

/**
 * A rate limit: so many requests a second, and a burst of twice as many. Idle time never saves up more than the burst.
 *
 * <p><b>Threading:</b> thread-safe by its monitor. <b>Units:</b> nanoseconds, given by the caller.
 */
final class TokenBucket {
    private static final double NS_PER_SECOND = 1e9;

    private final double perSecond;
    private final double burst;
    private double tokens;
    private long filledNs;

    TokenBucket(final int perSecond, final long nowNs) {
        this.perSecond = perSecond;
        burst = 2.0 * perSecond;
        tokens = burst;
        filledNs = nowNs;
    }

    /** Takes one token: 0, or the time in nanoseconds after which there will be one. */
    synchronized long take(final long nowNs) {
        tokens = Math.min(burst, tokens + Math.max(0, nowNs - filledNs) * perSecond / NS_PER_SECOND);
        filledNs = nowNs;
        if (tokens >= 1) {
            tokens--;
            return 0;
        }
        return (long) Math.ceil((1 - tokens) * NS_PER_SECOND / perSecond);
    }
}
