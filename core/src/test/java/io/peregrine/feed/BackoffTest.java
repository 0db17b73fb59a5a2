package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONG_NS = 5 * SECOND_NS;

    @Test
    void oneFailureIsAnsweredAtOnceSomeSoonAndThenPausesAreLongAndDouble() {
        final Backoff backoff = backoff(1);
        assertTrue(backoff.nextNs() <= Backoff.SHORT_NS / 5);
        assertPause(Backoff.SHORT_NS, backoff);
        assertPause(Backoff.SHORT_NS, backoff);
        for (final long factor : new long[] {1, 1, 1, 1, 1, 1, 2, 4, 8, 16, 16, 16}) {
            assertPause(factor * LONG_NS, backoff);
        }
        backoff.reset();
        assertFalse(backoff.failed());
        assertTrue(backoff.nextNs() <= Backoff.SHORT_NS / 5);
    }

    @Test
    void failuresAreForgivenByTheTimeWithoutAny() {
        final Backoff backoff = backoff(1);
        for (int i = 0; i < 4; i++) {
            backoff.nextNs();
        }
        backoff.worked(2 * SECOND_NS - 1);
        assertPause(LONG_NS, backoff);
        backoff.worked(6 * SECOND_NS);
        assertPause(Backoff.SHORT_NS, backoff);
        backoff.worked(60 * SECOND_NS);
        assertFalse(backoff.failed());
        assertTrue(backoff.nextNs() <= Backoff.SHORT_NS / 5);
    }

    /** Short pauses are never longer than the first long one. */
    @Test
    void aShortFirstPauseIsKept() {
        final Backoff backoff = new Backoff(new Allowance(3, SECOND_NS), 10, new SplittableRandom(1));
        assertTrue(backoff.nextNs() <= 2);
        assertPause(10, backoff);
    }

    @Test
    void theJitterSpreadsAndIsGivenByTheSeed() {
        assertTrue(LongStream.of(pauses(7)).distinct().count() > 90);
        assertEquals(LongStream.of(pauses(7)).boxed().toList(), LongStream.of(pauses(7)).boxed().toList());
    }

    private static void assertPause(final long expectedNs, final Backoff backoff) {
        final long pauseNs = backoff.nextNs();
        assertTrue(pauseNs >= expectedNs * 4 / 5 && pauseNs <= Math.min(expectedNs * 6 / 5, 16 * LONG_NS),
                () -> expectedNs + " ns expected: " + pauseNs);
    }

    private static long[] pauses(final long seed) {
        final Backoff backoff = backoff(seed);
        return LongStream.generate(() -> {
            backoff.reset();
            backoff.nextNs();
            return backoff.nextNs();
        }).limit(100).toArray();
    }

    private static Backoff backoff(final long seed) {
        return new Backoff(new Allowance(3, 2 * SECOND_NS), LONG_NS, new SplittableRandom(seed));
    }
}
