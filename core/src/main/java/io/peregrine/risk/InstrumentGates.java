package io.peregrine.risk;

import io.peregrine.message.InstrumentState;
import io.peregrine.message.RejectReason;
import java.util.Arrays;

/**
 * Instruments of which no order is taken, or only such as make the position smaller. Mostly there are none, and then none is looked at.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
final class InstrumentGates {
    private final RejectReason[] halts;
    private final boolean[] reduceOnly;
    private int haltedCount;
    private int reduceOnlyCount;

    InstrumentGates(final int instrumentCount) {
        halts = new RejectReason[instrumentCount];
        reduceOnly = new boolean[instrumentCount];
        Arrays.fill(halts, RejectReason.NONE);
    }

    void state(final int instrumentId, final InstrumentState state) {
        haltedCount -= halts[instrumentId] == RejectReason.NONE ? 0 : 1;
        halts[instrumentId] = switch (state) {
            case HALTED -> RejectReason.INSTRUMENT_HALTED;
            case CHANGED -> RejectReason.INSTRUMENT_CHANGED;
            default -> RejectReason.NONE;
        };
        haltedCount += halts[instrumentId] == RejectReason.NONE ? 0 : 1;
    }

    void reduceOnly(final int instrumentId, final boolean newReduceOnly) {
        reduceOnlyCount += (newReduceOnly ? 1 : 0) - (reduceOnly[instrumentId] ? 1 : 0);
        reduceOnly[instrumentId] = newReduceOnly;
    }

    /** Why no order of the instrument is taken, or NONE. */
    RejectReason halted(final int instrumentId) {
        return haltedCount == 0 ? RejectReason.NONE : halts[instrumentId];
    }

    /** Are only orders taken that make the position smaller? */
    boolean reduceOnly(final int instrumentId) {
        return reduceOnlyCount != 0 && reduceOnly[instrumentId];
    }
}
