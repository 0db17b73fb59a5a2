package io.peregrine.feed;

/**
 * Allows so many events within any stretch of time of a given length.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Units:</b> nanoseconds. <b>Allocates:</b> none after construction.
 */
final class SlidingWindow {
    private final long[] timesNs;
    private final long windowNs;
    private long count;

    SlidingWindow(final int countMax, final long windowNs) {
        timesNs = new long[countMax];
        this.windowNs = windowNs;
    }

    /** Takes one event, unless that would be one too many. */
    boolean tryTake(final long nowNs) {
        // The ring holds the last countMax events: the slot to be overwritten is the oldest that could still matter.
        final int slot = (int) (count % timesNs.length);
        if (count >= timesNs.length && nowNs - timesNs[slot] < windowNs) {
            return false;
        }
        timesNs[slot] = nowNs;
        count++;
        return true;
    }
}
