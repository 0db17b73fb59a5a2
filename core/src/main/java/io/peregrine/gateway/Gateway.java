package io.peregrine.gateway;

import io.peregrine.order.OrderListener;

/**
 * A venue's order entry: takes order requests, sends them signed, and reports through the
 * {@link io.peregrine.order.ExecutionListener} it was made with.
 *
 * <p><b>Threading:</b> confined to the gateway agent, but for {@link #ready} and {@link #status}, which any thread may read.
 * <b>Errors:</b> operating conditions come back as execution reports.
 */
public interface Gateway extends OrderListener, AutoCloseable {
    /**
     * Reads and writes the sockets, reports, watches the timeouts.
     *
     * @return number of things done
     */
    int doWork(long nowNs);

    /** New orders and replaces that it holds and has not sent are given up, and reported as refused; most gateways hold none. */
    default void dropUnsent(final long nowNs) {
    }

    /** Connected, logged on and subscribed to its own executions: requests will be sent. */
    boolean ready();

    /** Where it stands, in a few words for people. */
    String status();

    @Override
    void close();
}
