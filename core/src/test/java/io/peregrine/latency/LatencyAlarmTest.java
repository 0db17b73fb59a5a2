package io.peregrine.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatencyAlarmTest {
    private final LatencyAlarm alarm = new LatencyAlarm(10);

    @Test
    void aRunOfLateEventsRaisesItAndARunInTimeEndsIt() {
        give(LatencyAlarm.RUN - 1, 11);
        assertFalse(alarm.takeChange());
        give(1, 11);
        assertTrue(alarm.isLate());
        assertTrue(alarm.takeChange());
        assertFalse(alarm.takeChange());
        give(LatencyAlarm.RUN - 1, 10);
        give(1, 11);
        give(LatencyAlarm.RUN - 1, 10);
        assertTrue(alarm.isLate());
        assertFalse(alarm.takeChange());
        give(1, 10);
        assertFalse(alarm.isLate());
        assertTrue(alarm.takeChange());
    }

    @Test
    void singleLateEventsAreCountedOnly() {
        for (int i = 0; i < 100; i++) {
            assertEquals(i % 2 == 0, alarm.onDelay(i % 2 == 0 ? 1_000 : 1));
        }
        assertFalse(alarm.isLate());
        assertFalse(alarm.takeChange());
    }

    private void give(final int count, final long delayNs) {
        for (int i = 0; i < count; i++) {
            alarm.onDelay(delayNs);
        }
    }
}
