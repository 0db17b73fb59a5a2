package io.peregrine.journal;

import io.peregrine.time.EngineClock;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import net.openhft.chronicle.core.time.TimeProvider;

/**
 * The clock by which the journal's file rolls: the engine's clock, but never before the day of the newest file, so that neither a step of
 * the wall clock nor a restart after one sends a record into a file that the tailers have left.
 *
 * <p><b>Threading:</b> the floor is set before the first append. <b>Units:</b> milliseconds since the epoch.
 */
final class JournalTime implements TimeProvider {
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final LongSupplier nowMs;
    private long floorMs;

    /** By the engine's clock. */
    JournalTime() {
        this(() -> EngineClock.nowNs() / NANOS_PER_MILLI);
    }

    JournalTime(final LongSupplier nowMs) {
        this.nowMs = nowMs;
    }

    void floorMs(final long value) {
        floorMs = value;
    }

    @Override
    public long currentTimeMillis() {
        return Math.max(floorMs, nowMs.getAsLong());
    }
}
