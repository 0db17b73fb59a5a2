package io.peregrine.sim.exchange;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * A clock that its owner moves.
 *
 * <p><b>Threading:</b> one thread moves it, all may read it. <b>Units:</b> microseconds since the epoch.
 */
public final class SteppedClock extends Clock {
    private volatile long nowUs;

    /** @param startUs the time at first */
    public SteppedClock(final long startUs) {
        nowUs = startUs;
    }

    /** Sets the time; a step back is allowed, as clocks do step. */
    public void set(final long newNowUs) {
        nowUs = newNowUs;
    }

    /** The time. */
    public long nowUs() {
        return nowUs;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plus(nowUs, ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(final ZoneId zone) {
        throw new UnsupportedOperationException("a stepped clock is in UTC");
    }
}
