package io.peregrine.risk;

import java.util.Arrays;

/**
 * How much was lost within the last window: the fall from the highest profit in it. The window is cut into {@value #BUCKETS} parts, of each
 * of which the highest profit is kept, so that it is between one window and one part more.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> the quote asset at 8 decimals. <b>Allocates:</b> none after
 * construction.
 */
final class LossVelocity {
    private static final int BUCKETS = 64;
    private static final long NONE = Long.MIN_VALUE;

    private final long bucketNs;
    private final long[] highestE8 = new long[BUCKETS + 1];
    private long current = NONE;

    LossVelocity(final long windowNs) {
        bucketNs = Math.max(1, windowNs / BUCKETS);
        Arrays.fill(highestE8, NONE);
    }

    /** Takes the profit of this time, and tells the loss; 0 or more. */
    long lossE8(final long profitE8, final long nowNs) {
        advance(nowNs / bucketNs);
        final int at = (int) (current % highestE8.length);
        highestE8[at] = Math.max(highestE8[at], profitE8);
        long most = profitE8;
        for (final long bucketE8 : highestE8) {
            most = Math.max(most, bucketE8);
        }
        return most - profitE8;
    }

    void clear() {
        Arrays.fill(highestE8, NONE);
    }

    private void advance(final long bucket) {
        if (current == NONE || bucket - current >= highestE8.length) {
            clear();
        } else {
            for (long passed = current + 1; passed <= bucket; passed++) {
                highestE8[(int) (passed % highestE8.length)] = NONE;
            }
        }
        current = Math.max(bucket, current);
    }
}
