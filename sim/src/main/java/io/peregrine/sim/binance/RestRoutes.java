package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The REST API.
 *
 * <p><b>Threading:</b> thread-safe; each request waits on its own virtual thread.
 */
final class RestRoutes {
    private static final int NOT_FOUND = 404;
    private static final long MS_PER_SECOND = 1_000;

    private final VenueContext context;
    private final Map<String, ApiMethod> methods;
    private final Dispatcher dispatcher;

    /** @param methods by HTTP method and path */
    RestRoutes(final VenueContext context, final Map<String, ApiMethod> methods, final Dispatcher dispatcher) {
        this.context = context;
        this.methods = methods;
        this.dispatcher = dispatcher;
    }

    void register(final HttpRouting.Builder routing) {
        routing.any("/api/*", this::handle);
    }

    private void handle(final ServerRequest request, final ServerResponse response) {
        final String path = request.path().path();
        final ApiMethod method = methods.get(request.prologue().method().text() + ' ' + path);
        if (method == null) {
            response.status(Status.create(NOT_FOUND)).header(HeaderNames.CONTENT_TYPE, "text/html")
                    .send("<html><body><h2>404 Not found</h2></body></html>");
            return;
        }
        final CompletableFuture<Dispatcher.Reply> reply = new CompletableFuture<>();
        final String address = request.remotePeer().host();
        try {
            dispatcher.dispatch(method, read(request, address), reply::complete);
        } catch (final ApiException e) {
            reply.complete(Dispatcher.Reply.refused(e));
        }
        send(reply.join(), address, response);
    }

    private static ApiRequest read(final ServerRequest request, final String address) throws ApiException {
        final String query = request.prologue().query().rawValue();
        final String body = request.content().hasEntity() ? new String(request.content().as(byte[].class), StandardCharsets.UTF_8) : "";
        final String apiKey = request.headers().first(HeaderNames.create("X-MBX-APIKEY")).orElse(null);
        return new ApiRequest(Parameters.ofHttp(query, body), apiKey, Signatures.httpPayload(query, body), address, null);
    }

    private void send(final Dispatcher.Reply reply, final String address, final ServerResponse response) {
        final long nowUs = context.nowUs();
        final JsonNode json = reply.error() == null ? reply.result().get() : reply.error().httpJson();
        response.status(Status.create(reply.status())).header(HeaderNames.CONTENT_TYPE, "application/json;charset=UTF-8");
        final String weight = String.valueOf(context.rates().usedWeight(address, nowUs));
        response.header(HeaderNames.create("X-MBX-USED-WEIGHT"), weight);
        response.header(HeaderNames.create("X-MBX-USED-WEIGHT-1M"), weight);
        if (reply.orderAccount() != null) {
            final long[] counts = context.rates().orderCounts(reply.orderAccount(), nowUs);
            response.header(HeaderNames.create("X-MBX-ORDER-COUNT-10S"), String.valueOf(counts[0]));
            response.header(HeaderNames.create("X-MBX-ORDER-COUNT-1D"), String.valueOf(counts[1]));
        }
        if (reply.error() != null && reply.error().retryAfterMs() > 0) {
            final long waitMs = reply.error().retryAfterMs() - Json.ms(nowUs);
            response.header(HeaderNames.RETRY_AFTER, String.valueOf(Math.max(1, (waitMs + MS_PER_SECOND - 1) / MS_PER_SECOND)));
        }
        response.send(json.toString().getBytes(StandardCharsets.UTF_8));
    }
}
