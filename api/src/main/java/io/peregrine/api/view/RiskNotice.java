package io.peregrine.api.view;

import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.Severity;
import io.peregrine.message.StrategyState;
import io.peregrine.message.StrategyStatusDecoder;

/**
 * One occurrence of a risk event in the journal.
 *
 * @param sequence its place in the journal
 * @param timeNs   when
 * @param key      what, and whom it concerns
 * @param facts    its numbers
 */
public record RiskNotice(long sequence, long timeNs, RiskKey key, RiskFacts facts) {
    /** Of a risk event's record. */
    public static RiskNotice of(final long sequence, final RiskEventDecoder message) {
        final RiskEventType type = RiskEventType.of(
                message.rule(), message.severity(), message.clientOrderId(), message.strategyId());
        return new RiskNotice(
                sequence,
                message.timeNs(),
                new RiskKey(type, message.severity(), message.rule(), message.riskScope(), message.scopeId(), message.strategyId(),
                        message.instrumentId()),
                RiskFacts.of(message));
    }

    /** Of a strategy's record: only a failure is a risk event; null for any other state. */
    public static RiskNotice of(final long sequence, final StrategyStatusDecoder message, final String reason) {
        if (message.state() != StrategyState.FAILED) {
            return null;
        }
        return new RiskNotice(
                sequence,
                message.timeNs(),
                RiskKey.of(RiskEventType.STRATEGY_FAILED, Severity.SEVERE, RejectReason.HALTED, message.strategyId()),
                RiskFacts.of(reason));
    }
}
