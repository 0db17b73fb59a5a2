package io.peregrine.risk;

import io.peregrine.instrument.Instruments;
import io.peregrine.message.BreakerState;
import io.peregrine.message.LossStatusDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SnapshotLossDecoder;
import io.peregrine.message.SnapshotLossEncoder;
import io.peregrine.position.PositionBook;
import io.peregrine.signal.InlineSignals;
import io.peregrine.snapshot.SnapshotWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Watches the profit, of all and of each strategy: the loss since the day began, the fall from the highest profit, and of all together the
 * loss within a window. Limits that are broken ask the circuit breakers for HALTED. Formulae: docs/risk.md.
 *
 * <p>The engine knows no account balance, so the drawdown is a part of the capital that it may put at work, {@code max_exposure} as it is
 * configured, plus the highest profit: a limit of exposure that is changed by command changes no capital, and is not to halt anything by
 * itself. After a start nothing is judged until every open position has had a price.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> the quote asset at 8 decimals. <b>Allocates:</b> none, but for a
 * snapshot.
 */
public final class LossLimits {
    private static final double ONE_E8 = 100_000_000;
    private static final long DAY_NS = 86_400_000_000_000L;

    private final Profits profits;
    private final RiskSettings settings;
    private final RiskLimits limits;
    private final LossSettings losses;
    private final LossTrack[] tracks;
    private final LossVelocity velocity;
    private final RiskVerdict verdict = new RiskVerdict();

    /** @param markets by instrument id */
    public LossLimits(
            final Instruments instruments, final PositionBook positions, final InlineSignals[] markets, final RiskSettings settings,
            final RiskLimits limits) {
        this.limits = limits;
        this.settings = settings;
        losses = settings.monitors().losses();
        profits = new Profits(instruments, positions, markets);
        tracks = new LossTrack[positions.strategyCount() + 1];
        for (int i = 0; i < tracks.length; i++) {
            tracks[i] = new LossTrack(i);
        }
        velocity = new LossVelocity(losses.windowNs());
    }

    /**
     * A fill of this time is about to be read back from the journal. Where it is the first of its day losses count from here, at cost for
     * what has no price, until the journal says better.
     */
    public void restoreTime(final long nowNs) {
        final long today = day(nowNs);
        if (today != tracks[0].day()) {
            profits.refreshAll();
            for (final LossTrack track : tracks) {
                track.onDay(today, profits.rowE8(track.row()));
                track.takeUnwritten();
            }
        }
    }

    /** What the journal says of where losses count from. */
    public void restore(final LossStatusDecoder message) {
        restore(message.strategyId(), message.day(), message.dayStartE8(), message.highestE8());
    }

    /** The same of a snapshot. */
    public void restore(final SnapshotLossDecoder message) {
        restore(message.strategyId(), message.day(), message.dayStartE8(), message.highestE8());
    }

