package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import io.peregrine.api.config.LimitText;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.LimitState;
import io.peregrine.command.CommandProxy;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.RiskScope;
import io.peregrine.risk.LimitSetting;
import io.peregrine.risk.LimitTerms;
import io.peregrine.risk.UsedLimits;
import io.peregrine.risk.RiskLimits;
import io.peregrine.risk.RiskSettings;
import io.peregrine.strategy.StrategySettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The limits of risk: all that there are, by scope, with what is used of them; and changes of them, by an admin, as one command.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class LimitRoutes {
    private static final String PATH = Api.BASE + "/risk/limits";
    private static final int E8_DECIMALS = 8;
    private static final String MANUAL = "manual";
    private static final String NO_LIMIT = "none";
    private static final Set<String> FIELDS = Set.of("changes");
    private static final Set<String> CHANGE_FIELDS = Set.of("scope", "id", "limit", "value");

    private final EngineAccess engine;
    private final EngineView view;

    LimitRoutes(final EngineView view) {
        this.view = view;
        engine = view.engine();
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, this::get), Route.put(PATH, this::put));
    }

    private Answer get(final ServerRequest request) {
        new Query(request, Set.of());
        return Answer.ok(limits());
    }

    private Answer put(final ServerRequest request) throws InterruptedException {
        new Query(request, Set.of());
        final ApiKey key = request.context().get(ApiKey.class).orElse(null);
        if (key == null || key.role() != Role.ADMIN) {
            throw new Problem(403, "FORBIDDEN", "limits are changed with a key of role admin");
        }
        final long correlationId = engine.setLimits(changes(Body.object(Body.text(request), FIELDS).path("changes")));
        Commands.accepted(correlationId);
        if (view.await(() -> view.limitsApplied(correlationId) ? Boolean.TRUE : null, Commands.WAIT_MS) == null) {
            throw new Problem(504, "OUTCOME_UNKNOWN", "the change was handed to the engine, and the journal does not show it yet; ask GET "
                    + PATH);
        }
        return Answer.ok(limits());
    }

    /** The total's main limits by name, and all limits as a list. */
    ObjectNode limits() {
        final List<LimitState> states = view.limits();
        final RiskSettings settings = engine.riskLimits();
        final ObjectNode body = Json.object();
        for (final LimitState state : states) {
            if (state.scope() == RiskScope.TOTAL && state.terms().required()) {
                switch (state.terms()) {
                    case DAILY_LOSS, POSITION_SIZE, EXPOSURE -> body.put(state.terms().key(), value(state.terms(), state.value()));
                    case DRAWDOWN -> body.put(state.terms().key(), state.value() / 1e8);
                    default -> {
                        // In the list only.
                    }
                }
            }
        }
        body.put("check_interval_ns", settings.checkIntervalNs()).put("violation_threshold", settings.violationThreshold());
        body.set("limits", Json.array(states, this::resource));
        return body;
    }

    private ObjectNode resource(final LimitState state) {
        final boolean used = state.useE8() != UsedLimits.NONE;
        return Json.object()
                .put("scope", state.scope().name().toLowerCase(Locale.ROOT))
                .put("id", id(state.scope(), state.scopeId()))
                .put("limit", state.terms().key())
                .put("value", value(state.terms(), state.value()))
                .put("configured", value(state.terms(), state.configured()))
                .put("changed", state.changed())
                .put("use", used ? Json.decimal(BigDecimal.valueOf(state.useE8(), E8_DECIMALS)) : null);
    }

    private static String value(final LimitTerms terms, final long value) {
        return value == RiskLimits.NO_LIMIT ? null : LimitText.format(terms, value);
    }

    private String id(final RiskScope scope, final int scopeId) {
        return switch (scope) {
            case VENUE -> Venue.values()[scopeId].key();
            case STRATEGY -> scopeId == 0 ? MANUAL : engine.strategies().get(scopeId - 1).name();
            case INSTRUMENT -> name(engine.instruments().get(scopeId));
            default -> null;
        };
    }

    private static String name(final Instrument instrument) {
        return instrument.venue().key() + ':' + instrument.symbol();
    }

    private List<LimitSetting> changes(final JsonNode array) {
        if (!array.isArray() || array.isEmpty() || array.size() > CommandProxy.LIMIT_CHANGES_MAX) {
            throw Problem.field("INVALID_FIELD", "changes", array.toString(),
                    "changes must be a list of 1 to " + CommandProxy.LIMIT_CHANGES_MAX + " changes");
        }
        final List<LimitSetting> changes = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            changes.add(change("changes[" + i + "]", Body.object(array.get(i).toString(), CHANGE_FIELDS)));
        }
        return changes;
    }

    private LimitSetting change(final String at, final JsonNode change) {
        final String key = change.path("limit").asText("");
        final LimitTerms terms = LimitTerms.byKey(key);
        if (terms == null) {
            throw Problem.field("UNKNOWN_LIMIT", at + ".limit", key, at + ".limit = '" + key + "': limits are "
                    + List.of(LimitTerms.values()).stream().map(LimitTerms::key).toList());
        }
        final RiskScope scope = scope(at, change.path("scope").asText(""));
        final int scopeId = scopeId(at, scope, change.path("id").asText(""));
        final JsonNode given = change.path("value");
        final String text = given.asText("");
        final long value;
        if (given.isNull()) {
            value = RiskLimits.AS_CONFIGURED;
        } else {
            value = NO_LIMIT.equals(text) ? RiskLimits.NO_LIMIT : LimitText.parse(terms, text);
        }
        final LimitSetting setting = new LimitSetting(terms.limit(), scope, scopeId, value);
        if (given.isMissingNode() || !given.isNull() && value == LimitText.INVALID || !view.limitPossible(setting)) {
            throw Problem.field("LIMIT_RANGE", at + ".value", text, at + ": " + key + " of scope " + change.path("scope").asText() + " = '"
                    + text + "' is not possible: give " + LimitText.range(terms) + ", null for what is configured, or '" + NO_LIMIT
                    + "' where the limit may be absent" + (terms.in(RiskScope.VENUE) ? "" : "; only of scope total"));
        }
        return setting;
    }

    private static RiskScope scope(final String at, final String name) {
        for (final RiskScope scope : RiskScope.values()) {
            if (scope != RiskScope.NULL_VAL && scope.name().toLowerCase(Locale.ROOT).equals(name)) {
                return scope;
            }
        }
        throw Problem.field("UNKNOWN_SCOPE", at + ".scope", name, at + ".scope = '" + name + "': total, venue, strategy or instrument");
    }

    private int scopeId(final String at, final RiskScope scope, final String id) {
        int found = -1;
        switch (scope) {
            case VENUE -> {
                final Venue venue = Venue.byKey(id);
                found = venue == null ? -1 : venue.ordinal();
            }
            case STRATEGY -> {
                final List<StrategySettings> strategies = engine.strategies();
                found = MANUAL.equals(id) ? 0 : found;
                for (final StrategySettings strategy : strategies) {
                    found = strategy.name().equals(id) ? strategy.strategyId() : found;
                }
            }
            case INSTRUMENT -> {
                for (final Instrument instrument : engine.instruments().all()) {
                    found = name(instrument).equals(id) ? instrument.instrumentId() : found;
                }
            }
            default -> found = id.isEmpty() || "null".equals(id) ? 0 : -1;
        }
        if (found < 0) {
            throw Problem.field("UNKNOWN_SCOPE", at + ".id", id, at + ".id = '" + id + "': the venue's key, the strategy's name ('" + MANUAL
                    + "' for trading by hand), venue:SYMBOL for an instrument, nothing for total");
        }
        return found;
    }
}
