package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {
    @Test
    void noStretchOfTimeHoldsMoreThanAllowed() {
        final SlidingWindow window = new SlidingWindow(3, 100);
        final List<Long> taken = new ArrayList<>();
        for (long nowNs = 0; nowNs < 260; nowNs += 10) {
            if (window.tryTake(nowNs)) {
                taken.add(nowNs);
            }
        }
        assertEquals(List.of(0L, 10L, 20L, 100L, 110L, 120L, 200L, 210L, 220L), taken);
    }

    @Test
    void aTryThatFailsCostsNothing() {
        final SlidingWindow window = new SlidingWindow(1, 100);
        final List<Boolean> answers = new ArrayList<>();
        for (final long nowNs : new long[] {5, 50, 104, 105, 204, 205}) {
            answers.add(window.tryTake(nowNs));
        }
        assertEquals(List.of(true, false, false, true, false, true), answers);
    }
}
