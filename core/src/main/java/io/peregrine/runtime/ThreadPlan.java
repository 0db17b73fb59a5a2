package io.peregrine.runtime;

/** How agents are put on threads. Agents do not know their plan. */
public enum ThreadPlan {
    /** One pinned thread for each agent, busy-spinning; messages between them go over Aeron IPC. For machines with isolated cores. */
    DEDICATED,
    /** Feed, trading and gateway of all venues on one pinned busy-spinning thread, by direct call: least latency. */
    INLINE,
    /** As inline, on one thread that backs off when idle; everything else on another. For two cores. */
    SHARED,
    /** No thread: whoever owns the engine calls it. Deterministic, for tests. */
    STEPPED
}
