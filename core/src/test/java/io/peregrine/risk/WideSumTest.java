package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Against BigInteger. */
class WideSumTest {
    private static final long SEED = 7;

    private final WideSum sum = new WideSum();

    @Test
    void isTheNearestLongToTheSum() {
        final SplittableRandom random = new SplittableRandom(SEED);
        BigInteger expected = BigInteger.ZERO;
        for (int i = 0; i < 100_000; i++) {
            final long amount = random.nextLong() >> random.nextInt(63);
            expected = expected.add(BigInteger.valueOf(amount));
            sum.add(amount);
            assertEquals(nearest(expected), sum.nearest(), "seed " + SEED + " step " + i);
        }
    }

    @Test
    void whatIsTakenOutLeavesNothingBehind() {
        for (int i = 0; i < 5; i++) {
            sum.add(Long.MAX_VALUE);
        }
        assertEquals(Long.MAX_VALUE, sum.nearest());
        for (int i = 0; i < 10; i++) {
            sum.add(-Long.MAX_VALUE);
        }
        assertEquals(-Long.MAX_VALUE, sum.nearest());
        for (int i = 0; i < 5; i++) {
            sum.add(Long.MAX_VALUE);
        }
        assertEquals(0, sum.nearest());
        sum.add(Long.MIN_VALUE);
        assertEquals(-Long.MAX_VALUE, sum.nearest());
    }

    private static long nearest(final BigInteger amount) {
        final BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
        return amount.min(most).max(most.negate()).longValueExact();
    }
}
