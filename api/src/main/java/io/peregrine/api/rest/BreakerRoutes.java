package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import io.peregrine.api.view.BreakerInfo;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.command.CommandProxy;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BreakerState;
import io.peregrine.message.RiskScope;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Circuit breakers: those that have tripped, and the reset of one by an admin, who has to say why.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class BreakerRoutes {
    private static final Set<String> FIELDS = Set.of("reason");

    private final EngineView view;
    private final EngineAccess engine;
    private final Instruments instruments;
    private final Resources resources;
    private final BreakerReport report;

    BreakerRoutes(final EngineView view, final Resources resources) {
        this.view = view;
        this.resources = resources;
        report = new BreakerReport(view, resources);
        engine = view.engine();
        instruments = engine.instruments();
    }

    List<Route> routes() {
        return List.of(
                Route.get(Api.BASE + "/risk/breakers", this::list),
                Route.post(Api.BASE + "/risk/breakers/{scope}/{id}/reset", this::reset));
    }

    private Answer list(final ServerRequest request) {
        new Query(request, Set.of());
        final ObjectNode body = Json.object();
        body.set("breakers", report.tripped());
        return Answer.ok(body);
    }

    private Answer reset(final ServerRequest request) throws InterruptedException {
        final ApiKey key = request.context().get(ApiKey.class).orElse(null);
        if (key == null || key.role() != Role.ADMIN) {
            throw new Problem(403, "FORBIDDEN", "a circuit breaker is reset with a key of role admin");
        }
        final String scopeName = request.path().pathParameters().get("scope");
        final String id = request.path().pathParameters().get("id");
        final RiskScope scope = scope(scopeName);
        final int scopeId = scopeId(scope, id);
        final String reason = reason(Body.text(request)) + " (key " + key.name() + ')';
        if (reason.getBytes(StandardCharsets.UTF_8).length > CommandProxy.REASON_LENGTH_MAX_BYTES) {
            throw Problem.field("INVALID_FIELD", "reason", "", "reason is longer than " + CommandProxy.REASON_LENGTH_MAX_BYTES + " bytes");
        }
        final BreakerInfo before = view.breaker(scope, scopeId);
        Commands.accepted(engine.resetBreaker(scope, scopeId, reason));
        if (before.state() == BreakerState.NORMAL) {
            return Answer.ok(report.describe(before));
        }
        final BreakerInfo after = view.await(() -> {
            final BreakerInfo info = view.breaker(scope, scopeId);
            return info.equals(before) ? null : info;
        }, Commands.WAIT_MS);
        return after == null ? Answer.json(202, report.describe(before)) : Answer.ok(report.describe(after));
    }

    private static RiskScope scope(final String name) {
        return switch (name) {
            case "total" -> RiskScope.TOTAL;
            case "venue" -> RiskScope.VENUE;
            case "strategy" -> RiskScope.STRATEGY;
            case "instrument" -> RiskScope.INSTRUMENT;
            default -> throw Problem.notFound("no scope '" + name + "'; give total, venue, strategy or instrument");
        };
    }

    private int scopeId(final RiskScope scope, final String id) {
        final int scopeId = switch (scope) {
            case TOTAL -> id.equals("all") ? 0 : -1;
            case VENUE -> Venue.byKey(id) == null ? -1 : Venue.byKey(id).ordinal();
            case STRATEGY -> resources.strategyId(id);
            default -> instrumentId(id);
        };
        if (scopeId < 0) {
            throw Problem.notFound("no " + scope.name().toLowerCase(Locale.ROOT) + " '" + id
                    + "'; the ids are 'all' for total, a venue's or a strategy's name, or '"
                    + Venue.values()[0].key() + ":BTC-USDT' for an instrument");
        }
        return scopeId;
    }

    private int instrumentId(final String id) {
        final int colon = id.indexOf(':');
        final Venue venue = colon < 0 ? null : Venue.byKey(id.substring(0, colon));
        final Instrument instrument = venue == null ? null : new Symbols(instruments).findOrNull(venue, id.substring(colon + 1));
        return instrument == null ? -1 : instrument.instrumentId();
    }

    private static String reason(final String text) {
        final JsonNode reason = Body.object(text, FIELDS).path("reason");
        if (!reason.isTextual() || reason.textValue().isBlank()) {
            throw Problem.field("INVALID_FIELD", "reason", reason.toString(), "say why in 'reason'; it goes into the journal");
        }
        return reason.textValue();
    }
}
