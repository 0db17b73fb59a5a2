package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.ReconciliationState;
import io.peregrine.instrument.Venue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Engine against venue: how it stands, and the command to compare now. What the command came to shows in the list, under the correlation
 * id that it was answered with.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class ReconciliationRoutes {
    private static final String PATH = Api.BASE + "/reconciliation";
    private static final Set<String> PARAMETERS = Set.of("venue");
    private static final Set<String> FIELDS = Set.of("accept");

    private final EngineAccess engine;
    private final EngineView view;
    private final ReconciliationResource resource;

    ReconciliationRoutes(final EngineView view) {
        this.view = view;
        engine = view.engine();
        resource = new ReconciliationResource(engine.instruments());
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, this::list), Route.post(PATH, this::reconcile));
    }

    private Answer list(final ServerRequest request) {
        final Venue venue = venue(request);
        final ObjectNode body = Json.object();
        body.set("venues", Json.array(of(venue), resource::full));
        return Answer.ok(body);
    }

    private Answer reconcile(final ServerRequest request) {
        final Venue venue = venue(request);
        final boolean accept = accept(Body.text(request));
        final long correlationId = engine.reconcile(venue, accept);
        Commands.accepted(correlationId);
        final ObjectNode body = Json.object().put("correlation_id", Long.toString(correlationId)).put("accept", accept);
        final ArrayNode venues = body.putArray("venues");
        of(venue).forEach(state -> venues.add(state.venue().key()));
        return Answer.json(202, body, Map.of("Location", venue == null ? PATH : PATH + "?venue=" + venue.key()));
    }

    private List<ReconciliationState> of(final Venue venue) {
        return venue == null ? view.reconciliations() : List.of(view.reconciliation(venue));
    }

    /** The venue of the parameter, or null for all. */
    private Venue venue(final ServerRequest request) {
        final String key = new Query(request, PARAMETERS).text("venue");
        final Venue venue = key == null ? null : Venue.byKey(key);
        if (key != null && (venue == null || engine.instruments().of(venue).isEmpty())) {
            throw Query.bad("venue", key, "give one of "
                    + view.reconciliations().stream().map(state -> state.venue().key()).toList() + ", or none for all");
        }
        return venue;
    }

    private static boolean accept(final String text) {
        if (text.isBlank()) {
            return false;
        }
        final JsonNode accept = Body.object(text, FIELDS).path("accept");
        if (!accept.isMissingNode() && !accept.isBoolean()) {
            throw Problem.field("INVALID_FIELD", "accept", accept.toString(), "accept = " + accept + ": give true or false");
        }
        return accept.booleanValue();
    }
}
