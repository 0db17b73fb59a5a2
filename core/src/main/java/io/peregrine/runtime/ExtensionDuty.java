package io.peregrine.runtime;

import org.agrona.concurrent.Agent;

/**
 * An agent from outside the engine, such as the batch signals'. It has its own clock.
 *
 * <p><b>Threading:</b> the thread for the rest.
 */
final class ExtensionDuty implements Duty {
    private final Agent agent;

    ExtensionDuty(final Agent agent) {
        this.agent = agent;
    }

    @Override
    public String name() {
        return agent.roleName();
    }

    @Override
    public void start() {
        agent.onStart();
    }

    @Override
    public int doWork(final long nowNs) {
        try {
            return agent.doWork();
        } catch (final RuntimeException e) {
            throw e;
        } catch (final Exception e) {
            throw new IllegalStateException(agent.roleName(), e);
        }
    }

    @Override
    public void close() {
        agent.onClose();
    }
}
