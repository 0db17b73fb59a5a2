package io.peregrine.position;

import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.SnapshotFeeEncoder;
import io.peregrine.message.SnapshotPositionEncoder;
import io.peregrine.snapshot.SnapshotWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Positions to a snapshot.
 *
 * <p><b>Threading:</b> confined to its book's thread. <b>Allocates:</b> none after construction.
 */
final class PositionSnapshot {
    private static final int NO_ASSET = -1;

    private final PositionBook book;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[
            MessageHeaderEncoder.ENCODED_LENGTH + Math.max(SnapshotPositionEncoder.BLOCK_LENGTH, SnapshotFeeEncoder.BLOCK_LENGTH)]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final SnapshotPositionEncoder positionEncoder = new SnapshotPositionEncoder();
    private final SnapshotFeeEncoder feeEncoder = new SnapshotFeeEncoder();

    PositionSnapshot(final PositionBook book) {
        this.book = book;
    }

    void write(final SnapshotWriter out) {
        for (int instrumentId = 0; instrumentId < book.instruments().count(); instrumentId++) {
            write(book.total(instrumentId), SnapshotPositionEncoder.strategyIdNullValue(), instrumentId, out);
            for (int strategyId = 0; strategyId < book.strategyCount(); strategyId++) {
                write(book.position(strategyId, instrumentId), strategyId, instrumentId, out);
            }
        }
    }

    private void write(final Position position, final int strategyId, final int instrumentId, final SnapshotWriter out) {
        if (position.fillCount() == 0) {
            return;
        }
        position.snapshot(positionEncoder.wrapAndApplyHeader(buffer, 0, header).strategyId(strategyId).instrumentId(instrumentId));
        out.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + SnapshotPositionEncoder.BLOCK_LENGTH);
        for (int assetId = NO_ASSET; assetId < book.instruments().assets().size(); assetId++) {
            if (position.feesE8(assetId) != 0) {
                feeEncoder.wrapAndApplyHeader(buffer, 0, header).strategyId(strategyId).instrumentId(instrumentId).assetId(assetId)
                        .feeE8(position.feesE8(assetId));
                out.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + SnapshotFeeEncoder.BLOCK_LENGTH);
            }
        }
    }
}
