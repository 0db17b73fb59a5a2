package io.peregrine.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VenueClockTest {
    private static final long MS_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long START_NS = 1_700_000_000_000_000_000L;

    private final VenueClock clock = new VenueClock();

    @Test
    void withoutAnAnswerTheFastestEventHasNoDelay() {
        assertEquals(0, arrive(0, 50));
        assertEquals(30, arrive(1_000, 80));
        assertEquals(0, arrive(2_000, 40));
        assertEquals(10, arrive(3_000, 50));
        assertEquals(-40, clock.offsetNs());
        assertEquals(Long.MAX_VALUE, clock.uncertaintyNs());
    }

    @Test
    void aCaptureWhoseClockRunsBehindTheVenuesHasNoNegativeDelay() {
        final long aheadNs = 1_270 * MS_NS;
        assertEquals(0, arrive(0, 5 * MS_NS - aheadNs));
        assertEquals(2 * MS_NS, arrive(MS_NS, 7 * MS_NS - aheadNs));
        assertEquals(aheadNs - 5 * MS_NS, clock.offsetNs());
    }

    @Test
    void theFloorOfTheMinuteBeforeStillCountsAndThatBeforeItDoesNot() {
        arrive(0, 40);
        assertEquals(60, arrive(MINUTE_NS + 1_000, 100));
        assertEquals(5, arrive(2 * MINUTE_NS + 2_000, 105));
        assertEquals(0, arrive(10 * MINUTE_NS, 900));
    }

    @Test
    void anAnswerBoundsTheOffsetFromBothSides() {
        // The venue's clock is 100 ms ahead; 3 ms there, 5 ms back, whole milliseconds.
        clock.onProbe(START_NS + 103 * MS_NS, MS_NS, START_NS, START_NS + 8 * MS_NS);
        assertEquals(100 * MS_NS, clock.offsetNs(), 5.0 * MS_NS);
        assertEquals(9 * MS_NS / 2, clock.uncertaintyNs());
        // An event that took 1 ms shows that the offset is at least 99 ms.
        arrive(0, MS_NS - 100 * MS_NS);
        assertTrue(clock.offsetNs() >= 99 * MS_NS && clock.offsetNs() - 100 * MS_NS <= clock.uncertaintyNs());
        assertTrue(clock.uncertaintyNs() < 3 * MS_NS);
    }

    @Test
    void theTrueOffsetIsWithinTheUncertaintyWhateverTheWaysAndTheDrift() {
        for (long seed = 1; seed <= 50; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            final VenueClock estimate = new VenueClock();
            final long firstNs = random.nextLong(-5_000 * MS_NS, 5_000 * MS_NS);
            final long ppm = random.nextLong(-VenueClock.DRIFT_PPM / 2, VenueClock.DRIFT_PPM / 2 + 1);
            for (int second = 0; second < 900; second++) {
                final long nowNs = START_NS + second * 1_000 * MS_NS;
                final long trueNs = firstNs + second * ppm * 1_000;
                final long delayNs = random.nextLong(MS_NS, 60 * MS_NS);
                estimate.onEvent(nowNs - delayNs + trueNs, nowNs);
                if (second % 30 == 1) {
                    final long there = random.nextLong(MS_NS, 40 * MS_NS);
                    final long stamped = (nowNs + there + trueNs) / MS_NS * MS_NS;
                    estimate.onProbe(stamped, MS_NS, nowNs, nowNs + there + random.nextLong(MS_NS, 40 * MS_NS));
                }
                if (second > 1) {
                    // The floor of the stream may be of up to two minutes ago.
                    final long slackNs = 2 * 60 * 1_000 * Math.abs(ppm);
                    final long errorNs = Math.abs(estimate.offsetNs() - trueNs);
                    final String where = "seed " + seed + " second " + second + ": " + errorNs + " > " + estimate.uncertaintyNs();
                    assertTrue(errorNs <= estimate.uncertaintyNs() + slackNs, where);
                }
            }
            assertTrue(estimate.uncertaintyNs() < 30 * MS_NS, () -> "uncertainty " + estimate.uncertaintyNs());
        }
    }

    @Test
    void aClockThatIsSetIsFollowed() {
        arrive(0, 5 * MS_NS);
        clock.onProbe(START_NS + 2 * MS_NS, MS_NS, START_NS, START_NS + 4 * MS_NS);
        // The venue's clock jumps an hour ahead: events arrive before they were sent.
        final long hourNs = TimeUnit.HOURS.toNanos(1);
        assertEquals(0, arrive(1_000, 5 * MS_NS - hourNs));
        assertEquals(hourNs - 5 * MS_NS, clock.offsetNs());
        clock.onProbe(START_NS + hourNs + 10 * MS_NS, MS_NS, START_NS + 8 * MS_NS, START_NS + 12 * MS_NS);
        assertEquals(hourNs, clock.offsetNs(), 3.0 * MS_NS);
    }

    @Test
    void jitterIsTheSmoothedChangeOfTheDelay() {
        final long ms = MS_NS;
        for (int i = 0; i < 400; i++) {
            clock.onEvent(START_NS + i * ms, START_NS + i * ms + (i % 2 == 0 ? 0 : ms));
        }
        assertEquals(ms, clock.jitterNs(), ms / 100.0);
        assertEquals(ms, clock.lastDelayNs());
    }

    private long arrive(final long venueOffsetNs, final long differenceNs) {
        return clock.onEvent(START_NS + venueOffsetNs, START_NS + venueOffsetNs + differenceNs);
    }
}
