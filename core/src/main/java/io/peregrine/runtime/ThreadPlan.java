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
    STEPPED;

    private static final int SPIN_CORES_MIN = 6;

    /** The plan for a machine with so many cores, where the configuration names none: a core may spin only where enough others are left. */
    public static ThreadPlan forCores(final int cores) {
        return cores >= SPIN_CORES_MIN ? INLINE : SHARED;
    }
}
