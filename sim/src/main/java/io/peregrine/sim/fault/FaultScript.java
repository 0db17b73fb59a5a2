package io.peregrine.sim.fault;

import java.util.List;

/**
 * Faults with their times.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> microseconds.
 *
 * @param name    what it is called
 * @param about   what it shows, in a sentence
 * @param seed    decides what is random
 * @param cycleUs the whole script begins anew after so long, or {@link Fault#NEVER}
 * @param faults  what happens
 */
public record FaultScript(String name, String about, long seed, long cycleUs, List<Fault> faults) {
    /** Copies the list. */
    public FaultScript {
        faults = List.copyOf(faults);
    }
}
