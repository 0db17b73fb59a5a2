package io.peregrine.offload;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts what the current thread allocates. */
final class Allocations {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int CALLS = 1_000;
    /** The compiler works in the background, and on a busy machine it takes its time. */
    private static final long PATIENCE_NS = 20_000_000_000L;

    private Allocations() {
    }

    /**
     * Calls an operation in rounds until a round allocates nothing, as it must once the compiler is done with it.
     *
     * @return bytes of the last round: 0, or what it still allocates after {@link #PATIENCE_NS}
     */
    static long bytesOnceCompiled(final Runnable operation) {
        final long startNs = System.nanoTime();
        long bytes = Long.MAX_VALUE;
        while (bytes != 0 && System.nanoTime() - startNs < PATIENCE_NS) {
            final long before = THREADS.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < CALLS; call++) {
                operation.run();
            }
            bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        return bytes;
    }
}
