package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.server.RestHandler;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The REST API.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class RestApi implements RestHandler {
    private static final int NOT_FOUND = 404;
    private static final long MS_PER_SECOND = 1_000;

    private final VenueContext context;
    private final Map<String, ApiMethod> methods;
    private final Dispatcher dispatcher;

    /** @param methods by HTTP method and path */
    RestApi(final VenueContext context, final Map<String, ApiMethod> methods, final Dispatcher dispatcher) {
        this.context = context;
        this.methods = methods;
        this.dispatcher = dispatcher;
    }

    @Override
    public void handle(final RestRequest request, final Consumer<RestReply> replyTo) {
        final ApiMethod method = methods.get(request.method() + ' ' + request.path());
        if (method == null) {
            replyTo.accept(new RestReply(NOT_FOUND, Map.of("Content-Type", "text/html"),
                    "<html><body><h2>404 Not found</h2></body></html>"));
            return;
        }
        try {
            dispatcher.dispatch(method, read(request), reply -> replyTo.accept(written(reply, request.address())));
        } catch (final ApiException e) {
            replyTo.accept(written(Dispatcher.Reply.refused(e), request.address()));
        }
    }

    private static ApiRequest read(final RestRequest request) throws ApiException {
        return new ApiRequest(Parameters.ofHttp(request.query(), request.body()), request.header("X-MBX-APIKEY"),
                Signatures.httpPayload(request.query(), request.body()), request.address(), null);
    }

    private RestReply written(final Dispatcher.Reply reply, final String address) {
        final long nowUs = context.nowUs();
        final JsonNode json = reply.error() == null ? reply.result().get() : reply.error().httpJson();
        final Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json;charset=UTF-8");
        final String weight = String.valueOf(context.rates().usedWeight(address, nowUs));
        headers.put("X-MBX-USED-WEIGHT", weight);
        headers.put("X-MBX-USED-WEIGHT-1M", weight);
        if (reply.orderAccount() != null) {
            final long[] counts = context.rates().orderCounts(reply.orderAccount(), nowUs);
            headers.put("X-MBX-ORDER-COUNT-10S", String.valueOf(counts[0]));
            headers.put("X-MBX-ORDER-COUNT-1D", String.valueOf(counts[1]));
        }
        if (reply.error() != null && reply.error().retryAfterMs() > 0) {
            final long waitMs = reply.error().retryAfterMs() - Json.ms(nowUs);
            headers.put("Retry-After", String.valueOf(Math.max(1, (waitMs + MS_PER_SECOND - 1) / MS_PER_SECOND)));
        }
        return new RestReply(reply.status(), headers, json.toString());
    }
}
