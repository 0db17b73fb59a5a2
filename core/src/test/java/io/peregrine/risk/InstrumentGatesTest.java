package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.InstrumentState;
import io.peregrine.message.RejectReason;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InstrumentGatesTest {
    private static final int COUNT = 3;
    private static final long SEED = 3;

    private final InstrumentGates gates = new InstrumentGates(COUNT);

    @Test
    void eachStateHasItsReason() {
        gates.state(1, InstrumentState.HALTED);
        assertSame(RejectReason.INSTRUMENT_HALTED, gates.halted(1));
        assertSame(RejectReason.NONE, gates.halted(0));
        gates.state(1, InstrumentState.CHANGED);
        assertSame(RejectReason.INSTRUMENT_CHANGED, gates.halted(1));
        gates.state(1, InstrumentState.TRADING);
        assertSame(RejectReason.NONE, gates.halted(1));
    }

    @Test
    void whateverComesInWhicheverOrderEachInstrumentIsAsItWasLastSaid() {
        final SplittableRandom random = new SplittableRandom(SEED);
        final RejectReason[] halts = {RejectReason.NONE, RejectReason.NONE, RejectReason.NONE};
        final boolean[] reduces = new boolean[COUNT];
        for (int i = 0; i < 10_000; i++) {
            final int id = random.nextInt(COUNT);
            if (random.nextBoolean()) {
                final boolean halted = random.nextInt(3) == 0;
                gates.state(id, halted ? InstrumentState.HALTED : InstrumentState.TRADING);
                halts[id] = halted ? RejectReason.INSTRUMENT_HALTED : RejectReason.NONE;
            } else {
                reduces[id] = random.nextInt(3) == 0;
                gates.reduceOnly(id, reduces[id]);
            }
            for (int k = 0; k < COUNT; k++) {
                assertSame(halts[k], gates.halted(k), "seed " + SEED + " step " + i);
                assertEquals(reduces[k], gates.reduceOnly(k), "seed " + SEED + " step " + i);
            }
        }
    }

    @Test
    void oneThatMayOnlyReduceIsNoOther() {
        gates.reduceOnly(2, true);
        assertTrue(gates.reduceOnly(2));
        assertFalse(gates.reduceOnly(0));
    }
}
