package io.peregrine.trade;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.SnapshotAccountDecoder;
import io.peregrine.message.SnapshotAccountEncoder;
import io.peregrine.message.SnapshotBalanceDecoder;
import io.peregrine.message.SnapshotBalanceEncoder;
import io.peregrine.message.SnapshotFillDecoder;
import io.peregrine.message.SnapshotFillEncoder;
import io.peregrine.order.ExecutionIds;
import io.peregrine.snapshot.SnapshotWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What reconciliation keeps over restarts, to a snapshot and back: cursors, baselines, differences, and the fills by which repeated ones
 * are known.
 *
 * <p><b>Threading:</b> before the start, the thread that reads the journal. <b>Allocates:</b> not for the hot path.
 */
final class ReconciliationSnapshot {
    private static final int HEADER = MessageHeaderEncoder.ENCODED_LENGTH;

    private final AccountState[] accounts;
    private final BalanceReconciliation balances;
    private final ExecutionIds fills;
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();

    ReconciliationSnapshot(final AccountState[] accounts, final BalanceReconciliation balances, final ExecutionIds fills) {
        this.accounts = accounts;
        this.balances = balances;
        this.fills = fills;
    }

    void write(final SnapshotWriter out) {
        for (final AccountState account : accounts) {
            new SnapshotAccountEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .instrumentId(account.instrumentId()).fillsKnownNs(account.fillsKnownNs).lastFillNs(account.lastFillNs);
            out.append(buffer, 0, HEADER + SnapshotAccountEncoder.BLOCK_LENGTH);
            write(account.instrumentId(), balances.check(account.instrumentId()), out);
        }
        final SnapshotFillEncoder fill = new SnapshotFillEncoder();
        fills.forEach((market, high, low) -> {
            fill.wrapAndApplyHeader(buffer, 0, header).market(market).executionId().high(high).low(low);
            out.append(buffer, 0, HEADER + SnapshotFillEncoder.BLOCK_LENGTH);
        });
    }

    private void write(final int instrumentId, final BalanceCheck check, final SnapshotWriter out) {
        for (int assetId = 0; assetId < check.assetCount(); assetId++) {
            if (check.baselineE8(assetId) != Instrument.NULL_VALUE) {
                new SnapshotBalanceEncoder().wrapAndApplyHeader(buffer, 0, header)
                        .instrumentId(instrumentId)
                        .assetId(assetId)
                        .baselineE8(check.baselineE8(assetId))
                        .differenceE8(check.differenceE8(assetId));
                out.append(buffer, 0, HEADER + SnapshotBalanceEncoder.BLOCK_LENGTH);
            }
        }
    }

    void restore(final SnapshotAccountDecoder message) {
        for (final AccountState account : accounts) {
            if (account.instrumentId() == message.instrumentId()) {
                account.fillsKnownNs = message.fillsKnownNs();
                account.lastFillNs = message.lastFillNs();
            }
        }
    }

    void restore(final SnapshotBalanceDecoder message) {
        balances.restoreBaseline(message.instrumentId(), message.assetId(), message.baselineE8());
        balances.restoreDifference(message.instrumentId(), message.assetId(), message.differenceE8());
    }

    void restore(final SnapshotFillDecoder message) {
        fills.add(message.market(), message.executionId().high(), message.executionId().low());
    }
}
