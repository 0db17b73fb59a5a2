package io.peregrine.venue.binance.feed;

import io.peregrine.feed.DepthUpdate;

/**
 * The (U, u) of the last deltas, so that a message that came twice can be told from one that came late.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none after construction.
 */
final class RecentUpdates {
    private static final int CAPACITY = 256;

    private final long[] firstIds = new long[CAPACITY];
    private final long[] lastIds = new long[CAPACITY];
    private int count;

    void add(final DepthUpdate delta) {
        final int slot = count++ & CAPACITY - 1;
        firstIds[slot] = delta.firstId;
        lastIds[slot] = delta.lastId;
    }

    boolean contains(final DepthUpdate delta) {
        for (int i = Math.min(count, CAPACITY) - 1; i >= 0; i--) {
            if (firstIds[i] == delta.firstId && lastIds[i] == delta.lastId) {
                return true;
            }
        }
        return false;
    }

    /** Does it end no earlier than the oldest of them? */
    boolean reach(final DepthUpdate delta) {
        return count > 0 && delta.lastId >= lastIds[count > CAPACITY ? count & CAPACITY - 1 : 0];
    }

    void clear() {
        count = 0;
    }
}
