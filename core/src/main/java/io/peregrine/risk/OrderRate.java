package io.peregrine.risk;

/**
 * A token bucket over all strategies: one second's worth of orders at once, refilled evenly. Kept in nanoseconds, so that it is exact.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none.
 */
final class OrderRate {
    private static final long SECOND_NS = 1_000_000_000L;

    private final long orderNs;
    private long allowanceNs = SECOND_NS;
    private long lastTimeNs = Long.MIN_VALUE;

    OrderRate(final int ordersPerSecondMax) {
        if (ordersPerSecondMax < 1 || ordersPerSecondMax > SECOND_NS) {
            throw new IllegalArgumentException("max_orders_per_second must be 1 to " + SECOND_NS + ": " + ordersPerSecondMax);
        }
        orderNs = SECOND_NS / ordersPerSecondMax;
    }

    /** Takes one token; false where there is none. */
    boolean tryTake(final long nowNs) {
        if (lastTimeNs == Long.MIN_VALUE) {
            lastTimeNs = nowNs;
        }
        if (nowNs > lastTimeNs) {
            allowanceNs = Math.min(SECOND_NS, allowanceNs + Math.min(SECOND_NS, nowNs - lastTimeNs));
            lastTimeNs = nowNs;
        }
        if (allowanceNs < orderNs) {
            return false;
        }
        allowanceNs -= orderNs;
        return true;
    }
}
