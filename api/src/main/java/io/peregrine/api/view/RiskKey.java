package io.peregrine.api.view;

import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.Severity;

/**
 * What makes two occurrences the same risk event.
 *
 * @param type         what kind
 * @param severity     how bad
 * @param rule         which rule
 * @param strategyId   whose, or {@link #NONE}
 * @param instrumentId which instrument, or {@link #NONE}
 */
public record RiskKey(RiskEventType type, Severity severity, RejectReason rule, int strategyId, int instrumentId) {
    /** No strategy, no instrument. */
    public static final int NONE = RiskEventDecoder.strategyIdNullValue();
}
