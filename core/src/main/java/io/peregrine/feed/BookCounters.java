package io.peregrine.feed;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What happened to one instrument's stream and book since the start.
 *
 * <p><b>Threading:</b> written by the feed agent; others read values that may be a moment old. <b>Allocates:</b> none but in
 * {@link #byName}.
 */
public final class BookCounters {
    private static final BookCounter[] ALL = BookCounter.values();

    private final long[] values = new long[ALL.length];

    /** Counts one. */
    public void increment(final BookCounter counter) {
        values[counter.ordinal()]++;
    }

    /** Counts so many. */
    public void add(final BookCounter counter, final long amount) {
        values[counter.ordinal()] += amount;
    }

    /** The count so far. */
    public long get(final BookCounter counter) {
        return values[counter.ordinal()];
    }

    /** All of them by their keys, in their order. */
    public Map<String, Long> byName() {
        final Map<String, Long> counts = new LinkedHashMap<>();
        for (final BookCounter counter : ALL) {
            counts.put(counter.key(), get(counter));
        }
        return counts;
    }
}
