package io.peregrine.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FeedDelayTest {
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long START_NS = 1_700_000_000_000_000_000L;

    private final FeedDelay delay = new FeedDelay();

    @Test
    void theFastestEventHasNoDelay() {
        assertEquals(0, arrive(0, 50));
        assertEquals(30, arrive(1_000, 80));
        assertEquals(0, arrive(2_000, 40));
        assertEquals(10, arrive(3_000, 50));
    }

    @Test
    void aClockThatIsAheadIsNoNegativeDelay() {
        assertEquals(0, arrive(0, -7_000));
        assertEquals(500, arrive(1_000, -6_500));
    }

    @Test
    void theFloorOfTheMinuteBeforeStillCounts() {
        arrive(0, 40);
        assertEquals(60, arrive(MINUTE_NS + 1_000, 100));
    }

    @Test
    void anOffsetThatGrowsIsForgottenAfterTwoMinutes() {
        arrive(0, 40);
        arrive(MINUTE_NS + 1_000, 100);
        assertEquals(5, arrive(2 * MINUTE_NS + 2_000, 105));
    }

    @Test
    void afterASilenceTheFloorIsNew() {
        arrive(0, 40);
        assertEquals(0, arrive(10 * MINUTE_NS, 100));
    }

    private long arrive(final long venueOffsetNs, final long differenceNs) {
        return delay.delayNs(START_NS + venueOffsetNs, START_NS + venueOffsetNs + differenceNs);
    }
}
