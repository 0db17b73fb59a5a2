package io.peregrine.trade;

import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.LossStatusDecoder;
import io.peregrine.message.SnapshotBreakerDecoder;
import io.peregrine.message.SnapshotLossDecoder;
import io.peregrine.risk.Breakers;
import io.peregrine.risk.LossLimits;
import io.peregrine.snapshot.SnapshotWriter;

/**
 * What risk knows over restarts, as the journal and snapshots bring it back.
 *
 * <p><b>Threading:</b> before the start, the thread that reads the journal.
 *
 * @param breakers   which have tripped
 * @param lossLimits where losses count from
 */
record RiskMemory(Breakers breakers, LossLimits lossLimits) {
    /** Told before each fill that is read back. */
    void onTime(final long timeNs) {
        lossLimits.restoreTime(timeNs);
    }

    void restore(final BreakerStatusDecoder message) {
        breakers.restore(message);
    }

    void restore(final SnapshotBreakerDecoder message) {
        breakers.restore(message);
    }

    void restore(final LossStatusDecoder message) {
        lossLimits.restore(message);
    }

    void restore(final SnapshotLossDecoder message) {
        lossLimits.restore(message);
    }

    void snapshot(final SnapshotWriter out) {
        lossLimits.snapshot(out);
        breakers.snapshot(out);
    }
}
