package io.peregrine.feed;

import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What happened to one instrument's stream and book since the start.
 *
 * <p><b>Threading:</b> written by the feed agent; others read values that may be a moment old. <b>Allocates:</b> none but in
 * {@link #byName}.
 */
public final class BookCounters {
    private static final BookCounter[] ALL = BookCounter.values();

    private static final BookState[] STATES = {BookState.SYNCING, BookState.LIVE, BookState.SUSPECT, BookState.INVALID};
    private static final BookReason[] REASONS =
            Arrays.stream(BookReason.values()).filter(reason -> reason != BookReason.NULL_VAL).toArray(BookReason[]::new);

    private final long[] values = new long[ALL.length];
    private final long[] transitions = new long[(STATES.length + 1) * (STATES.length + 1)];
    private final long[] reasons = new long[1 + Arrays.stream(REASONS).mapToInt(BookReason::value).max().orElse(0)];

    /** Counts one. */
    public void increment(final BookCounter counter) {
        values[counter.ordinal()]++;
    }

    /** Counts so many. */
    public void add(final BookCounter counter, final long amount) {
        values[counter.ordinal()] += amount;
    }

    /** Counts a change of the book's state. */
    void transition(final BookState from, final BookState to, final BookReason reason) {
        transitions[index(from, to)]++;
        reasons[reason.value()]++;
    }

    /** How often the book went from one state to another. */
    public long transitions(final BookState from, final BookState to) {
        return transitions[index(from, to)];
    }

    /** How often it changed its state for this reason. */
    public long transitions(final BookReason reason) {
        return reasons[reason.value()];
    }

    private static int index(final BookState from, final BookState to) {
        return from.value() * (STATES.length + 1) + to.value();
    }

    /** The count so far. */
    public long get(final BookCounter counter) {
        return values[counter.ordinal()];
    }

    /**
     * All of them by their keys, in their order; and the changes of state that there were, as {@code transitions_live_suspect}, and their
     * reasons, as {@code transitions_for_stale}.
     */
    public Map<String, Long> byName() {
        final Map<String, Long> counts = new LinkedHashMap<>();
        for (final BookCounter counter : ALL) {
            counts.put(counter.key(), get(counter));
        }
        for (final BookState from : STATES) {
            for (final BookState to : STATES) {
                putIfAny(counts, "transitions_" + key(from) + '_' + key(to), transitions(from, to));
            }
        }
        for (final BookReason reason : REASONS) {
            putIfAny(counts, "transitions_for_" + key(reason), transitions(reason));
        }
        return counts;
    }

    private static void putIfAny(final Map<String, Long> counts, final String name, final long count) {
        if (count > 0) {
            counts.put(name, count);
        }
    }

    private static String key(final Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
