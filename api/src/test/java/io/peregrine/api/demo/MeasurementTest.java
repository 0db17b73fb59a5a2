package io.peregrine.api.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MeasurementTest {
    private final Measurement measurement = new Measurement();
    private long ticks = 1_000;
    private long allocatedBytes = 50_000;

    @Test
    void whatATickAllocatesIsInEverySecond() {
        for (int second = 0; second <= 20; second++) {
            second(100, 100 * 24);
        }
        assertEquals(24, measurement.allocatedBytesPerTick());
        assertEquals(20 * 100 * 24, measurement.allocatedBytes());
    }

    @Test
    void whatTheJvmAllocatesNowAndThenIsInTheTotalOnly() {
        for (int second = 0; second <= 20; second++) {
            second(100, second % 3 == 1 ? 500 : 0);
        }
        assertEquals(0, measurement.allocatedBytesPerTick());
        assertEquals(7 * 500, measurement.allocatedBytes());
    }

    @Test
    void whatEachOrderAllocatesIsSeenAsSoonAsHalfOfTheSecondsHaveOne() {
        for (int second = 0; second <= 20; second++) {
            second(100, second % 2 == 0 ? 0 : 500);
        }
        assertEquals(5, measurement.allocatedBytesPerTick());
    }

    @Test
    void secondsWithoutATickCountForNothing() {
        second(100, 0);
        second(0, 700);
        assertEquals(0, measurement.allocatedBytesPerTick());
        assertEquals(700, measurement.allocatedBytes());
    }

    private void second(final long newTicks, final long newBytes) {
        ticks += newTicks;
        allocatedBytes += newBytes;
        measurement.note(new Measurement.Moment(ticks, allocatedBytes, 0, 0));
    }
}
