package io.peregrine.gateway;

import java.util.concurrent.TimeUnit;

/**
 * How far the venue's clock is ahead of the engine's: its answer lies somewhere between the question's sending and the answer's arrival,
 * best guessed in the middle; the error is at most half the round trip.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Units:</b> nanoseconds, and milliseconds of the venue's clock. <b>Allocates:</b> none.
 */
public final class ClockOffset {
    private long offsetNs;

    /** Takes a measurement. */
    public void measure(final long sentTimeNs, final long receiveTimeNs, final long venueTimeMs) {
        measureNs(sentTimeNs, receiveTimeNs, TimeUnit.MILLISECONDS.toNanos(venueTimeMs));
    }

    /** Takes a measurement of a venue that tells more than milliseconds. */
    public void measureNs(final long sentTimeNs, final long receiveTimeNs, final long venueTimeNs) {
        offsetNs = venueTimeNs - (sentTimeNs + (receiveTimeNs - sentTimeNs) / 2);
    }

    /** The venue's clock now, for a request's timestamp. */
    public long venueTimeMs(final long nowNs) {
        return Math.floorDiv(nowNs + offsetNs, 1_000_000L);
    }

    /** The engine's time of a venue's time. */
    public long engineTimeNs(final long venueTimeMs) {
        return TimeUnit.MILLISECONDS.toNanos(venueTimeMs) - offsetNs;
    }

    public long offsetNs() {
        return offsetNs;
    }
}
