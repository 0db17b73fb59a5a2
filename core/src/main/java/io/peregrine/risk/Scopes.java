package io.peregrine.risk;

import io.peregrine.message.RiskLimit;

/**
 * The four scopes of one order in the table of limits, and the questions that are the same for all of them.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
final class Scopes {
    /** Everything, venue, strategy, instrument. */
    static final int COUNT = 4;
    static final int STRATEGY = 2;

    private final RiskLimits limits;
    private final int[] slots = new int[COUNT];
    private int strictest;

    Scopes(final RiskLimits limits) {
        this.limits = limits;
    }

    void of(final int instrumentId, final int strategyId) {
        slots[0] = RiskLimits.TOTAL;
        slots[1] = limits.venueSlot(instrumentId);
        slots[STRATEGY] = limits.strategySlot(strategyId);
        slots[3] = limits.instrumentSlot(instrumentId);
    }

    int slot(final int index) {
        return slots[index];
    }

    /** The value of one scope, or {@link RiskLimits#NO_LIMIT}. */
    long value(final RiskLimit limit, final int index) {
        return limits.value(limit, slots[index]);
    }

    /** The smallest value of the four, or {@link RiskLimits#NO_LIMIT}; {@link #strictestSlot} says whose. */
    long least(final RiskLimit limit) {
        long least = RiskLimits.NO_LIMIT;
        strictest = RiskLimits.TOTAL;
        for (int i = 0; i < COUNT; i++) {
            final long value = limits.value(limit, slots[i]);
            if (value < least) {
                least = value;
                strictest = slots[i];
            }
        }
        return least;
    }

    /** The largest value of the four; {@link RiskLimits#NO_LIMIT} where none has one. */
    long largest(final RiskLimit limit) {
        long largest = RiskLimits.NO_LIMIT;
        strictest = RiskLimits.TOTAL;
        for (int i = 0; i < COUNT; i++) {
            final long value = limits.value(limit, slots[i]);
            if (value != RiskLimits.NO_LIMIT && (largest == RiskLimits.NO_LIMIT || value > largest)) {
                largest = value;
                strictest = slots[i];
            }
        }
        return largest;
    }

    /** Whose value the last {@link #least} or {@link #largest} was. */
    int strictestSlot() {
        return strictest;
    }
}
