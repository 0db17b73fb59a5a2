package io.peregrine.api.rest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One {@link TokenBucket} for each API key, and for each address that came without one.
 *
 * <p><b>Threading:</b> thread-safe by its monitor. <b>Memory:</b> the last {@value #CALLERS_MAX} callers.
 */
final class RateLimits {
    private static final int CALLERS_MAX = 4096;

    private final int perSecond;
    private final Map<String, TokenBucket> buckets = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(final Map.Entry<String, TokenBucket> eldest) {
            return size() > CALLERS_MAX;
        }
    };

    RateLimits(final int perSecond) {
        this.perSecond = perSecond;
    }

    /** 0 where the caller may go on, otherwise the time in nanoseconds that it must wait. */
    long take(final String caller, final long nowNs) {
        final TokenBucket bucket;
        synchronized (buckets) {
            bucket = buckets.computeIfAbsent(caller, key -> new TokenBucket(perSecond, nowNs));
        }
        return bucket.take(nowNs);
    }
}
