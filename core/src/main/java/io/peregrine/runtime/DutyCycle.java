package io.peregrine.runtime;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.agrona.concurrent.Agent;
import org.agrona.concurrent.AgentTerminationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The duties of one thread, one after another with one reading of the clock, and how they fare.
 *
 * <p>On a hot thread no duty goes on when one has thrown: feed, trading and gateway trust each other's state. The engine fails with it, and
 * the other hot threads see that and end. On the thread for the rest a duty that threw is left out and the others go on.
 *
 * <p><b>Threading:</b> the agent's methods on its thread; {@link #statuses} from any. Counters are written with a release by the thread and
 * read with an acquire. <b>Allocates:</b> none per cycle.
 */
final class DutyCycle implements Agent {
    private static final Logger LOG = LoggerFactory.getLogger(DutyCycle.class);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String name;
    private final Duty[] duties;
    private final boolean hot;
    private final Pinning pinning;
    private final EngineLife life;
    private final LongSupplier clock;
    private final Runnable pulse;

    private final AtomicReferenceArray<AgentState> states;
    private final AtomicLongArray busyCycles;
    private final AtomicLong cycles = new AtomicLong();
    private final AtomicLong maxCycleNs = new AtomicLong();
    private long lastNs;
    private int lastWork;
    private volatile Thread thread;

    /**
     * @param name    of the thread
     * @param duties  in their order
     * @param hot     does the engine fail with them?
     * @param pinning where the thread runs
     * @param life    the engine's
     * @param clock   the engine's
     */
    DutyCycle(
            final String name, final List<Duty> duties, final boolean hot, final Pinning pinning, final EngineLife life,
            final LongSupplier clock) {
        this(name, duties, hot, pinning, life, clock, () -> { });
    }

    /**
     * The same, with a pulse.
     *
     * @param pulse runs in every cycle
     */
    DutyCycle(
            final String name, final List<Duty> duties, final boolean hot, final Pinning pinning, final EngineLife life,
            final LongSupplier clock, final Runnable pulse) {
        this.name = name;
        this.duties = duties.toArray(new Duty[0]);
        this.hot = hot;
        this.pinning = pinning;
        this.life = life;
        this.clock = clock;
        this.pulse = pulse;
        busyCycles = new AtomicLongArray(this.duties.length);
        states = new AtomicReferenceArray<>(this.duties.length);
        for (int i = 0; i < this.duties.length; i++) {
            states.set(i, AgentState.STARTING);
        }
    }

    /** Does the engine fail with it? */
    boolean hot() {
        return hot;
    }

    @Override
    public String roleName() {
        return name;
    }

    @Override
    public void onStart() {
        thread = Thread.currentThread();
        pinning.pin(name);
        for (int i = 0; i < duties.length; i++) {
            try {
                duties[i].start();
                states.set(i, AgentState.RUNNING);
            } catch (final RuntimeException | Error e) {
                onFailure(i, e);
            }
        }
    }

    @Override
    public int doWork() {
        if (hot && life.failed()) {
            throw new AgentTerminationException();
        }
        pulse.run();
        final long nowNs = clock.getAsLong();
        if (lastWork > 0 && nowNs - lastNs > maxCycleNs.getPlain()) {
            maxCycleNs.setRelease(nowNs - lastNs);
        }
        int work = 0;
        for (int i = 0; i < duties.length; i++) {
            if (states.getPlain(i) == AgentState.RUNNING) {
                work += doWork(i, nowNs);
            }
        }
        cycles.setRelease(cycles.getPlain() + 1);
        lastNs = nowNs;
        lastWork = work;
        return work;
    }

    @Override
    public void onClose() {
        for (int i = duties.length - 1; i >= 0; i--) {
            try {
                duties[i].close();
            } catch (final RuntimeException e) {
                LOG.warn("{} did not close in order", duties[i].name(), e);
            }
            if (states.get(i) != AgentState.FAILED) {
                states.set(i, AgentState.STOPPED);
            }
        }
        pinning.unpin();
    }

    /** As they are now. */
    List<AgentStatus> statuses() {
        final Thread owner = thread;
        final long allocated = owner == null ? 0 : Math.max(0, THREADS.getThreadAllocatedBytes(owner.threadId()));
        final String threadName = owner == null ? name : owner.getName();
        final List<AgentStatus> statuses = new ArrayList<>();
        for (int i = 0; i < duties.length; i++) {
            statuses.add(new AgentStatus(duties[i].name(), threadName, pinning.core(), states.get(i), cycles.getAcquire(),
                    busyCycles.getAcquire(i), maxCycleNs.getAcquire(), allocated));
        }
        return statuses;
    }

    private int doWork(final int i, final long nowNs) {
        try {
            final int work = duties[i].doWork(nowNs);
            if (work > 0) {
                busyCycles.setRelease(i, busyCycles.getPlain(i) + 1);
            }
            return work;
        } catch (final RuntimeException | Error e) {
            onFailure(i, e);
            return 0;
        }
    }

    private void onFailure(final int i, final Throwable e) {
        states.set(i, AgentState.FAILED);
        if (hot) {
            life.fail(duties[i].name(), e);
            throw new AgentTerminationException();
        }
        LOG.error("{} failed and is left out from now on; trading goes on", duties[i].name(), e);
    }
}
