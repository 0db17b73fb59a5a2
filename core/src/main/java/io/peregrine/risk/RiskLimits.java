package io.peregrine.risk;

import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.SetLimitsDecoder;
import io.peregrine.message.SnapshotLimitDecoder;
import java.util.Arrays;
import java.util.List;

/**
 * The table of limits: for everything, each venue (a venue is an account), each strategy and each instrument, one value or none for each
 * {@link RiskLimit}. What the configuration says, and above it what was set by command; a command is taken as a whole or not at all.
 *
 * <p>A scope's place in the table, its slot: 0 for the total, then the venues, the strategies from 0, trading by hand, and the instruments.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> each limit's own, {@link LimitTerms}. <b>Allocates:</b> none after
 * construction. <b>Errors:</b> {@link IllegalArgumentException} for a setting that is not possible.
 */
public final class RiskLimits {
    /** No limit. */
    public static final long NO_LIMIT = Long.MAX_VALUE;
    /** In a change: what the configuration says. */
    public static final long AS_CONFIGURED = SetLimitsDecoder.ChangesDecoder.valueNullValue();
    /** Slot of the total. */
    public static final int TOTAL = 0;
    /** No such scope. */
    public static final int NO_SLOT = -1;

    private static final int WIDTH = 32;
    private static final int VENUES = Venue.values().length;
    private static final RiskLimit[] LIMITS = RiskLimit.values();

    private final Instruments instruments;
    private final int strategyCount;
    private final int[] venueSlots;
    private final long[] configured;
    private final long[] commanded;
    private final long[] values;
    private final ScopeRow[] rows;

    /**
     * @param strategyCount highest strategy id plus one
     * @param settings      what the configuration says
     */
    public RiskLimits(final Instruments instruments, final int strategyCount, final List<LimitSetting> settings) {
        this.instruments = instruments;
        this.strategyCount = strategyCount;
        venueSlots = new int[instruments.count()];
        for (int i = 0; i < venueSlots.length; i++) {
            venueSlots[i] = slot(RiskScope.VENUE, instruments.get(i).venue().ordinal());
        }
        configured = new long[slotCount() * WIDTH];
        commanded = new long[configured.length];
        Arrays.fill(configured, NO_LIMIT);
        Arrays.fill(commanded, AS_CONFIGURED);
        for (final LimitSetting setting : settings) {
            if (!possible(setting.limit(), setting.scope(), setting.scopeId(), setting.value())) {
                throw new IllegalArgumentException("not a limit that can be set: " + setting);
            }
            configured[index(setting.limit(), slot(setting.scope(), setting.scopeId()))] = setting.value();
        }
        values = configured.clone();
        rows = new ScopeRow[slotCount()];
        Arrays.setAll(rows, ScopeRow::new);
        takeOver();
    }

    /** What the orders of a scope are held to. */
    ScopeRow row(final int slot) {
        return rows[slot];
    }

    /** The value that holds, or {@link #NO_LIMIT}. */
    public long value(final RiskLimit limit, final int slot) {
        return values[index(limit, slot)];
    }

    /** What the configuration says, or {@link #NO_LIMIT}. */
    public long configured(final RiskLimit limit, final int slot) {
        return configured[index(limit, slot)];
    }

    /** What was set by command, or {@link #AS_CONFIGURED}. */
    public long commanded(final RiskLimit limit, final int slot) {
        return commanded[index(limit, slot)];
    }

    public int slotCount() {
        return 1 + VENUES + strategyCount + instruments.count();
    }

    public int strategyCount() {
        return strategyCount;
    }

    /** The scope's slot, or {@link #NO_SLOT}. */
    public int slot(final RiskScope scope, final int scopeId) {
        return switch (scope) {
            case TOTAL -> scopeId == 0 ? TOTAL : NO_SLOT;
            case VENUE -> scopeId >= 0 && scopeId < VENUES ? 1 + scopeId : NO_SLOT;
            case STRATEGY -> scopeId >= 0 && scopeId < strategyCount ? 1 + VENUES + scopeId : NO_SLOT;
            case INSTRUMENT -> instruments.contains(scopeId) ? 1 + VENUES + strategyCount + scopeId : NO_SLOT;
            default -> NO_SLOT;
        };
    }

    /** Slot of an instrument's venue. */
    int venueSlot(final int instrumentId) {
        return venueSlots[instrumentId];
    }

