package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.RiskScope;
import java.math.BigDecimal;
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
    private static final int E8_DECIMALS = 8;
    private static final Set<String> FIELDS = Set.of("reason");

    private final EngineView view;
    private final EngineAccess engine;
    private final Instruments instruments;
    private final Resources resources;

    BreakerRoutes(final EngineView view, final Resources resources) {
        this.view = view;
        this.resources = resources;
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
        body.set("breakers", tripped());
        return Answer.ok(body);
    }

    /** Those that are not NORMAL. */
    ArrayNode tripped() {
        return Json.array(view.breakers(), this::breaker);
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
            return Answer.ok(breaker(before));
        }
        final BreakerInfo after = view.await(() -> {
            final BreakerInfo info = view.breaker(scope, scopeId);
            return info.equals(before) ? null : info;
        }, Commands.WAIT_MS);
        return after == null ? Answer.json(202, breaker(before)) : Answer.ok(breaker(after));
    }

    private ObjectNode breaker(final BreakerInfo breaker) {
        final boolean cools = breaker.untilNs() != BreakerStatusDecoder.untilNsNullValue();
        final ObjectNode node = Json.object()
                .put("scope", breaker.scope().name().toLowerCase(Locale.ROOT))
                .put("id", name(breaker))
                .put("state", breaker.state().name())
                .put("cause", breaker.state() == BreakerState.NORMAL ? null : breaker.cause().name())
                .put("since_ns", breaker.sinceNs() == 0 ? null : breaker.sinceNs())
                .put("until_ns", cools ? breaker.untilNs() : null)
                .put("latched", breaker.state() != BreakerState.NORMAL && !cools);
        return node.put("limit", e8(breaker.limitE8())).put("value", e8(breaker.valueE8()));
    }

    private String name(final BreakerInfo breaker) {
        return switch (breaker.scope()) {
            case VENUE -> Venue.values()[breaker.scopeId()].key();
            case STRATEGY -> resources.strategyName(breaker.scopeId());
            case INSTRUMENT -> {
                final Instrument instrument = instruments.get(breaker.scopeId());
                yield instrument.venue().key() + ':' + instrument.symbol().replace('/', '-');
            }
            default -> "all";
        };
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
                    + "'; the ids are 'all' for total, a venue's or a strategy's name, or 'binance:BTC-USDT' for an instrument");
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

    private static String e8(final long mantissa) {
        return Json.decimal(BigDecimal.valueOf(mantissa, E8_DECIMALS));
    }
}
