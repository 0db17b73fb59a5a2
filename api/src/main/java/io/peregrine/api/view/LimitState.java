package io.peregrine.api.view;

import io.peregrine.message.RiskScope;
import io.peregrine.risk.LimitTerms;

/**
 * One limit of one scope.
 *
 * @param terms      which
 * @param scope      whose
 * @param scopeId    which venue (its ordinal), strategy or instrument
 * @param value      what holds, in the limit's unit, or {@link io.peregrine.risk.RiskLimits#NO_LIMIT}
 * @param configured what the configuration says, or {@link io.peregrine.risk.RiskLimits#NO_LIMIT}
 * @param changed    does it hold by command?
 * @param useE8      what is used of it, at 8 decimals, or {@link io.peregrine.risk.UsedLimits#NONE}
 */
public record LimitState(
        LimitTerms terms, RiskScope scope, int scopeId, long value, long configured, boolean changed, long useE8) {
}
