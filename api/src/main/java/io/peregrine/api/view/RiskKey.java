package io.peregrine.api.view;

import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Severity;

/**
 * What makes two occurrences the same risk event.
 *
 * @param type         what kind
 * @param severity     how bad
 * @param rule         which rule
 * @param scope        whose limit it is, or whose circuit breaker
 * @param scopeId      which one of them
 * @param strategyId   whose, or {@link #NONE}
 * @param instrumentId which instrument, or {@link #NONE}
 */
public record RiskKey(
        RiskEventType type, Severity severity, RejectReason rule, RiskScope scope, int scopeId, int strategyId, int instrumentId) {
    /** No strategy, no instrument. */
    public static final int NONE = RiskEventDecoder.strategyIdNullValue();

    /** Of something that has no limit, no breaker and no instrument. */
    public static RiskKey of(final RiskEventType type, final Severity severity, final RejectReason rule, final int strategyId) {
        return new RiskKey(type, severity, rule, RiskScope.NULL_VAL, NONE, strategyId, NONE);
    }
}
