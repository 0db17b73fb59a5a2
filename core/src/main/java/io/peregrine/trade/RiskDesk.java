package io.peregrine.trade;

import io.peregrine.message.RejectReason;
import io.peregrine.message.ResetBreakerDecoder;
import io.peregrine.message.RiskScope;
import io.peregrine.risk.Breakers;
import io.peregrine.risk.Exposure;
import io.peregrine.risk.UsedLimits;
import io.peregrine.risk.LossLimits;

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
    private final long checkIntervalNs;
    private long nextCheckNs;

    RiskDesk(
            final TradeContext context, final Exposure exposure, final UsedLimits usedLimits, final LossLimits lossLimits,
            final Breakers breakers, final BreakerDesk desk) {
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
        lossLimits.onTime(nowNs);
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
        if (desk.reset(command, nowNs) != RejectReason.NONE) {
            check(nowNs);
        }
    }

    private void check(final long nowNs) {
        exposure.refreshAll();
        final RejectReason rule = lossLimits.check(nowNs);
        if (rule != RejectReason.NONE) {
            breakers.latch(RiskScope.TOTAL, 0, rule, lossLimits.verdict().limitE8(), lossLimits.verdict().valueE8());
        }
    }
}
