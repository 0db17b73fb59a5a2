package io.peregrine.latency;

import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SingleWriterRecorder;

/**
 * One agent's latency histograms, 1 ns to 60 s at three significant digits.
 *
 * <p><b>Threading:</b> {@link #record} by one agent only, wait-free; {@link #snapshot} by any thread. <b>Units:</b> nanoseconds.
 * <b>Allocates:</b> {@link #record} none after the first interval; {@link #snapshot} does.
 */
public final class LatencyRecorder {
    private static final long HIGHEST_NS = 60_000_000_000L;

    private final SingleWriterRecorder[] recorders = new SingleWriterRecorder[Stage.values().length];
    private final Map<Stage, Histogram> totals = new EnumMap<>(Stage.class);
    private final Map<Stage, Histogram> intervals = new EnumMap<>(Stage.class);

    /** Makes all histograms. */
    public LatencyRecorder() {
        for (final Stage stage : Stage.values()) {
            recorders[stage.ordinal()] = new SingleWriterRecorder(1, HIGHEST_NS, 3);
            totals.put(stage, newHistogram());
        }
    }

    static Histogram newHistogram() {
        return new Histogram(1, HIGHEST_NS, 3);
    }

    /** Records one duration; a negative one counts as 1 ns, one above 60 s as 60 s. */
    public void record(final Stage stage, final long durationNs) {
        recorders[stage.ordinal()].recordValue(Math.clamp(durationNs, 1, HIGHEST_NS));
    }

    /** Everything recorded since the start or the last {@link #reset}; a copy. */
    public synchronized Histogram snapshot(final Stage stage) {
        final Histogram interval = recorders[stage.ordinal()].getIntervalHistogram(intervals.get(stage));
        intervals.put(stage, interval);
        final Histogram total = totals.get(stage);
        total.add(interval);
        return total.copy();
    }

    /** Forgets everything: the end of the warm-up. */
    public synchronized void reset() {
        for (final Stage stage : Stage.values()) {
            snapshot(stage);
            totals.get(stage).reset();
        }
    }
}
