package io.peregrine.risk;

import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;

/**
 * One limit of one scope.
 *
 * @param limit   which
 * @param scope   whose
 * @param scopeId which venue (its ordinal), strategy or instrument; 0 for the total
 * @param value   in the limit's unit; {@link RiskLimits#AS_CONFIGURED} in a change: what the configuration says
 */
public record LimitSetting(RiskLimit limit, RiskScope scope, int scopeId, long value) {
    /** A limit of everything. */
    public static LimitSetting total(final RiskLimit limit, final long value) {
        return new LimitSetting(limit, RiskScope.TOTAL, 0, value);
    }
}
