package io.peregrine.sim.server;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Serves a {@link RestHandler} over HTTP.
 *
 * <p><b>Threading:</b> thread-safe; each request waits on its own virtual thread.
 */
public final class RestAdapter {
    private final RestHandler handler;

    /** @param handler serves all paths */
    public RestAdapter(final RestHandler handler) {
        this.handler = handler;
    }

    /** Adds a route for all paths that nobody else serves. */
    public void register(final HttpRouting.Builder routing) {
        routing.any("/*", this::handle);
    }

    private void handle(final ServerRequest request, final ServerResponse response) {
        final CompletableFuture<RestReply> reply = new CompletableFuture<>();
        handler.handle(read(request), reply::complete);
        send(reply.join(), response);
    }

    private static RestRequest read(final ServerRequest request) {
        final Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.name(), header.get()));
        final String body = request.content().hasEntity() ? new String(request.content().as(byte[].class), StandardCharsets.UTF_8) : "";
        return new RestRequest(request.prologue().method().text(), request.path().rawPath(), request.prologue().query().rawValue(),
                headers, body, request.remotePeer().host());
    }

    private static void send(final RestReply reply, final ServerResponse response) {
        if (reply == RestReply.CUT) {
            throw new CloseConnectionException("the answer is lost");
        }
        response.status(Status.create(reply.status()));
        reply.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
        response.send(reply.body().getBytes(StandardCharsets.UTF_8));
    }
}
