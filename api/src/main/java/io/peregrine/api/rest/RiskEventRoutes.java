package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import io.peregrine.api.view.EngineView;
import io.peregrine.message.Severity;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The risk events of the journal.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class RiskEventRoutes {
    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1_000;

    private final EngineView view;
    private final Resources resources;

    RiskEventRoutes(final EngineView view, final Resources resources) {
        this.view = view;
        this.resources = resources;
    }

    List<Route> routes() {
        return List.of(Route.get(Api.BASE + "/risk/events", this::events));
    }

    private Answer events(final ServerRequest request) {
        final Query query = new Query(request, Set.of("severity", "since", "limit"));
        final ObjectNode body = Json.object();
        body.set("events", Json.array(view.riskEvents(severity(query.text("severity")), query.number("since", -1, 0, Long.MAX_VALUE),
                (int) query.number("limit", LIMIT_DEFAULT, 1, LIMIT_MAX)), resources::risk));
        return Answer.ok(body);
    }

    private static Severity severity(final String text) {
        if (text == null) {
            return Severity.INFO;
        }
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "INFO", "INFORMATIONAL" -> Severity.INFO;
            case "WARNING" -> Severity.WARNING;
            case "SEVERE" -> Severity.SEVERE;
            case "CRITICAL" -> Severity.CRITICAL;
            default -> throw Query.bad("severity", text, "give info, warning, severe or critical: the least that is shown");
        };
    }
}
