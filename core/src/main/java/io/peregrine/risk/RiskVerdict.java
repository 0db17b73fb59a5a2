package io.peregrine.risk;

import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;

/**
 * The last answer of a risk rule: the rule that was broken, its limit, and the value that broke it; where the limit is one of the table,
 * also which and whose.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> one object, overwritten by the next check. <b>Units:</b> 8 decimals;
 * durations in seconds.
 */
public final class RiskVerdict {
    private RejectReason rule = RejectReason.NONE;
    private RiskLimit limit = RiskLimit.NONE;
    private RiskScope scope = RiskScope.NULL_VAL;
    private int scopeId;
    private long limitE8;
    private long valueE8;

    /** The next check begins; nothing is wrong yet. */
    void begin() {
        if (rule != RejectReason.NONE) {
            rule = RejectReason.NONE;
        }
    }

    RejectReason broken(final RejectReason newRule, final long newLimitE8, final long newValueE8) {
        rule = newRule;
        limit = RiskLimit.NONE;
        scope = RiskScope.NULL_VAL;
        scopeId = 0;
        limitE8 = newLimitE8;
        valueE8 = newValueE8;
        return newRule;
    }

    /** The same of a limit of the table. */
    RejectReason broken(
            final RejectReason newRule, final long newLimitE8, final long newValueE8, final RiskLimit newLimit, final RiskLimits limits,
            final int slot) {
        broken(newRule, newLimitE8, newValueE8);
        limit = newLimit;
        scope = limits.scope(slot);
        scopeId = limits.scopeId(slot);
        return newRule;
    }

    /** The broken rule, or NONE. */
    public RejectReason rule() {
        return rule;
    }

    /** Which limit of the table, or NONE. */
    public RiskLimit limit() {
        return limit;
    }

    /** Whose limit; the null value without a limit of the table. */
    public RiskScope scope() {
        return scope;
    }

    /** Which venue, strategy or instrument. */
    public int scopeId() {
        return scopeId;
    }

    public long limitE8() {
        return limitE8;
    }

    public long valueE8() {
        return valueE8;
    }
}
