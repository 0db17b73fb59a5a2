package io.peregrine.killswitch;

/**
 * Says when an engine does not move any more: a thread of it was seen without a beat at {@value #MISSES_MAX} looks in a row. Looks are
 * counted, not time: while the whole machine sleeps, or is too busy for either of the two processes, no looks are made, and nothing is
 * taken for stuck that had no chance to move.
 *
 * <p><b>Threading:</b> one thread. <b>Units:</b> nanoseconds. <b>Allocates:</b> none after construction.
 */
public final class HeartbeatMonitor {
    /** Looks in a row without a beat. */
    public static final int MISSES_MAX = 18;

    /** Two more than are needed fit into the time-out: for the phase of the first, and for the work after the last. */
    private static final int LOOKS_PER_TIMEOUT = 20;

    private final long[] beats = new long[Heartbeat.SLOTS_MAX];
    private final int[] misses = new int[Heartbeat.SLOTS_MAX];

    /** The pause between looks by which a stuck engine is seen within this time. */
    public static long intervalNs(final long timeoutNs) {
        return timeoutNs / LOOKS_PER_TIMEOUT;
    }

    /** Begins anew, with the beats as they are now. */
    public void reset(final Heartbeat heartbeat) {
        for (int i = 0; i < beats.length; i++) {
            beats[i] = heartbeat.beats(i);
            misses[i] = 0;
        }
    }

    /** Have all threads moved since {@link #reset} or the last look? */
    public boolean moving(final Heartbeat heartbeat) {
        for (int i = 0; i < heartbeat.slots(); i++) {
            if (heartbeat.beats(i) == beats[i]) {
                return false;
            }
        }
        return true;
    }

    /** One look: the thread that is stuck, or -1. */
    public int look(final Heartbeat heartbeat) {
        int stuck = -1;
        for (int i = 0; i < heartbeat.slots(); i++) {
            final long now = heartbeat.beats(i);
            misses[i] = now == beats[i] ? misses[i] + 1 : 0;
            beats[i] = now;
            if (misses[i] >= MISSES_MAX) {
                stuck = i;
            }
        }
        return stuck;
    }
}
