package io.peregrine.runtime;

import java.util.BitSet;
import net.openhft.affinity.Affinity;
import net.openhft.affinity.AffinityLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a thread runs: on a given core, on one that OpenHFT Affinity chooses, or wherever the operating system likes. Where the machine
 * does not let a thread be pinned, one line says so and the thread runs anyway.
 *
 * <p><b>Threading:</b> {@link #pin} and {@link #unpin} by the thread itself; {@link #core} by any.
 */
final class Pinning {
    /** The operating system chooses. */
    static final int NONE = -1;
    /** OpenHFT Affinity chooses. */
    static final int ANY = -2;

    private static final Logger LOG = LoggerFactory.getLogger(Pinning.class);

    private final int wanted;
    private volatile int core = NONE;
    private AffinityLock lock;

    /**
     * @param wanted a core, {@link #ANY} or {@link #NONE}
     */
    Pinning(final int wanted) {
        this.wanted = wanted;
    }

    /** The core, or {@link #NONE}. */
    int core() {
        return core;
    }

    void pin(final String thread) {
        if (wanted == ANY) {
            lock = AffinityLock.acquireLock();
            core = lock.isBound() ? lock.cpuId() : NONE;
        } else if (wanted != NONE) {
            Affinity.setAffinity(wanted);
            final BitSet affinity = Affinity.getAffinity();
            core = affinity.cardinality() == 1 && affinity.get(wanted) ? wanted : NONE;
        }
        if (wanted != NONE && core == NONE) {
            LOG.info("thread {} can not be pinned on this machine; it runs unpinned", thread);
        }
    }

    void unpin() {
        if (lock != null) {
            lock.release();
            lock = null;
        }
        core = NONE;
    }
}
