package io.peregrine.api.view;

import io.peregrine.message.BreakerState;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskScope;

/**
 * A circuit breaker, as the journal told of it last.
 *
 * @param scope     of what
 * @param scopeId   of which: venue's place, strategy id, instrument id, or 0
 * @param state     its state
 * @param cause     the rule that brought it there; NONE in NORMAL
 * @param sinceNs   when it came into the state; 0 where the record of that was removed
 * @param untilNs   when it cools down; {@link Long#MIN_VALUE} where only a reset brings it back, and in NORMAL
 * @param limitE8   of that rule
 * @param valueE8   that broke it
 */
public record BreakerInfo(
        RiskScope scope, int scopeId, BreakerState state, RejectReason cause, long sinceNs, long untilNs, long limitE8, long valueE8) {
}
