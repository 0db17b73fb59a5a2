package io.peregrine.venue.binance.gateway;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The account's balances at the venue, by the engine's asset id. Only the venue's absolute figures are taken, never its changes: a change
 * that arrives beside the figure it is part of would count twice.
 *
 * <p><b>Threading:</b> written by the gateway agent; read by any thread, free and locked each whole but not together. <b>Units:</b>
 * mantissas at 8 decimals. <b>Allocates:</b> none after construction.
 */
public final class Balances {
    /** The venue has not told it yet. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    private final AtomicLongArray free;
    private final AtomicLongArray locked;

    Balances(final int assetCount) {
        free = new AtomicLongArray(assetCount);
        locked = new AtomicLongArray(assetCount);
        for (int i = 0; i < assetCount; i++) {
            put(i, UNKNOWN, UNKNOWN);
        }
    }

    /** What new orders may use, or {@link #UNKNOWN}. */
    public long freeE8(final int assetId) {
        return free.getAcquire(assetId);
    }

    /** What open orders hold, or {@link #UNKNOWN}. */
    public long lockedE8(final int assetId) {
        return locked.getAcquire(assetId);
    }

    void put(final int assetId, final long freeE8, final long lockedE8) {
        free.setRelease(assetId, freeE8);
        locked.setRelease(assetId, lockedE8);
    }
}
