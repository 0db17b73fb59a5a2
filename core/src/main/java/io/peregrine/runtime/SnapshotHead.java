package io.peregrine.runtime;

import io.peregrine.instrument.Instruments;
import io.peregrine.journal.JournalResume;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.SnapshotBeginEncoder;
import io.peregrine.snapshot.SnapshotWriter;
import io.peregrine.trade.TradeCore;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The first message of a snapshot: where in the journal it was taken, and with how many instruments, assets and strategies.
 *
 * <p><b>Threading:</b> immutable.
 */
record SnapshotHead(Instruments instruments, int strategyCount) {
    void write(final JournalResume at, final long nowNs, final SnapshotWriter out) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[MessageHeaderEncoder.ENCODED_LENGTH + SnapshotBeginEncoder.BLOCK_LENGTH]);
        new SnapshotBeginEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder())
                .format(TradeCore.SNAPSHOT_FORMAT)
                .lastTemplateId(at.templateId())
                .timeNs(nowNs)
                .index(at.position().index())
                .sequence(at.position().sequence())
                .chain(at.position().chain())
                .runId(at.runId())
                .instrumentCount(instruments.count())
                .assetCount(instruments.assets().size())
                .strategyCount(strategyCount);
        out.append(buffer, 0, buffer.capacity());
    }
}
