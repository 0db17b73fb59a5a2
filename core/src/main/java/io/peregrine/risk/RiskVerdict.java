package io.peregrine.risk;

import io.peregrine.message.RejectReason;

/**
 * The last answer of a risk rule: the rule that was broken, its limit, and the value that broke it.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> one object, overwritten by the next check. <b>Units:</b> 8 decimals.
 */
public final class RiskVerdict {
    private RejectReason rule = RejectReason.NONE;
    private long limitE8;
    private long valueE8;

    /** Nothing is wrong. */
    RejectReason pass() {
        return broken(RejectReason.NONE, 0, 0);
    }

    RejectReason broken(final RejectReason newRule, final long newLimitE8, final long newValueE8) {
        rule = newRule;
        limitE8 = newLimitE8;
        valueE8 = newValueE8;
        return newRule;
    }

    /** The broken rule, or NONE. */
    public RejectReason rule() {
        return rule;
    }

    public long limitE8() {
        return limitE8;
    }

    public long valueE8() {
        return valueE8;
    }
}
