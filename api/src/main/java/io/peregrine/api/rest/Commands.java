package io.peregrine.api.rest;

/** What the answers to all commands have in common. */
final class Commands {
    /** What a command does is waited for so long. */
    static final long WAIT_MS = 2_000;

    private Commands() {
    }

    static Problem backPressure() {
        return new Problem(503, "BACK_PRESSURE", "the engine's command queue is full; nothing was done; try again")
                .header("Retry-After", "1");
    }

    /**
     * @throws Problem 503 where the ring was full
     */
    static void accepted(final long correlationId) {
        if (correlationId < 0) {
            throw backPressure();
        }
    }
}
