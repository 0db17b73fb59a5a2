package io.peregrine.api.alert;

/**
 * A way for alerts to reach somebody.
 *
 * <p><b>Threading:</b> one thread at a time.
 */
public interface AlertChannel extends AutoCloseable {
    /**
     * Tries once, and returns when the other side has it.
     *
     * @throws AlertException       it has not
     * @throws InterruptedException the engine stops
     */
    void send(Alert alert) throws AlertException, InterruptedException;

    @Override
    default void close() {
    }
}
