package io.peregrine.trade;

import io.peregrine.message.RejectReason;
import io.peregrine.risk.Exposure;
import io.peregrine.risk.LossLimits;
import io.peregrine.risk.PreTradeRisk;

/**
 * Watches the limits that hold all the time, and stops everything where one is broken: strategies stop, orders are cancelled, new ones
 * refused.
 *
 * <p><b>Threading:</b> confined to the trade thread, inside an event of the core. <b>Allocates:</b> none but when a strategy changes its
 * state.
 */
final class RiskDesk {
    private final TradeState state;
    private final OrderDesk desk;
    private final PreTradeRisk risk;
    private final StrategyHost host;
    private final Exposure exposure;
    private final LossLimits lossLimits;
    private final long checkIntervalNs;
    private long nextCheckNs;

    RiskDesk(
            final TradeContext context,
            final TradeState state,
            final OrderDesk desk,
            final PreTradeRisk risk,
            final StrategyHost host,
            final Exposure exposure,
            final LossLimits lossLimits) {
        this.state = state;
        this.desk = desk;
        this.risk = risk;
        this.host = host;
        this.exposure = exposure;
        this.lossLimits = lossLimits;
        checkIntervalNs = context.risk().checkIntervalNs();
    }

    /** Trading begins. */
    void begin(final long nowNs) {
        exposure.refreshAll();
        lossLimits.onTime(nowNs);
        nextCheckNs = nowNs + checkIntervalNs;
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
        check(nowNs);
        return 1;
    }

    /** Everything stops for this reason and stays so, unless it has stopped before. */
    void halt(final RejectReason rule, final long limitE8, final long valueE8, final long nowNs) {
        if (risk.halted() != RejectReason.NONE) {
            return;
        }
        risk.halt(rule);
        state.counters().increment(TradeCounter.RISK_VIOLATIONS);
        state.records().limitEvent(OrderDesk.ANY, rule, limitE8, valueE8, nowNs);
        host.stopAll(rule.name(), nowNs);
        desk.cancelAll(OrderDesk.ANY, OrderDesk.ANY, nowNs);
    }

    /** Orders are taken again after a halt for this reason. */
    void resume(final RejectReason rule, final long nowNs) {
        risk.halt(RejectReason.NONE);
        state.records().resumed(rule, nowNs);
    }

    private void check(final long nowNs) {
        exposure.refreshAll();
        final RejectReason rule = lossLimits.check(nowNs);
        if (rule != RejectReason.NONE && risk.halted() == RejectReason.NONE) {
            halt(rule, lossLimits.verdict().limitE8(), lossLimits.verdict().valueE8(), nowNs);
        }
    }
}
