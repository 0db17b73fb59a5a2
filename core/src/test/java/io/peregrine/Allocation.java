package io.peregrine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * Measures what the current thread allocates. The compiler itself now and then makes a thread allocate a few bytes when it replaces code
 * under it, so one round without a byte is asked for: code that allocates at each call never has one.
 */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {
    }

    /** Runs rounds until one allocates nothing, at most so many; the least that a round allocated. */
    public static long leastBytes(final int roundsMax, final Runnable round) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < roundsMax && least > 0; i++) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            round.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
