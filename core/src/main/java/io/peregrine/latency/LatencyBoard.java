package io.peregrine.latency;

import io.peregrine.instrument.Venue;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.HdrHistogram.Histogram;

/**
 * All recorders of an engine: one for each agent and venue.
 *
 * <p><b>Threading:</b> thread-safe; the recorders have their own rules. <b>Allocates:</b> at every call.
 */
public final class LatencyBoard {
    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    /** A new recorder for one agent's work for one venue. */
    public LatencyRecorder add(final Venue venue) {
        final LatencyRecorder recorder = new LatencyRecorder();
        entries.add(new Entry(venue, recorder));
        return recorder;
    }

    /**
     * One stage's durations since the start or the last {@link #reset}, from all agents.
     *
     * @param venue which, or null for all
     */
    public Histogram histogram(final Venue venue, final Stage stage) {
        final Histogram sum = LatencyRecorder.newHistogram();
        for (final Entry entry : entries) {
            if (venue == null || venue == entry.venue) {
                sum.add(entry.recorder.snapshot(stage));
            }
        }
        return sum;
    }

    /** One order's way through its gateway, or null where none of them sent it lately. */
    public OrderLedger.Stamps order(final long clientOrderId) {
        for (final Entry entry : entries) {
            final OrderLedger.Stamps stamps = entry.recorder.ledger().read(clientOrderId);
            if (stamps != null) {
                return stamps;
            }
        }
        return null;
    }

    /** Forgets everything: the end of the warm-up. */
    public void reset() {
        entries.forEach(entry -> entry.recorder.reset());
    }

    private record Entry(Venue venue, LatencyRecorder recorder) {
    }
}
