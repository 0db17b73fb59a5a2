package io.peregrine.runtime;

/**
 * How an agent fares. Agents that share a thread share its cycles, its longest cycle and its allocation.
 *
 * @param name           {@code trade}, {@code feed-binance}
 * @param thread         name of its thread
 * @param core           that the thread is pinned to, or -1
 * @param state          see there
 * @param cycles         duty cycles of the thread
 * @param busyCycles     duty cycles in which this agent found work
 * @param maxCycleNs     longest duty cycle with work
 * @param allocatedBytes allocated by the thread since it started
 */
public record AgentStatus(
        String name,
        String thread,
        int core,
        AgentState state,
        long cycles,
        long busyCycles,
        long maxCycleNs,
        long allocatedBytes) {

    /** Share of duty cycles in which it found work, 0 to 1. */
    public double use() {
        return cycles == 0 ? 0 : (double) busyCycles / cycles;
    }
}
