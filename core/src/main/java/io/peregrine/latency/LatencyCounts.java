package io.peregrine.latency;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.HdrHistogram.Histogram;

/**
 * Counts durations in the buckets of a {@link Histogram} of three significant digits. A recorder of HdrHistogram lets a reader take whole
 * intervals, for two atomic additions and three calls a value; here a reader looks at counts that go on growing, and the writer pays for
 * one ordinary store.
 *
 * <p><b>Threading:</b> {@link #record} by one thread only, wait-free; {@link #addTo} and {@link #forget} by one other at a time. A value
 * that is recorded meanwhile is in what is read, or in what is read next. <b>Units:</b> nanoseconds. <b>Allocates:</b> none after
 * construction.
 */
final class LatencyCounts {
    /** The longest duration that is told apart. */
    static final long HIGHEST_NS = 60_000_000_000L;

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);
    /** Three significant digits are 2,048 steps in the first bucket, and 1,024, twice as wide, in each that follows. */
    private static final int STEP_BITS = 10;
    private static final int STEPS = 1 << STEP_BITS;
    private static final int LENGTH = index(HIGHEST_NS) + 1;

    private final long[] counts = new long[LENGTH];
    private final long[] forgotten = new long[LENGTH];

    /** Records one duration; one below 1 ns counts as 1 ns, one above 60 s as 60 s. */
    void record(final long durationNs) {
        final int index = index(Math.clamp(durationNs, 1, HIGHEST_NS));
        COUNT.setRelease(counts, index, counts[index] + 1);
    }

    /** Adds what was recorded since the start or the last {@link #forget}. */
    void addTo(final Histogram sum) {
        for (int i = 0; i < LENGTH; i++) {
            final long count = (long) COUNT.getAcquire(counts, i) - forgotten[i];
            if (count > 0) {
                sum.recordValueWithCount(value(i), count);
            }
        }
    }

    /** What was recorded until now is not read any more. */
    void forget() {
        for (int i = 0; i < LENGTH; i++) {
            forgotten[i] = (long) COUNT.getAcquire(counts, i);
        }
    }

    private static int index(final long value) {
        final int bucket = Long.SIZE - STEP_BITS - 1 - Long.numberOfLeadingZeros(value | 2 * STEPS - 1);
        return (bucket << STEP_BITS) + (int) (value >>> bucket);
    }

    /** The smallest value that is counted there. */
    private static long value(final int index) {
        final int bucket = Math.max(0, (index >> STEP_BITS) - 1);
        return (long) (index - (bucket << STEP_BITS)) << bucket;
    }
}
