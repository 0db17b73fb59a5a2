package io.peregrine.watchdog;

/** What a watchdog does. */
public enum WatchdogState {
    /** No engine has been seen moving: none is running, or one is starting. */
    WAITING,
    /** An engine moves, and is looked after. */
    GUARDING,
    /** The engine is stuck or gone: its orders are being cancelled. */
    CANCELLING,
    /** That is through; the engine, should it wake up, finds the switch tripped. */
    CANCELLED;

    /** Whether one may follow another. */
    boolean canBecome(final WatchdogState next) {
        return switch (this) {
            case WAITING -> next == GUARDING;
            case GUARDING -> next == WAITING || next == CANCELLING;
            case CANCELLING -> next == CANCELLED;
            case CANCELLED -> next == WAITING;
        };
    }
}
