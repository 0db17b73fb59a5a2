package io.peregrine.sim.server;

import java.util.function.Consumer;

/** A venue's REST API without any socket. */
@FunctionalInterface
public interface RestHandler {
    /**
     * Serves a request. Not on the exchange thread while that runs by itself.
     *
     * @param replyTo takes the answer, once: at once on the calling thread, or later on the exchange thread
     */
    void handle(RestRequest request, Consumer<RestReply> replyTo);
}
