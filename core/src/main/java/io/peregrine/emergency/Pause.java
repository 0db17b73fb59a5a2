package io.peregrine.emergency;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** Time, as the cancelling sees it: so that its tests need none. */
interface Pause {
    /** The machine's. */
    Pause REAL = new Pause() {
        @Override
        public long tickNs() {
            return System.nanoTime();
        }

        @Override
        public void pause(final long durationNs) throws InterruptedException {
            final long jitteredNs = durationNs + ThreadLocalRandom.current().nextLong(durationNs / 2 + 1);
            final long deadlineNs = System.nanoTime() + jitteredNs;
            for (long leftNs = jitteredNs; leftNs > 0; leftNs = deadlineNs - System.nanoTime()) {
                LockSupport.parkNanos(leftNs);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    };

    /** A monotonic time, as {@code System.nanoTime}. */
    long tickNs();

    /** Waits as long, or up to half as long again: what is tried again must not keep step with what makes it fail. */
    void pause(long durationNs) throws InterruptedException;
}
