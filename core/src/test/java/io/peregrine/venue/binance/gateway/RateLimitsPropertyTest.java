package io.peregrine.venue.binance.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.venue.binance.reference.BinanceRateLimit;
import io.peregrine.venue.binance.reference.BinanceRateLimit.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateLimitsPropertyTest {
    private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(10);
    private static final int LIMIT = 20;

    @Test
    void noIntervalOfTheVenueEverHoldsMoreThanTheLimit() {
        for (long seed = 1; seed <= 20; seed++) {
            final Random random = new Random(seed);
            final RateLimits limits = new RateLimits(List.of(new BinanceRateLimit(Type.ORDERS, INTERVAL_NS, LIMIT)));
            final List<Long> arrivals = new ArrayList<>();
            long nowNs = random.nextLong(1L << 60);
            int refused = 0;
            for (int i = 0; i < 2000; i++) {
                nowNs += random.nextLong(random.nextBoolean() ? 10_000_000L : 1_000_000_000L);
                if (limits.tryOrder(nowNs)) {
                    arrivals.add(nowNs + random.nextLong(RateLimits.JITTER_NS));
                } else {
                    refused++;
                }
            }
            arrivals.sort(null);
            for (int i = LIMIT; i < arrivals.size(); i++) {
                assertTrue(arrivals.get(i) - arrivals.get(i - LIMIT) > INTERVAL_NS, "seed " + seed + " order " + i);
            }
            assertTrue(refused > 0 && arrivals.size() > LIMIT, "seed " + seed + " tried both sides");
        }
    }

    @Test
    void weightIsKeptBackForCancelsAndQueries() {
        final RateLimits limits = new RateLimits(List.of(new BinanceRateLimit(Type.REQUEST_WEIGHT, INTERVAL_NS, 100)));
        int orders = 0;
        while (limits.tryOrder(1)) {
            orders++;
        }
        assertEquals(90, orders);
        assertTrue(limits.tryRequest(10, 1));
        assertFalse(limits.tryRequest(1, 1));
        assertTrue(limits.tryRequest(1, 2 + INTERVAL_NS + RateLimits.JITTER_NS));
    }

    @Test
    void aQuarterOfTheWeightIsKeptFromReconciliations() {
        final RateLimits limits = new RateLimits(List.of(new BinanceRateLimit(Type.REQUEST_WEIGHT, INTERVAL_NS, 100)));
        limits.observe(Type.REQUEST_WEIGHT, INTERVAL_NS, 100, 35, 1);
        assertTrue(limits.tryReconcile(20, 1));
        assertTrue(limits.tryReconcile(20, 1));
        assertFalse(limits.tryReconcile(1, 1));
        assertTrue(limits.tryOrder(1));
        assertTrue(limits.tryRequest(24, 1));
        assertFalse(limits.tryRequest(1, 1));
    }

    @Test
    void theVenuesLowerLimitAndHigherCountAreTaken() {
        final RateLimits limits = new RateLimits(List.of(new BinanceRateLimit(Type.ORDERS, INTERVAL_NS, 50)));
        limits.observe(Type.ORDERS, INTERVAL_NS, 10, 8, 1);
        limits.observe(Type.ORDERS, INTERVAL_NS, 10, 3, 1);
        limits.observe(Type.REQUEST_WEIGHT, INTERVAL_NS, 10, 10, 1);
        assertTrue(limits.tryOrder(1));
        assertTrue(limits.tryOrder(1));
        assertFalse(limits.tryOrder(1));
    }

    @Test
    void theLatestBanHolds() {
        final RateLimits limits = new RateLimits(List.of());
        limits.block(100);
        limits.block(50);
        assertFalse(limits.tryRequest(1, 99));
        assertTrue(limits.tryRequest(1, 100));
    }
}
