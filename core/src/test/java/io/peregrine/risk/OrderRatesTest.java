package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OrderRatesTest {
    private static final long QUARTER_NS = 250_000_000L;
    private static final int SLOT = 2;

    private final OrderRates rates = new OrderRates(5);

    @Test
    void aFullBucketGivesOneSecondsOrdersAtOnceAndNoMore() {
        assertEquals(4, takeAll(4, 7));
        assertEquals(0, takeAll(4, 7));
    }

    @Test
    void aTokenIsBackToTheNanosecond() {
        takeAll(4, 1_000);
        assertFalse(rates.available(SLOT, 4, 1_000 + QUARTER_NS - 1));
        assertTrue(rates.available(SLOT, 4, 1_000 + QUARTER_NS));
        rates.take(SLOT);
        assertFalse(rates.available(SLOT, 4, 1_000 + QUARTER_NS));
        assertFalse(rates.available(SLOT, 4, 1_000 + 2 * QUARTER_NS - 1));
        assertTrue(rates.available(SLOT, 4, 1_000 + 2 * QUARTER_NS));
    }

    @Test
    void aLongPauseFillsTheBucketOnce() {
        takeAll(4, 0);
        assertEquals(4, takeAll(4, 3_600_000_000_000L));
        assertEquals(4, takeAll(4, Long.MAX_VALUE));
    }

    @Test
    void aClockThatGoesBackGivesNothingAndTakesNothing() {
        takeAll(4, 10 * QUARTER_NS);
        assertFalse(rates.available(SLOT, 4, 2 * QUARTER_NS));
        assertFalse(rates.available(SLOT, 4, 11 * QUARTER_NS - 1));
        assertTrue(rates.available(SLOT, 4, 11 * QUARTER_NS));
    }

    @Test
    void eachScopeHasItsOwnBucket() {
        takeAll(4, 5);
        for (int slot = 0; slot < 5; slot++) {
            assertEquals(slot != SLOT, rates.available(slot, 4, 5), "slot " + slot);
        }
    }

    @Test
    void anotherRateHoldsFromTheNextOrder() {
        takeAll(4, 0);
        assertFalse(rates.available(SLOT, 2, QUARTER_NS));
        assertFalse(rates.available(SLOT, 2, 2 * QUARTER_NS - 1));
        assertTrue(rates.available(SLOT, 2, 2 * QUARTER_NS));
        rates.take(SLOT);
        assertFalse(rates.available(SLOT, 4, 2 * QUARTER_NS));
    }

    @Test
    void whatIsUsedAreTheTokensThatAreMissingABegunOneIncluded() {
        assertEquals(0, rates.used(SLOT, 4, 100));
        rates.take(SLOT);
        rates.take(SLOT);
        assertEquals(2, rates.used(SLOT, 4, 100));
        assertEquals(2, rates.used(SLOT, 4, 100 + QUARTER_NS - 1));
        assertEquals(1, rates.used(SLOT, 4, 100 + QUARTER_NS));
        assertEquals(1, rates.used(SLOT, 4, 100 + QUARTER_NS + 1));
        assertEquals(0, rates.used(SLOT, 4, 100 + 2 * QUARTER_NS));
        assertEquals(0, rates.used(SLOT + 1, 4, 100));
    }

    private int takeAll(final long ordersPerSecond, final long nowNs) {
        int count = 0;
        while (count < 100 && rates.available(SLOT, ordersPerSecond, nowNs)) {
            rates.take(SLOT);
            count++;
        }
        return count;
    }
}
