package io.peregrine.runtime;

import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.AgentRunner;
import org.agrona.concurrent.AgentTerminationException;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine's duty cycles, on threads or, in the stepped plan, on none.
 *
 * <p><b>Threading:</b> put together, started and closed by one thread; {@link #doWork} by the engine's owner; {@link #statuses} by any.
 */
final class EngineThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineThreads.class);
    private static final int RETRY_MS = 5_000;

    private final boolean stepped;
    private final EngineLife life;
    private volatile boolean stuck;
    private final List<DutyCycle> cycles = new ArrayList<>();
    private final List<AgentRunner> runners = new ArrayList<>();

    EngineThreads(final ThreadPlan plan, final EngineLife life) {
        stepped = plan == ThreadPlan.STEPPED;
        this.life = life;
    }

    /** Adds a thread; not started yet. */
    void add(final DutyCycle cycle, final IdleStrategy idle) {
        cycles.add(cycle);
        if (!stepped) {
            runners.add(new AgentRunner(idle, cause -> life.fail(cycle.roleName(), cause), null, cycle));
        }
    }

    void start() {
        if (stepped) {
            cycles.forEach(DutyCycle::onStart);
        } else {
            runners.forEach(runner -> AgentRunner.startOnThread(runner, work -> new Thread(work, runner.agent().roleName())));
        }
    }

    boolean stepped() {
        return stepped;
    }

    /** One cycle of everything, in the stepped plan; 0 where the engine has failed, as its state says. */
    int doWork() {
        if (!stepped) {
            throw new IllegalStateException("the engine has threads of its own; only the stepped plan is driven from outside");
        }
        int work = 0;
        try {
            for (final DutyCycle cycle : cycles) {
                work += cycle.doWork();
            }
        } catch (final AgentTerminationException e) {
            return 0;
        }
        return work;
    }

    List<AgentStatus> statuses() {
        return cycles.stream().flatMap(cycle -> cycle.statuses().stream()).toList();
    }

    /** Ends the threads, in the order in which they were added, and closes what runs on them. */
    @Override
    public void close() {
        if (stepped) {
            cycles.forEach(DutyCycle::onClose);
        } else {
            runners.forEach(this::close);
        }
    }

    /** A strategy never comes back to a hot thread: that one is left behind, if it still does not end at the close. */
    void stuck() {
        stuck = true;
    }

    private void close(final AgentRunner runner) {
        final boolean mayBeStuck = stuck && ((DutyCycle) runner.agent()).hot();
        try {
            runner.close(RETRY_MS, thread -> {
                if (mayBeStuck) {
                    throw new IllegalStateException(thread.getName());
                }
            });
        } catch (final IllegalStateException e) {
            LOG.error("the thread {} does not end and is left behind; it ends with the process", e.getMessage());
        }
    }
}
