package io.peregrine.api.valueatrisk;

import java.util.Arrays;

/**
 * The marks of all instruments, a row each interval; a row that is missing, and an instrument that had no LIVE book, is a gap over which no
 * return is taken.
 *
 * <p><b>Threading:</b> thread-safe. <b>Memory:</b> eight bytes an instrument and row; the oldest row goes first.
 */
public final class MarkHistory {
    private final int capacity;
    private final long[] intervals;
    private final double[][] marks;
    private int start;
    private int count;

    /** @param capacity rows that are kept */
    public MarkHistory(final int capacity) {
        this.capacity = capacity;
        intervals = new long[capacity];
        marks = new double[capacity][];
    }

    /**
     * One row.
     *
     * @param interval number of the interval since the epoch; one that is not later than the last is left out
     * @param row      by instrument id; NaN where there was no mark
     */
    public synchronized void add(final long interval, final double[] row) {
        if (count > 0 && interval <= intervals[index(count - 1)]) {
            return;
        }
        if (count == capacity) {
            start = (start + 1) % capacity;
            count--;
        }
        intervals[index(count)] = interval;
        marks[index(count)] = row.clone();
        count++;
    }

    /** Rows that are there. */
    public synchronized int count() {
        return count;
    }

    /**
     * What a portfolio would have won or lost in each interval, at the returns of that time.
     *
     * @param exposures by instrument id, signed; instruments with 0 do not matter
     * @return oldest first; intervals in which a mark of an instrument that matters was missing are left out
     */
    public synchronized double[] changes(final double[] exposures) {
        final double[] changes = new double[Math.max(0, count - 1)];
        int found = 0;
        for (int i = 1; i < count; i++) {
            if (intervals[index(i)] == intervals[index(i - 1)] + 1) {
                final double change = change(exposures, marks[index(i - 1)], marks[index(i)]);
                if (!Double.isNaN(change)) {
                    changes[found++] = change;
                }
            }
        }
        return Arrays.copyOf(changes, found);
    }

    private static double change(final double[] exposures, final double[] before, final double[] after) {
        double sum = 0;
        for (int id = 0; id < exposures.length; id++) {
            if (exposures[id] != 0) {
                sum += exposures[id] * (after[id] / before[id] - 1);
            }
        }
        return sum;
    }

    private int index(final int i) {
        return (start + i) % capacity;
    }
}
