package io.peregrine.trade;

import io.peregrine.message.RejectReason;
import io.peregrine.risk.PreTradeRisk;

/**
 * Why everything is stopped, if it is. The kill switch, a latched limit, and whatever else stops trading until the next start are kept
 * apart, so that what ends one of them does not end the others.
 *
 * <p><b>Threading:</b> confined to the trade thread, inside an event of the core. <b>Allocates:</b> none but when a strategy changes its
 * state.
 */
final class Halts {
    private final TradeState state;
    private final OrderDesk desk;
    private final PreTradeRisk risk;
    private final StrategyHost host;
    private RejectReason untilStart = RejectReason.NONE;
    private RejectReason limit = RejectReason.NONE;
    private boolean killed;

    Halts(final TradeState state, final OrderDesk desk, final PreTradeRisk risk, final StrategyHost host) {
        this.state = state;
        this.desk = desk;
        this.risk = risk;
        this.host = host;
    }

    boolean killed() {
        return killed;
    }

    /** By the kill switch, until {@link #resume}; for any other reason until the next start. */
    void halt(final RejectReason rule, final long nowNs) {
        final boolean first = risk.halted() == RejectReason.NONE;
        if (rule == RejectReason.KILL_SWITCH) {
            killed = true;
        } else if (untilStart == RejectReason.NONE) {
            untilStart = rule;
        }
        apply();
        if (first) {
            state.counters().increment(TradeCounter.RISK_VIOLATIONS);
            state.records().limitEvent(OrderDesk.ANY, rule, 0, 0, nowNs);
            stopEverything(rule, nowNs);
        }
    }

    /** By a limit that is broken, until {@link #releaseLimit}. */
    void haltByLimit(final RejectReason rule, final long nowNs) {
        final boolean first = risk.halted() == RejectReason.NONE;
        limit = rule;
        apply();
        if (first) {
            stopEverything(rule, nowNs);
        }
    }

    /** The journal says that a limit had halted everything; before the start. */
    void restoreLimit(final RejectReason rule) {
        limit = rule;
        apply();
    }

    /** The limit holds again, or what broke it was forgiven. */
    void releaseLimit() {
        limit = RejectReason.NONE;
        apply();
    }

    /** The kill switch was reset. */
    void resume(final long nowNs) {
        killed = false;
        apply();
        state.records().resumed(RejectReason.KILL_SWITCH, nowNs);
    }

    /** The end of this run: orders are refused, and nothing is told of it. */
    void end() {
        untilStart = RejectReason.HALTED;
        apply();
    }

    private void apply() {
        if (untilStart != RejectReason.NONE) {
            risk.halt(untilStart);
        } else if (limit != RejectReason.NONE) {
            risk.halt(limit);
        } else {
            risk.halt(killed ? RejectReason.KILL_SWITCH : RejectReason.NONE);
        }
    }

    private void stopEverything(final RejectReason rule, final long nowNs) {
        host.stopAll(rule.name(), nowNs);
        desk.cancelAll(OrderDesk.ANY, OrderDesk.ANY, nowNs);
    }
}
