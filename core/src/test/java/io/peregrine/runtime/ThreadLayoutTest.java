package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.junit.jupiter.api.Test;

class ThreadLayoutTest {
    private static final int[] FREE = {};

    @Test
    void fewCoresShareAndManySpin() {
        assertEquals(ThreadPlan.SHARED, ThreadPlan.forCores(1));
        assertEquals(ThreadPlan.SHARED, ThreadPlan.forCores(2));
        assertEquals(ThreadPlan.SHARED, ThreadPlan.forCores(5));
        assertEquals(ThreadPlan.INLINE, ThreadPlan.forCores(6));
    }

    @Test
    void spinsOnlyWhereACoreIsLeftOver() {
        assertEquals(BusySpinIdleStrategy.class, idle(ThreadPlan.DEDICATED, "", 3, 8));
        assertEquals(BackoffIdleStrategy.class, idle(ThreadPlan.DEDICATED, "", 4, 4));
        assertEquals(BackoffIdleStrategy.class, idle(ThreadPlan.DEDICATED, "", 3, 2));
        assertEquals(BusySpinIdleStrategy.class, idle(ThreadPlan.INLINE, "", 1, 4));
        assertEquals(BackoffIdleStrategy.class, idle(ThreadPlan.INLINE, "", 1, 2));
        assertEquals(BackoffIdleStrategy.class, idle(ThreadPlan.SHARED, "", 1, 64));
    }

    @Test
    void theSettingsHaveTheLastWord() {
        assertEquals(BusySpinIdleStrategy.class, idle(ThreadPlan.SHARED, "spin", 1, 2));
        assertEquals(YieldingIdleStrategy.class, idle(ThreadPlan.DEDICATED, "yield", 3, 8));
        assertEquals(BackoffIdleStrategy.class, idle(ThreadPlan.INLINE, "backoff", 1, 8));
    }

    @Test
    void refusesWhatDoesNotExist() {
        assertThrows(IllegalArgumentException.class, () -> idle(ThreadPlan.SHARED, "sleep", 1, 2));
        assertThrows(IllegalArgumentException.class, () -> layout(new int[] {2}, ThreadPlan.SHARED, "", 1, 2));
        assertThrows(IllegalArgumentException.class, () -> layout(new int[] {-2}, ThreadPlan.SHARED, "", 1, 2));
    }

    private static Class<? extends IdleStrategy> idle(final ThreadPlan plan, final String idle, final int threads, final int cores) {
        return layout(FREE, plan, idle, threads, cores).newIdleStrategy().getClass();
    }

    private static ThreadLayout layout(
            final int[] cores, final ThreadPlan plan, final String idle, final int threads, final int available) {
        return new ThreadLayout(new ThreadSettings(plan, cores, idle), plan, threads, available);
    }
}
