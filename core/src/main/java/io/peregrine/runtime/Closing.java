package io.peregrine.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened, to be closed the other way round: at the engine's end, and where its start breaks off.
 *
 * <p><b>Threading:</b> one thread at a time. <b>Errors:</b> what does not close is logged, and the rest is closed.
 */
final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    /** To be closed before all that is here already. */
    <T extends AutoCloseable> T add(final T resource) {
        open.push(resource);
        return resource;
    }

    @Override
    public void close() {
        while (!open.isEmpty()) {
            final AutoCloseable resource = open.pop();
            try {
                resource.close();
            } catch (final Exception e) {
                LOG.warn("{} did not close in order", resource.getClass().getSimpleName(), e);
            }
        }
    }
}
