package io.peregrine.trade;

import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.FeedLatencyDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ResetBreakerDecoder;
import io.peregrine.message.RiskScope;
import io.peregrine.risk.Anomalies;
import io.peregrine.risk.Breakers;
import io.peregrine.risk.Exposure;
import io.peregrine.risk.UsedLimits;
import io.peregrine.risk.LossLimits;
import io.peregrine.risk.LossTrack;

/**
 * Watches the limits that hold all the time, and trips circuit breakers where one is broken.
 *
 * <p><b>Threading:</b> confined to the trade thread, inside an event of the core. <b>Allocates:</b> none but when a strategy changes its
 * state.
 */
final class RiskDesk {
    private final Exposure exposure;
    private final UsedLimits usedLimits;
    private final LossLimits lossLimits;
    private final Breakers breakers;
    private final BreakerDesk desk;
    private final TradeState state;
    private final Anomalies anomalies;
    private final long checkIntervalNs;
    private long nextCheckNs;

    RiskDesk(
            final TradeContext context, final TradeState state, final Exposure exposure, final UsedLimits usedLimits,
            final LossLimits lossLimits, final Breakers breakers, final BreakerDesk desk) {
        this.state = state;
        anomalies = new Anomalies(context.instruments(), state.positions(), state.markets().inline(), context.risk(),
                state.limits());
        this.exposure = exposure;
        this.usedLimits = usedLimits;
        this.lossLimits = lossLimits;
        this.breakers = breakers;
        this.desk = desk;
        checkIntervalNs = context.risk().checkIntervalNs();
    }

    /** Trading begins. */
    void begin(final long nowNs) {
        exposure.refreshAll();
        lossLimits.begin(nowNs);
        anomalies.begin();
        writeLosses(nowNs);
        nextCheckNs = nowNs + checkIntervalNs;
        desk.begin();
    }

    /** Has the time for a check come? */
    boolean due(final long nowNs) {
        return nowNs >= nextCheckNs;
    }

    int doWork(final long nowNs) {
        if (!due(nowNs)) {
            return 0;
        }
        nextCheckNs = nowNs + checkIntervalNs;
        desk.check(nowNs);
        check(nowNs);
        usedLimits.update(nowNs);
        return 1;
    }

    /** A person resets a circuit breaker; what is still broken trips it again at once. */
    void reset(final ResetBreakerDecoder command, final long nowNs) {
        final RejectReason cause = desk.reset(command, nowNs);
        if (cause != RejectReason.NONE) {
            if (command.scope() == RiskScope.TOTAL || command.scope() == RiskScope.STRATEGY) {
                lossLimits.forgive(command.scope(), command.targetId(), cause);
            }
            if (command.scope() == RiskScope.STRATEGY) {
                anomalies.forgive(command.targetId());
            }
            check(nowNs);
        }
    }

    /** A fill, which the positions have taken. */
    void onFill(final ExecutionReportDecoder fill, final long nowNs) {
        lossLimits.onFill(breakers, fill.strategyId(), fill.instrumentId(), nowNs);
        usedLimits.onFill(nowNs);
        anomalies.onFill(fill, breakers, nowNs);
    }

    void onFeedLatency(final FeedLatencyDecoder latency) {
        anomalies.onFeedLatency(latency, breakers);
    }

    void onBookStatus(final BookStatusDecoder status, final long nowNs) {
        anomalies.onBookStatus(status, breakers, nowNs);
    }

    private void check(final long nowNs) {
        exposure.refreshAll();
        lossLimits.check(breakers, nowNs);
        anomalies.check(exposure, breakers, nowNs);
        breakers.tighten(state.markets().inline(), lossLimits, nowNs);
        writeLosses(nowNs);
    }

    private void writeLosses(final long nowNs) {
        for (int i = 0; i < lossLimits.trackCount(); i++) {
            final LossTrack track = lossLimits.track(i);
            if (track.takeUnwritten()) {
                state.records().lossStatus(track, lossLimits.strategyId(track), nowNs);
            }
        }
    }
}
