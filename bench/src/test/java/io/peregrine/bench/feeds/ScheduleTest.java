package io.peregrine.bench.feeds;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void nothingIsDueBeforeTheStart() {
        assertEquals(0, new Schedule(1_000, 0).due(Long.MAX_VALUE - 1));
    }

    /** A message counts as due from its intended time on, whatever became of those before it. */
    @Test
    void whatIsDueAndWhenItWasIntendedAgree() {
        final Schedule schedule = new Schedule(50_000.0 / 3, 1.0 / 3);
        schedule.start(1_000_000_000L);
        for (long index = 0; index < 100_000; index++) {
            final long intendedNs = schedule.intendedNs(index);
            assertEquals(index + 1, schedule.due(intendedNs + 1));
            assertEquals(index, schedule.due(intendedNs - 1));
        }
        assertEquals(1_000_000_000L + 20_000, schedule.intendedNs(0), 1);
        assertEquals(1_000_000_000L + 20_000 + 60_000, schedule.intendedNs(1), 1);
    }
}
