package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
    @Test
    void soManyComeAtOnceAndOneMoreEachInterval() {
        final TokenBucket bucket = new TokenBucket(new Allowance(3, 100));
        final List<Long> taken = new ArrayList<>();
        for (long nowNs = 0; nowNs < 400; nowNs += 10) {
            if (bucket.tryTake(nowNs)) {
                taken.add(nowNs);
            }
        }
        assertEquals(List.of(0L, 10L, 20L, 100L, 200L, 300L), taken);
    }

    @Test
    void aTryThatFailsCostsNothingAndARestGivesNoMoreThanTheBurst() {
        final TokenBucket bucket = new TokenBucket(new Allowance(2, 100));
        final List<Boolean> answers = new ArrayList<>();
        for (final long nowNs : new long[] {5, 6, 50, 104, 105, 100_000, 100_000, 100_000}) {
            answers.add(bucket.tryTake(nowNs));
        }
        assertEquals(List.of(true, true, false, false, true, true, true, false), answers);
    }

    @Test
    void whatCanWaitIsTakenFromAFullBucketOnly() {
        final TokenBucket bucket = new TokenBucket(new Allowance(3, 100));
        final List<Boolean> answers = new ArrayList<>();
        for (final long nowNs : new long[] {0, 0, 99, 100, 150}) {
            answers.add(bucket.tryTakeSpare(nowNs));
        }
        assertEquals(List.of(true, false, false, true, false), answers);
        answers.clear();
        for (int i = 0; i < 3; i++) {
            answers.add(bucket.tryTake(150));
        }
        assertEquals(List.of(true, true, false), answers);
    }

    /** Which is why an allowance keeps a limit of so many in a window. */
    @Test
    void noStretchOfTimeHoldsMoreThanTheBurstAndItsIntervals() {
        final SplittableRandom random = new SplittableRandom(7);
        final TokenBucket bucket = new TokenBucket(new Allowance(30, 2_000));
        final List<Long> taken = new ArrayList<>();
        long nowNs = 0;
        for (int i = 0; i < 100_000; i++) {
            nowNs += random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(50);
            if (bucket.tryTake(nowNs)) {
                taken.add(nowNs);
            }
        }
        for (int first = 0; first + 60 < taken.size(); first++) {
            assertTrue(taken.get(first + 60) - taken.get(first) >= 60_000, "more than 60 in 60,000 from " + taken.get(first));
        }
        assertTrue(taken.size() > 1_000);
    }

    @Test
    void anAllowanceOfNothingIsNone() {
        assertThrows(IllegalArgumentException.class, () -> new Allowance(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Allowance(1, 0));
    }
}
