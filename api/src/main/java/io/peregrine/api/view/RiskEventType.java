package io.peregrine.api.view;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Severity;

/** What kind of thing a risk event tells of; the rule says which one. */
public enum RiskEventType {
    /** Pre-trade risk refused an order, or a change of one; nothing was sent. */
    ORDER_REFUSED,
    /** An order or a fill is not as the engine knew it: unknown here or there, too late, too much. */
    ORDER_ANOMALY,
    /** A watched figure is beyond its limit. */
    LIMIT_BREACH,
    /** A strategy was stopped because of what it did. */
    STRATEGY_STOPPED,
    /** A strategy threw, or did not come back; it was stopped. */
    STRATEGY_FAILED,
    /** Everything was stopped: no order is sent any more. */
    TRADING_HALTED,
    /** What was stopped, or held back, may go on. */
    TRADING_RESUMED,
    /** Limits were changed by command, or a command that would have changed them was refused as a whole. */
    LIMITS_CHANGED,
    /** Market data comes later than {@code feeds.latency_threshold}, or is in time again. */
    FEED_LATENCY,
    /** A balance at a venue is not what the fills explain, or is again. */
    BALANCE_DIFFERENCE,
    /** The kill switch is on: told from the switch itself, not from the journal. */
    KILL_SWITCH,
    /** The engine has failed: told from its state, not from the journal. */
    ENGINE_FAILED;

    /** What a risk event of the journal is. */
    static RiskEventType of(final RejectReason rule, final Severity severity, final long orderId, final int strategyId) {
        if (severity == Severity.CRITICAL) {
            return TRADING_HALTED;
        }
        return switch (rule) {
            case FEED_LATENCY -> FEED_LATENCY;
            case BALANCE_DIFFERENCE -> BALANCE_DIFFERENCE;
            case LIMITS_CHANGED, LIMITS_REFUSED -> LIMITS_CHANGED;
            case UNKNOWN_ORDER, TOO_LATE -> ORDER_ANOMALY;
            default -> orderId != Instrument.NULL_VALUE
                    ? severity == Severity.SEVERE ? ORDER_ANOMALY : ORDER_REFUSED
                    : withoutOrder(rule, severity, strategyId);
        };
    }

    private static RiskEventType withoutOrder(
            final RejectReason rule, final Severity severity, final int strategyId) {
        if (severity == Severity.INFO) {
            return TRADING_RESUMED;
        }
        return strategyId != RiskKey.NONE && (rule == RejectReason.HALTED || rule == RejectReason.VIOLATIONS)
                ? STRATEGY_STOPPED : LIMIT_BREACH;
    }
}