    /** Writes where losses count from. */
    public void snapshot(final SnapshotWriter out) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final MessageHeaderEncoder header = new MessageHeaderEncoder();
        for (final LossTrack track : tracks) {
            new SnapshotLossEncoder().wrapAndApplyHeader(buffer, 0, header)
                    .day(track.day()).dayStartE8(track.dayStartE8()).highestE8(track.highestE8()).strategyId(strategyId(track));
            out.append(buffer, 0, MessageHeaderEncoder.ENCODED_LENGTH + SnapshotLossEncoder.BLOCK_LENGTH);
        }
    }

    /** Trading begins: the day has, too, where everything can be valued. */
    public void begin(final long nowNs) {
        profits.refreshAll();
        if (profits.valued()) {
            beginDay(nowNs);
        }
    }

    /** Judges everything at the marks that are. */
    public void check(final Breakers breakers, final long nowNs) {
        profits.refreshAll();
        if (!profits.valued()) {
            return;
        }
        beginDay(nowNs);
        for (final LossTrack track : tracks) {
            check(track, breakers);
        }
        checkVelocity(breakers, nowNs);
    }

    private void beginDay(final long nowNs) {
        for (final LossTrack track : tracks) {
            track.onDay(day(nowNs), profits.rowE8(track.row()));
        }
    }

    /** Judges what a fill has changed. */
    public void onFill(final Breakers breakers, final int strategyId, final int instrumentId, final long nowNs) {
        profits.refresh(strategyId, instrumentId);
        if (judged()) {
            check(tracks[strategyId > 0 && strategyId < profits.totalRow() ? strategyId : 0], breakers);
            check(tracks[profits.totalRow()], breakers);
            checkVelocity(breakers, nowNs);
        }
    }

    /** Somebody has forgiven what broke a limit: a drawdown counts anew, and so does a fast loss. A loss of the day is not forgiven. */
    public void forgive(final RiskScope scope, final int scopeId, final RejectReason cause) {
        final LossTrack track = tracks[scope == RiskScope.TOTAL ? profits.totalRow() : scopeId];
        if (cause == RejectReason.DRAWDOWN) {
            track.rebase(profits.rowE8(track.row()));
        } else if (cause == RejectReason.LOSS_VELOCITY) {
            velocity.clear();
        }
    }

    /** By strategy, and the last one of all together. */
    public int trackCount() {
        return tracks.length;
    }

    public LossTrack track(final int index) {
        return tracks[index];
    }

    /** Strategy id, or null for the one of all together. */
    public int strategyId(final LossTrack track) {
        return track.row() == profits.totalRow() ? SnapshotLossEncoder.strategyIdNullValue() : track.row();
    }

    /** How much of the greatest drawdown has been reached, 0 to 1, as of the last check. */
    double drawdownUse() {
        return Math.clamp(drawdownPercent() / drawdownMaxPercent(), 0, 1);
    }

    /** What all together have lost since the day began, at least 0, or {@link UsedLimits#NONE} before anything is judged. */
    long dayLossE8() {
        return judged() ? Math.max(0, tracks[profits.totalRow()].dayStartE8() - profits.rowE8(profits.totalRow())) : UsedLimits.NONE;
    }

    /** The fall of all together from the highest profit in percent, or {@link UsedLimits#NONE} before anything is judged. */
    long drawdownE8() {
        return judged() ? (long) (Math.max(0, drawdownPercent()) * ONE_E8) : UsedLimits.NONE;
    }

    private boolean judged() {
        return profits.valued() && tracks[profits.totalRow()].day() != LossTrack.NO_DAY;
    }

    private double drawdownPercent() {
        final LossTrack total = tracks[profits.totalRow()];
        return total.drawdownPercent(profits.rowE8(profits.totalRow()), settings.exposureMaxE8());
    }

    private void check(final LossTrack track, final Breakers breakers) {
        final boolean total = track.row() == profits.totalRow();
        final RejectReason rule = track.check(
                profits.rowE8(track.row()),
                total ? limits.value(RiskLimit.MAX_DAILY_LOSS, RiskLimits.TOTAL) : losses.strategyDailyLossMaxE8(),
                total ? drawdownMaxPercent() : losses.strategyDrawdownMaxPercent(),
                settings.exposureMaxE8(),
                verdict);
        if (rule != RejectReason.NONE) {
            breakers.latch(
                    total ? RiskScope.TOTAL : RiskScope.STRATEGY, total ? 0 : track.row(), rule, verdict.limitE8(), verdict.valueE8());
        }
    }

    private void checkVelocity(final Breakers breakers, final long nowNs) {
        if (losses.velocityMaxE8() > 0) {
            final long lossE8 = velocity.lossE8(profits.rowE8(profits.totalRow()), nowNs);
            if (lossE8 >= losses.velocityMaxE8()) {
                breakers.trip(RiskScope.TOTAL, 0, BreakerState.HALTED, RejectReason.LOSS_VELOCITY, losses.velocityMaxE8(), lossE8);
            }
        }
    }

    private void restore(final int strategyId, final long newDay, final long newDayStartE8, final long newHighestE8) {
        final int row = strategyId == SnapshotLossDecoder.strategyIdNullValue() ? profits.totalRow() : strategyId;
        if (row >= 0 && row < tracks.length) {
            tracks[row].restore(newDay, newDayStartE8, newHighestE8);
        }
    }

    private double drawdownMaxPercent() {
        return limits.value(RiskLimit.MAX_DRAWDOWN, RiskLimits.TOTAL) / ONE_E8;
    }

    private long day(final long nowNs) {
        return Math.floorDiv(nowNs - losses.dayBoundaryNs(), DAY_NS);
    }
}
