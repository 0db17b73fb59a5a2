package io.peregrine.runtime;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.agrona.concurrent.YieldingIdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which core each hot thread gets on this machine, and how it idles. A thread spins only where a core is left over for everything else:
 * two threads that spin on one core take turns of milliseconds.
 *
 * <p><b>Threading:</b> immutable. <b>Errors:</b> {@link IllegalArgumentException} for settings that this machine can not meet.
 */
final class ThreadLayout {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadLayout.class);
    /** With fewer cores than this nothing is pinned unless the settings say where. */
    private static final int PIN_CORES_MIN = 4;
    private static final int SPINS = 100;
    private static final int YIELDS = 100;
    private static final long PARK_MIN_NS = TimeUnit.MICROSECONDS.toNanos(1);
    private static final long PARK_MAX_NS = TimeUnit.MICROSECONDS.toNanos(100);

    private final int[] cores;
    private final boolean pinned;
    private final String idle;

    /**
     * @param settings   what is wanted
     * @param plan       the plan, chosen already where the settings leave it open
     * @param hotThreads how many there are
     * @param available  cores of this machine
     */
    ThreadLayout(final ThreadSettings settings, final ThreadPlan plan, final int hotThreads, final int available) {
        cores = settings.cores();
        for (final int core : cores) {
            if (core < Pinning.NONE || core >= available) {
                throw new IllegalArgumentException(
                        "threads.cores: core " + core + " of a machine with " + available + " cores; allowed are -1 to " + (available - 1));
            }
        }
        final boolean spinning = plan == ThreadPlan.DEDICATED || plan == ThreadPlan.INLINE;
        final boolean roomy = available >= PIN_CORES_MIN && available > hotThreads;
        pinned = spinning && roomy;
        idle = settings.idle().isEmpty() ? idle(spinning, roomy) : settings.idle();
        if (spinning && !roomy && cores.length == 0) {
            LOG.info("plan {} wants {} cores of its own and this machine has {}: threads are not pinned and idle by {}",
                    plan, hotThreads, available, idle);
        }
        newIdleStrategy();
    }

    /** Where the i-th hot thread runs. */
    Pinning pinning(final int i) {
        if (cores.length > 0) {
            return new Pinning(i < cores.length ? cores[i] : Pinning.NONE);
        }
        return new Pinning(pinned ? Pinning.ANY : Pinning.NONE);
    }

    /** How a hot thread idles; a new one for each. */
    IdleStrategy newIdleStrategy() {
        return switch (idle) {
            case "spin" -> new BusySpinIdleStrategy();
            case "yield" -> new YieldingIdleStrategy();
            case "backoff" -> newBackoff();
            default -> throw new IllegalArgumentException("threads.idle: \"" + idle + "\"; allowed are spin, yield and backoff");
        };
    }

    /** How the thread for the rest idles. */
    static IdleStrategy newBackoff() {
        return new BackoffIdleStrategy(SPINS, YIELDS, PARK_MIN_NS, PARK_MAX_NS);
    }

    private static String idle(final boolean spinning, final boolean roomy) {
        return spinning && roomy ? "spin" : "backoff";
    }
}
