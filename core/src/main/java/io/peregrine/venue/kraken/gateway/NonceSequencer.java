package io.peregrine.venue.kraken.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The nonces of one API key, which all that signs with it in this process shares: the clock's nanoseconds, and always more than before. A
 * restart goes on above what was used before it, since fewer nonces are used than nanoseconds pass; where the clock was set back meanwhile
 * the venue refuses, nothing is carried out, and {@link #skip} goes ahead.
 *
 * <p><b>Threading:</b> thread-safe. <b>Units:</b> nanoseconds since the epoch. <b>Allocates:</b> none after {@link #of}. Source:
 * docs.kraken.com, REST, "Authentication".
 */
final class NonceSequencer {
    private static final Map<String, NonceSequencer> BY_KEY = new ConcurrentHashMap<>();
    private static final long SKIP_NS = 60_000_000_000L;
    private static final int DOUBLINGS_MAX = 20;

    private final AtomicLong last = new AtomicLong();
    private final AtomicLong aheadNs = new AtomicLong();
    private final AtomicLong skips = new AtomicLong();

    private NonceSequencer() {
    }

    /** The sequencer of a key. */
    static NonceSequencer of(final String apiKey) {
        return BY_KEY.computeIfAbsent(apiKey, key -> new NonceSequencer());
    }

    /** The next nonce. */
    long next(final long nowNs) {
        final long time = nowNs + aheadNs.get();
        return last.updateAndGet(before -> Math.max(before + 1, time));
    }

    /** The venue has seen a higher one: goes ahead by a minute, and by twice as much each further time. */
    void skip() {
        final long stepNs = SKIP_NS << Math.min(skips.getAndIncrement(), DOUBLINGS_MAX);
        aheadNs.addAndGet(stepNs);
        last.addAndGet(stepNs);
    }
}
