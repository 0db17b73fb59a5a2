package io.peregrine.offload;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates. */
final class Allocations {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 1_000;
    private static final int ROUNDS_MAX = 200;

    private Allocations() {
    }

    /**
     * Calls an operation in rounds until a round allocates nothing, as it must once the compiler is done with it.
     *
     * @return bytes of the last round: 0, or what it still allocates after {@link #ROUNDS_MAX} rounds
     */
    static long bytesOnceCompiled(final Runnable operation) {
        long bytes = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS_MAX && bytes != 0; round++) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < CALLS; call++) {
                operation.run();
            }
            bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return bytes;
    }
}
