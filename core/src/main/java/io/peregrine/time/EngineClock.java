package io.peregrine.time;

import java.time.Instant;

/**
 * Nanoseconds since the epoch that never step back: the wall clock at start, carried on by {@code System.nanoTime}. One read costs about
 * 25 ns. A venue's clock is compared with it, and the offset is kept with the venue.
 *
 * <p><b>Threading:</b> thread-safe, immutable after class initialisation. <b>Units:</b> nanoseconds. <b>Allocates:</b> none.
 */
public final class EngineClock {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int READINGS = 16;
    private static final long OFFSET_NS = offsetNs();

    private EngineClock() {
    }

    /** Now. */
    public static long nowNs() {
        return OFFSET_NS + System.nanoTime();
    }

    /** From the pair of readings that lay closest together: one that was interrupted would be off by the whole interruption. */
    private static long offsetNs() {
        long bestGapNs = Long.MAX_VALUE;
        long bestOffsetNs = 0;
        for (int i = 0; i < READINGS; i++) {
            final long before = System.nanoTime();
            final Instant wall = Instant.now();
            final long gapNs = System.nanoTime() - before;
            if (gapNs < bestGapNs) {
                bestGapNs = gapNs;
                bestOffsetNs = wall.getEpochSecond() * NS_PER_SECOND + wall.getNano() - (before + gapNs / 2);
            }
        }
        return bestOffsetNs;
    }
}
