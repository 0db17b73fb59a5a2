package io.peregrine.position;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.Side;
import io.peregrine.message.SnapshotFeeDecoder;
import io.peregrine.message.SnapshotPositionDecoder;
import io.peregrine.snapshot.SnapshotWriter;
import java.util.List;

/**
 * All positions: per strategy and instrument, and per instrument over all strategies.
 *
 * <p><b>Threading:</b> single writer; readers on the same thread. <b>Allocates:</b> none after construction. <b>Errors:</b> see
 * {@link Position}.
 */
public final class PositionBook {
    private final Instruments instruments;
    private final int strategyCount;
    private final Position[] byStrategy;
    private final Position[] totals;
    private final long[] versions;
    private final PositionSnapshot snapshot = new PositionSnapshot(this);
    private PositionListener listener = PositionListener.NONE;

    /**
     * @param strategyCount highest strategy id plus one; id 0 is trading by hand
     */
    public PositionBook(final Instruments instruments, final int strategyCount) {
        this.instruments = instruments;
        this.strategyCount = strategyCount;
        totals = new Position[instruments.count()];
        versions = new long[totals.length];
        byStrategy = new Position[strategyCount * totals.length];
        for (int i = 0; i < totals.length; i++) {
            totals[i] = position(instruments.get(i));
        }
        for (int i = 0; i < byStrategy.length; i++) {
            byStrategy[i] = position(instruments.get(i % totals.length));
        }
    }

    /** Who hears of all positions now, and of each that changes from now on. */
    public void listener(final PositionListener newListener) {
        listener = newListener;
        for (final Position total : totals) {
            listener.onPosition(total);
        }
    }

    /**
     * One fill.
     *
     * @param strategyId one that is not known (it was configured once) counts as 0
     * @param feeE8      positive where paid, negative for a rebate
     */
    public void onFill(
            final int strategyId,
            final int instrumentId,
            final Side side,
            final long price,
            final long quantity,
            final long feeE8,
            final int feeAssetId) {
        final boolean buy = side == Side.BUY;
        versions[instrumentId]++;
        position(strategyId, instrumentId).onFill(buy, price, quantity, feeE8, feeAssetId);
        totals[instrumentId].onFill(buy, price, quantity, feeE8, feeAssetId);
        listener.onPosition(totals[instrumentId]);
    }

    /** The fill of an execution report with {@link ExecType#TRADE}, as the journal has it; any other report changes nothing. */
    public void onFill(final ExecutionReportDecoder report) {
        if (report.execType() == ExecType.TRADE) {
            onFill(
                    report.strategyId(),
                    report.instrumentId(),
                    report.side(),
                    report.lastPrice(),
                    report.lastQuantity(),
                    report.feeE8() == ExecutionReportDecoder.feeE8NullValue() ? 0 : report.feeE8(),
                    report.feeAssetId());
        }
    }

    /** Of one strategy. */
    public Position position(final int strategyId, final int instrumentId) {
        final int row = strategyId >= 0 && strategyId < strategyCount ? strategyId : 0;
        return byStrategy[row * totals.length + instrumentId];
    }

    /** Of all strategies together. */
    public Position total(final int instrumentId) {
        return totals[instrumentId];
    }

    /** What the fills in these instruments, all of one account, have made of its balance of an asset: {@link Position#balanceChangeE8}. */
    public long balanceChangeE8(final List<Instrument> traded, final int assetId) {
        long changeE8 = 0;
        for (int i = 0; i < traded.size(); i++) {
            changeE8 += totals[traded.get(i).instrumentId()].balanceChangeE8(assetId);
        }
        return changeE8;
    }

    /** Grows whenever a position in the instrument changes. */
    public long version(final int instrumentId) {
        return versions[instrumentId];
    }

    /** Writes all positions in which there was a fill. */
    public void snapshot(final SnapshotWriter out) {
        snapshot.write(out);
    }

    /** A position of a snapshot. */
    public void restore(final SnapshotPositionDecoder message) {
        versions[message.instrumentId()]++;
        of(message.strategyId(), message.instrumentId()).restore(message);
    }

    /** Fees of a position of a snapshot. */
    public void restore(final SnapshotFeeDecoder message) {
        of(message.strategyId(), message.instrumentId()).restoreFee(message.assetId(), message.feeE8());
    }

    public int strategyCount() {
        return strategyCount;
    }

    public Instruments instruments() {
        return instruments;
    }

    private Position of(final int strategyId, final int instrumentId) {
        return strategyId == SnapshotPositionDecoder.strategyIdNullValue() ? totals[instrumentId] : position(strategyId, instrumentId);
    }

    private Position position(final Instrument instrument) {
        return new Position(
                instrument,
                instruments.assetId(instrument.baseAsset()),
                instruments.assetId(instrument.quoteAsset()),
                instruments.assets().size());
    }
}
