package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.ViewFeed;
import io.peregrine.latency.Stage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * The engine as a whole: status, latency, health, and the offload where there is one.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class StatusRoutes {
    private static final String RUNNING = "RUNNING";

    private final EngineAccess engine;
    private final ViewFeed feed;
    private final StatusResource status;
    private final Supplier<JsonNode> offload;

    /**
     * @param offload status of the offload, or null: then the route does not exist
     */
    StatusRoutes(final EngineView view, final ViewFeed feed, final Supplier<JsonNode> offload) {
        this.feed = feed;
        this.offload = offload;
        engine = view.engine();
        status = new StatusResource(view);
    }

    List<Route> routes() {
        final List<Route> routes = new ArrayList<>(List.of(
                Route.get(Api.BASE + "/status", request -> plain(request, status::status)),
                Route.get(Api.BASE + "/latency", request -> plain(request, status::latency)),
                Route.get(Api.BASE + "/latency/histogram", this::histogram),
                Route.get("/health/live", request -> health(live())),
                Route.get("/health/ready", request -> health(ready()))));
        if (offload != null) {
            routes.add(Route.get(Api.BASE + "/offload", request -> plain(request, offload)));
        }
        return routes;
    }

    private static Answer plain(final ServerRequest request, final Supplier<? extends JsonNode> resource) {
        new Query(request, Set.of());
        return Answer.ok(resource.get());
    }

    private Answer histogram(final ServerRequest request) {
        final Query query = new Query(request, Set.of("stage", "venue"));
        final String key = query.text("stage");
        final Stage stage = Arrays.stream(Stage.values()).filter(value -> value.key().equals(key)).findFirst()
                .orElseThrow(() -> Query.bad("stage", key, "give one of " + Arrays.stream(Stage.values()).map(Stage::key).toList()));
        final String venueKey = query.text("venue");
        Histogram sum = null;
        for (final EngineAccess.VenueStatus venue : engine.venues()) {
            final Histogram part = venueKey == null || venue.venue().key().equals(venueKey) ? engine.latency(venue.venue(), stage) : null;
            if (part != null && sum == null) {
                sum = part.copy();
            } else if (part != null) {
                sum.add(part);
            }
        }
        if (sum == null) {
            throw Problem.notFound("stage " + key + " is not measured" + (venueKey == null ? "" : " on venue '" + venueKey + "'"));
        }
        return Answer.ok(describe(stage, venueKey, sum));
    }

    private static ObjectNode describe(final Stage stage, final String venueKey, final Histogram histogram) {
        final ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        final int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        final ObjectNode node = Json.object()
                .put("stage", stage.key())
                .put("venue", venueKey)
                .put("unit", "ns")
                .put("count", histogram.getTotalCount())
                .put("encoding", "HdrHistogram V2 compressed, base64")
                .put("histogram", Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length)));
        final ArrayNode percentiles = node.putArray("percentiles");
        for (final HistogramIterationValue value : histogram.percentiles(5)) {
            percentiles.addObject()
                    .put("percentile", value.getPercentileLevelIteratedTo())
                    .put("value", value.getValueIteratedTo())
                    .put("count", value.getTotalCountToThisValue());
        }
        return node;
    }

    private ObjectNode live() {
        final ObjectNode checks = Json.object();
        checks.put("journal", feed.failure() == null);
        checks.put("engine", !engine.state().equals("FAILED"));
        return checks;
    }

    private ObjectNode ready() {
        final ObjectNode checks = live();
        checks.put("view", feed.ready());
        checks.put("engine", engine.state().equals(RUNNING));
        for (final EngineAccess.VenueStatus venue : engine.venues()) {
            checks.put(venue.venue().key(), venue.feedConnected());
        }
        return checks;
    }

    private static Answer health(final ObjectNode checks) {
        boolean up = true;
        for (final JsonNode check : checks) {
            up &= check.booleanValue();
        }
        final ObjectNode body = Json.object().put("status", up ? "UP" : "DOWN");
        body.set("checks", checks);
        return Answer.json(up ? 200 : 503, body);
    }
}
