package io.peregrine.runtime;

/** Where an engine stands. */
public enum EngineState {
    /** Reference data, journal, books and threads are being set up. */
    STARTING,
    /** Its agents work. Whether it may trade is for each book, each gateway and the risk limits to say. */
    RUNNING,
    /** Strategies are stopped and orders cancelled; reports are still taken. */
    STOPPING,
    /** It ended in order, and so says the journal. */
    STOPPED,
    /** A hot agent threw: nothing is sent or decided any more. Orders may be open at the venues; the next start asks for them. */
    FAILED;

    boolean canBecome(final EngineState next) {
        return switch (this) {
            case STARTING -> next == RUNNING || next == STOPPED || next == FAILED;
            case RUNNING -> next == STOPPING || next == FAILED;
            case STOPPING -> next == STOPPED || next == FAILED;
            case STOPPED, FAILED -> false;
        };
    }
}
