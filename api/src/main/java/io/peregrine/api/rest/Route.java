package io.peregrine.api.rest;

import io.helidon.webserver.http.ServerRequest;

/**
 * One operation of the API.
 *
 * @param method   HTTP method
 * @param path     template, for example {@code /api/v1/hft/orders/{id}}; a last parameter with {@code +} takes the rest of the path
 * @param endpoint who answers
 */
public record Route(String method, String path, Endpoint endpoint) {
    /** Answers a request on a virtual thread; may wait. */
    @FunctionalInterface
    public interface Endpoint {
        /**
         * @throws Problem              for any answer but the one that was asked for
         * @throws InterruptedException the server stops
         */
        Answer answer(ServerRequest request) throws InterruptedException;
    }

    static Route get(final String path, final Endpoint endpoint) {
        return new Route("GET", path, endpoint);
    }

    static Route post(final String path, final Endpoint endpoint) {
        return new Route("POST", path, endpoint);
    }

    static Route put(final String path, final Endpoint endpoint) {
        return new Route("PUT", path, endpoint);
    }

    static Route patch(final String path, final Endpoint endpoint) {
        return new Route("PATCH", path, endpoint);
    }

    static Route delete(final String path, final Endpoint endpoint) {
        return new Route("DELETE", path, endpoint);
    }
}
