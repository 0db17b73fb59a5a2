package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The token bucket, and messages and fills of a minute. */
class ScopeRowTest {
    private static final long QUARTER_NS = 250_000_000L;

    private final ScopeRow row = new ScopeRow(2);

    ScopeRowTest() {
        row.rate(4);
    }

    @Test
    void aFullBucketGivesOneSecondsOrdersAtOnceAndNoMore() {
        assertEquals(4, takeAll(7));
        assertEquals(0, takeAll(7));
    }

    @Test
    void aTokenIsBackToTheNanosecond() {
        takeAll(1_000);
        assertFalse(row.mayOrder(1_000 + QUARTER_NS - 1));
        assertTrue(row.mayOrder(1_000 + QUARTER_NS));
        row.order(1_000 + QUARTER_NS);
        assertFalse(row.mayOrder(1_000 + QUARTER_NS));
        assertFalse(row.mayOrder(1_000 + 2 * QUARTER_NS - 1));
        assertTrue(row.mayOrder(1_000 + 2 * QUARTER_NS));
    }

    @Test
    void aLongPauseFillsTheBucketOnce() {
        takeAll(0);
        assertEquals(4, takeAll(3_600_000_000_000L));
        assertEquals(4, takeAll(Long.MAX_VALUE / 2));
    }

    @Test
    void anotherRateHoldsFromTheNextOrder() {
        takeAll(0);
        row.rate(2);
        assertFalse(row.mayOrder(QUARTER_NS));
        assertFalse(row.mayOrder(2 * QUARTER_NS - 1));
        assertTrue(row.mayOrder(2 * QUARTER_NS));
        row.order(2 * QUARTER_NS);
        row.rate(4);
        assertFalse(row.mayOrder(2 * QUARTER_NS));
    }

    @Test
    void withoutARateThereAreAlwaysTokensAndNoneIsTaken() {
        row.rate(RiskLimits.NO_LIMIT);
        assertEquals(100, takeAll(5));
        row.rate(4);
        assertEquals(0, row.ordersPerSecond(5));
    }

    @Test
    void whatIsUsedAreTheTokensThatAreMissingABegunOneIncluded() {
        assertEquals(0, row.ordersPerSecond(100));
        row.order(100);
        row.order(100);
        assertEquals(2, row.ordersPerSecond(100));
        assertEquals(2, row.ordersPerSecond(100 + QUARTER_NS - 1));
        assertEquals(1, row.ordersPerSecond(100 + QUARTER_NS));
        assertEquals(1, row.ordersPerSecond(100 + QUARTER_NS + 1));
        assertEquals(0, row.ordersPerSecond(100 + 2 * QUARTER_NS));
    }

    @Test
    void aMinuteEndsWithThatOfTheClock() {
        final long lastNs = 8 * ScopeRow.MINUTE_NS - 1;
        row.message(ScopeRow.minute(7 * ScopeRow.MINUTE_NS));
        row.message(ScopeRow.minute(lastNs));
        row.fill(ScopeRow.minute(lastNs));
        assertEquals(2, row.messages(ScopeRow.minute(lastNs)));
        assertEquals(1, row.fills(ScopeRow.minute(lastNs)));
        assertEquals(0, row.messages(ScopeRow.minute(lastNs + 1)));
        assertEquals(0, row.fills(ScopeRow.minute(lastNs + 1)));
    }

    @Test
    void theFirstFillOfAMinuteForgetsTheLastMinute() {
        row.message(0);
        row.fill(0);
        row.fill(1);
        assertEquals(1, row.fills(1));
        assertEquals(0, row.messages(1));
        row.message(2);
        assertEquals(0, row.fills(2));
        assertEquals(1, row.messages(2));
    }

    private int takeAll(final long nowNs) {
        int count = 0;
        while (count < 100 && row.mayOrder(nowNs)) {
            row.order(nowNs);
            count++;
        }
        return count;
    }
}