    /** Slot of a strategy; one that is not known counts as 0. */
    int strategySlot(final int strategyId) {
        return 1 + VENUES + (strategyId >= 0 && strategyId < strategyCount ? strategyId : 0);
    }

    int instrumentSlot(final int instrumentId) {
        return 1 + VENUES + strategyCount + instrumentId;
    }

    /** Kind of a slot's scope. */
    public RiskScope scope(final int slot) {
        if (slot == TOTAL) {
            return RiskScope.TOTAL;
        }
        if (slot <= VENUES) {
            return RiskScope.VENUE;
        }
        return slot <= VENUES + strategyCount ? RiskScope.STRATEGY : RiskScope.INSTRUMENT;
    }

    /** Which venue, strategy or instrument a slot is; 0 for the total. */
    public int scopeId(final int slot) {
        return switch (scope(slot)) {
            case VENUE -> slot - 1;
            case STRATEGY -> slot - 1 - VENUES;
            case INSTRUMENT -> slot - 1 - VENUES - strategyCount;
            default -> 0;
        };
    }

    /** Are all changes of a command possible? */
    public boolean possible(final SetLimitsDecoder command) {
        command.sbeRewind();
        for (final SetLimitsDecoder.ChangesDecoder change : command.changes()) {
            if (!possible(change.riskLimit(), change.riskScope(), change.scopeId(), change.value())) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes the changes of a command that was possible. One read from the journal may be of a scope that is no more; it has no effect then.
     */
    public void apply(final SetLimitsDecoder command) {
        command.sbeRewind();
        for (final SetLimitsDecoder.ChangesDecoder change : command.changes()) {
            if (possible(change.riskLimit(), change.riskScope(), change.scopeId(), change.value())) {
                set(change.riskLimit(), change.riskScope(), change.scopeId(), change.value());
            }
        }
        takeOver();
    }

    /** A change of a snapshot. */
    public void restore(final SnapshotLimitDecoder change) {
        if (possible(change.riskLimit(), change.riskScope(), change.scopeId(), change.value())) {
            set(change.riskLimit(), change.riskScope(), change.scopeId(), change.value());
            takeOver();
        }
    }

    /** Tells every limit that was changed by command and not set back, in order of slot and limit. */
    public void forEachCommanded(final Changes action) {
        for (int slot = 0, count = slotCount(); slot < count; slot++) {
            for (final RiskLimit limit : LIMITS) {
                if (commanded(limit, slot) != AS_CONFIGURED) {
                    action.change(limit, scope(slot), scopeId(slot), commanded(limit, slot));
                }
            }
        }
    }

    /** May this scope have this limit with this value, {@link #NO_LIMIT} and {@link #AS_CONFIGURED} included? */
    public boolean possible(final RiskLimit limit, final RiskScope scope, final int scopeId, final long value) {
        final LimitTerms terms = LimitTerms.of(limit);
        if (terms == null || !terms.in(scope) || slot(scope, scopeId) == NO_SLOT) {
            return false;
        }
        return value == AS_CONFIGURED || terms.inRange(value)
                || value == NO_LIMIT && !(scope == RiskScope.TOTAL && terms.required());
    }

    private void set(final RiskLimit limit, final RiskScope scope, final int scopeId, final long value) {
        final int index = index(limit, slot(scope, scopeId));
        commanded[index] = value;
        values[index] = value == AS_CONFIGURED ? configured[index] : value;
    }

    /** Of a strategy its value; of an instrument what total, venue and instrument leave together. */
    long strictest(final RiskLimit limit, final int slot) {
        if (scope(slot) != RiskScope.INSTRUMENT) {
            return value(limit, slot);
        }
        return stricter(limit, stricter(limit, value(limit, TOTAL), value(limit, venueSlots[scopeId(slot)])), value(limit, slot));
    }

    /** The one of two values that leaves less: of the duplicate interval the longer, of all others the smaller one. */
    static long stricter(final RiskLimit limit, final long one, final long other) {
        return limit == RiskLimit.DUPLICATE_INTERVAL && one != NO_LIMIT && other != NO_LIMIT
                ? Math.max(one, other) : Math.min(one, other);
    }

    private void takeOver() {
        for (final ScopeRow row : rows) {
            row.limits(this);
        }
    }

    private static int index(final RiskLimit limit, final int slot) {
        return slot * WIDTH + limit.ordinal();
    }

    /** Hears of limits that were changed. */
    @FunctionalInterface
    public interface Changes {
        /** One of them. */
        void change(RiskLimit limit, RiskScope scope, int scopeId, long value);
    }
}
