package io.peregrine.venue.kraken.gateway;

/**
 * When to tell the venue's dead man's switch: it is armed with the first order that works, set back every third of its time while any
 * does, and disarmed at the first such time when none does, for it would cancel the orders of others on this account too.
 *
 * <p><b>Threading:</b> confined to the gateway agent. <b>Units:</b> nanoseconds, seconds. <b>Allocates:</b> none. Source: docs.kraken.com,
 * WebSocket v2, "Cancel All Orders After".
 */
final class DeadManSwitch {
    /** Nothing to tell. */
    static final int NOTHING = -1;
    /** What disarms it. */
    static final int DISARM = 0;

    /** Before another attempt. */
    static final long AGAIN_NS = 1_000_000_000;

    private static final long NS_PER_SECOND = 1_000_000_000;
    private static final int PARTS = 3;

    private final int timeoutSeconds;
    private boolean isArmed;
    private long dueTimeNs;

    /** @param timeoutSeconds 0 for never */
    DeadManSwitch(final int timeoutSeconds) {
        this.timeoutSeconds = timeoutSeconds;
    }

    /** Seconds to tell the venue now, {@link #DISARM}, or {@link #NOTHING}. */
    int due(final boolean ordersWork, final long nowNs) {
        if (timeoutSeconds == 0 || !isArmed && !ordersWork || nowNs - dueTimeNs < 0) {
            return NOTHING;
        }
        return ordersWork ? timeoutSeconds : DISARM;
    }

    /** Could the venue be told now, it was; else it is tried again in a second. */
    void told(final int seconds, final boolean sent, final long nowNs) {
        if (sent) {
            isArmed = seconds != DISARM;
            dueTimeNs = isArmed ? nowNs + timeoutSeconds * NS_PER_SECOND / PARTS : nowNs;
        } else {
            dueTimeNs = nowNs + AGAIN_NS;
        }
    }

    /** The venue did not take it, or the answer did not come: it is told anew at this time. */
    void forget(final long againNs) {
        dueTimeNs = againNs;
    }

    boolean armed() {
        return isArmed;
    }
}
