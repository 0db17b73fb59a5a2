package io.peregrine.risk;

import io.peregrine.message.RiskLimit;

/**
 * The four scopes of one order: everything, venue, strategy, instrument.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
final class Scopes {
    static final int COUNT = 4;
    static final int TOTAL = 0;
    static final int VENUE = 1;
    static final int STRATEGY = 2;
    static final int INSTRUMENT = 3;

    private final RiskLimits limits;
    private final ScopeRow total;
    private ScopeRow venue;
    private ScopeRow strategy;
    private ScopeRow instrument;

    Scopes(final RiskLimits limits) {
        this.limits = limits;
        total = limits.row(RiskLimits.TOTAL);
    }

    void of(final int instrumentId, final int strategyId) {
        venue = limits.row(limits.venueSlot(instrumentId));
        strategy = limits.row(limits.strategySlot(strategyId));
        instrument = limits.row(limits.instrumentSlot(instrumentId));
    }

    ScopeRow total() {
        return total;
    }

    ScopeRow venue() {
        return venue;
    }

    ScopeRow strategy() {
        return strategy;
    }

    /** Of limits of which an order only needs the strictest it has those that total, venue and instrument leave together. */
    ScopeRow instrument() {
        return instrument;
    }

    /** One of them, from the widest, by index. */
    ScopeRow row(final int index) {
        return switch (index) {
            case TOTAL -> total;
            case VENUE -> venue;
            case STRATEGY -> strategy;
            default -> instrument;
        };
    }

    /** The value of one scope, or {@link RiskLimits#NO_LIMIT}. */
    long value(final RiskLimit limit, final int index) {
        return limits.value(limit, row(index).slot);
    }

    /** Whose value the strictest of the four is: of several the widest scope's. */
    int strictestSlot(final RiskLimit limit) {
        int strictest = TOTAL;
        for (int i = VENUE; i < COUNT; i++) {
            final long value = value(limit, strictest);
            if (value(limit, i) != value && RiskLimits.stricter(limit, value(limit, i), value) != value) {
                strictest = i;
            }
        }
        return row(strictest).slot;
    }
}
