package io.peregrine.time;

/**
 * Nanoseconds since the epoch that never step back: the wall clock at start, carried on by {@code System.nanoTime}. One read costs about
 * 25 ns. A venue's clock is compared with it, and the offset is kept with the venue.
 *
 * <p><b>Threading:</b> thread-safe, immutable after class initialisation. <b>Units:</b> nanoseconds. <b>Allocates:</b> none.
 */
public final class EngineClock {
    private static final long OFFSET_NS = offsetNs();

    private EngineClock() {
    }

    /** Now. */
    public static long nowNs() {
        return OFFSET_NS + System.nanoTime();
    }

    private static long offsetNs() {
        final java.time.Instant wall = java.time.Instant.now();
        final long nanoTime = System.nanoTime();
        return wall.getEpochSecond() * 1_000_000_000L + wall.getNano() - nanoTime;
    }
}
