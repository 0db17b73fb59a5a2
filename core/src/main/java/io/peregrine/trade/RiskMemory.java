package io.peregrine.trade;

import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.SnapshotBreakerDecoder;
import io.peregrine.message.SnapshotLossDecoder;
import io.peregrine.message.SnapshotLossEncoder;
import io.peregrine.risk.Breakers;
import io.peregrine.risk.LossLimits;
import io.peregrine.snapshot.SnapshotWriter;
import org.agrona.concurrent.UnsafeBuffer;

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
        lossLimits.onTime(timeNs);
    }

    void restore(final BreakerStatusDecoder message) {
        breakers.restore(message);
    }

    void restore(final SnapshotBreakerDecoder message) {
        breakers.restore(message);
    }

    void restore(final SnapshotLossDecoder message) {
        lossLimits.restore(message);
    }

    void snapshot(final SnapshotWriter out) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        lossLimits.snapshot(new SnapshotLossEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()));
        out.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + SnapshotLossEncoder.BLOCK_LENGTH);
        breakers.snapshot(out);
    }
}
