package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final long FIRST_NS = 1_000;

    @Test
    void pausesDoubleWithJitterUpToSixteenTimes() {
        final Backoff backoff = new Backoff(FIRST_NS, new SplittableRandom(1));
        for (final long factor : new long[] {1, 2, 4, 8, 16, 16, 16}) {
            final long pauseNs = backoff.nextNs();
            assertTrue(pauseNs >= factor * FIRST_NS * 4 / 5 && pauseNs <= Math.min(factor * FIRST_NS * 6 / 5, 16 * FIRST_NS),
                    () -> factor + " times: " + pauseNs);
        }
        backoff.reset();
        assertTrue(backoff.nextNs() <= FIRST_NS * 6 / 5);
    }

    @Test
    void theJitterSpreadsAndIsGivenByTheSeed() {
        assertTrue(LongStream.of(pauses(7)).distinct().count() > 90);
        assertEquals(LongStream.of(pauses(7)).boxed().toList(), LongStream.of(pauses(7)).boxed().toList());
    }

    private static long[] pauses(final long seed) {
        final Backoff backoff = new Backoff(1_000_000, new SplittableRandom(seed));
        return LongStream.generate(() -> {
            backoff.reset();
            return backoff.nextNs();
        }).limit(100).toArray();
    }
}
