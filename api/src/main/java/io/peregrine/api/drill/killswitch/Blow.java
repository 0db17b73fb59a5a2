package io.peregrine.api.drill.killswitch;

/** What is done to the engine in a run: how the switch comes to be tripped, and by whom the orders are to be cancelled. */
enum Blow {
    /** {@code POST /risk/kill-switch}. */
    REST,
    /** SIGSTOP: every thread of the engine stands still; the watchdog has to see it. */
    FREEZE,
    /** {@code ./peregrine kill-switch trip --config FILE}, a process of its own that cancels beside the engine, with the same keys. */
    COMMAND,
    /** SIGKILL: the engine is gone; the watchdog has to see it. */
    KILL,
    /** SIGUSR1. */
    SIGNAL,
    /** A file called KILL in the data directory. */
    FILE;

    /** Does the engine itself cancel? */
    boolean leavesTheEngineAlive() {
        return this != FREEZE && this != KILL;
    }

    /** Who writes the line in the log. */
    String canceller() {
        return leavesTheEngineAlive() ? "engine" : "watchdog";
    }
}
