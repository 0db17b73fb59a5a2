package io.peregrine.risk;

/**
 * A token bucket for each scope: one second's worth of orders at once, refilled evenly. Kept in nanoseconds, so that it is exact.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
final class OrderRates {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int BUCKET = 4;
    private static final int ALLOWANCE = 0;
    private static final int LAST_TIME = 1;
    private static final int RATE = 2;
    private static final int ORDER_NS = 3;

    private final long[] buckets;

    OrderRates(final int slotCount) {
        buckets = new long[slotCount * BUCKET];
        for (int i = 0; i < buckets.length; i += BUCKET) {
            buckets[i + ALLOWANCE] = SECOND_NS;
            buckets[i + LAST_TIME] = Long.MIN_VALUE;
        }
    }

    /** Refills the scope's bucket; is there a token? */
    boolean available(final int slot, final long ordersPerSecondMax, final long nowNs) {
        final int at = slot * BUCKET;
        if (buckets[at + RATE] != ordersPerSecondMax) {
            buckets[at + RATE] = ordersPerSecondMax;
            buckets[at + ORDER_NS] = SECOND_NS / ordersPerSecondMax;
        }
        final long lastTimeNs = buckets[at + LAST_TIME];
        if (lastTimeNs == Long.MIN_VALUE) {
            buckets[at + LAST_TIME] = nowNs;
        } else if (nowNs > lastTimeNs) {
            buckets[at + ALLOWANCE] = Math.min(SECOND_NS, buckets[at + ALLOWANCE] + Math.min(SECOND_NS, nowNs - lastTimeNs));
            buckets[at + LAST_TIME] = nowNs;
        }
        return buckets[at + ALLOWANCE] >= buckets[at + ORDER_NS];
    }

    /** Takes the token that is {@link #available}. */
    void take(final int slot) {
        final int at = slot * BUCKET;
        buckets[at + ALLOWANCE] -= buckets[at + ORDER_NS];
    }

    /** Tokens that are missing in a full bucket of this rate: the orders of about the last second. */
    long used(final int slot, final long ordersPerSecondMax, final long nowNs) {
        available(slot, ordersPerSecondMax, nowNs);
        final int at = slot * BUCKET;
        return (SECOND_NS - buckets[at + ALLOWANCE] + buckets[at + ORDER_NS] - 1) / buckets[at + ORDER_NS];
    }
}
