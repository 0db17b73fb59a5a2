package io.peregrine.sim.exchange;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * Another clock and a difference, for a venue whose clock is stepped while time itself goes on.
 *
 * <p><b>Threading:</b> one thread steps it, all may read it. <b>Units:</b> microseconds.
 */
public final class OffsetClock extends Clock {
    private final Clock base;
    private volatile long offsetUs;

    /** @param base time without the difference */
    public OffsetClock(final Clock base) {
        this.base = base;
    }

    /** Time as it goes on without steps. */
    public Clock base() {
        return base;
    }

    /** The difference. */
    public long offsetUs() {
        return offsetUs;
    }

    /** Makes the difference larger, or smaller where it is negative. */
    public void step(final long byUs) {
        offsetUs = offsetUs + byUs;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(offsetUs, ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return base.getZone();
    }

    @Override
    public Clock withZone(final ZoneId zone) {
        throw new UnsupportedOperationException("an offset clock has its base's zone");
    }
}
