package io.peregrine.sim.coinbase;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts REST requests against their limits.
 *
 * <p><b>Threading:</b> thread-safe. <b>Memory:</b> a bucket for each address and account.
 */
public final class RequestCounter {
    private final RestLimits limits;
    private final Map<String, TokenBucket> buckets = new ConcurrentHashMap<>();

    /** @param limits to count against */
    public RequestCounter(final RestLimits limits) {
        this.limits = limits;
    }

    /** Counts a request of an address or an account; false where it is one too many. */
    public boolean admits(final Access access, final String who, final long nowUs) {
        return bucket(access, who).take(nowUs);
    }

    /** Requests that may follow at once. */
    public long left(final Access access, final String who) {
        return bucket(access, who).left();
    }

    /** Requests a second. */
    public long perSecond(final Access access) {
        return switch (access) {
            case PUBLIC -> limits.publicPerSecond();
            case PRIVATE -> limits.privatePerSecond();
            case FILLS -> limits.fillsPerSecond();
        };
    }

    private TokenBucket bucket(final Access access, final String who) {
        return buckets.computeIfAbsent(access + " " + who, key -> new TokenBucket(perSecond(access), burst(access)));
    }

    private long burst(final Access access) {
        return switch (access) {
            case PUBLIC -> limits.publicBurst();
            case PRIVATE -> limits.privateBurst();
            case FILLS -> limits.fillsBurst();
        };
    }
}
