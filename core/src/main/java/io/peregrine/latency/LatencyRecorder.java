package io.peregrine.latency;

import org.HdrHistogram.Histogram;

/**
 * One agent's latency histograms, 1 ns to 60 s at three significant digits.
 *
 * <p><b>Threading:</b> {@link #record} by one agent only, wait-free; {@link #snapshot} by any thread. <b>Units:</b> nanoseconds.
 * <b>Allocates:</b> {@link #record} none; {@link #snapshot} does.
 */
public final class LatencyRecorder {
    private final LatencyCounts[] counts = new LatencyCounts[Stage.values().length];
    private final OrderLedger ledger = new OrderLedger();

    /** Makes all histograms. */
    public LatencyRecorder() {
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LatencyCounts();
        }
    }

    /** The stamps of single orders, of the agent that sends them. */
    public OrderLedger ledger() {
        return ledger;
    }

    static Histogram newHistogram() {
        return new Histogram(1, LatencyCounts.HIGHEST_NS, 3);
    }

    /** Records one duration; a negative one counts as 1 ns, one above 60 s as 60 s. */
    public void record(final Stage stage, final long durationNs) {
        counts[stage.ordinal()].record(durationNs);
    }

    /** Everything recorded since the start or the last {@link #reset}; a copy. */
    public synchronized Histogram snapshot(final Stage stage) {
        final Histogram histogram = newHistogram();
        counts[stage.ordinal()].addTo(histogram);
        return histogram;
    }

    /** Forgets everything: the end of the warm-up. */
    public synchronized void reset() {
        for (final LatencyCounts each : counts) {
            each.forget();
        }
    }
}
