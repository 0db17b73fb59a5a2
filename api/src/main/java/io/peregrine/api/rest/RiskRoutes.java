package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.runtime.KillSwitchStatus;
import io.peregrine.time.EngineClock;
import java.util.List;
import java.util.Set;

/**
 * Risk as a whole: its state, and the kill switch. Any key that may trade trips the switch; only an admin resets it.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class RiskRoutes {
    private final EngineAccess engine;
    private final RiskReport report;
    private final LimitRoutes limits;

    RiskRoutes(final EngineView view, final RiskReport report) {
        this.report = report;
        limits = new LimitRoutes(view);
        engine = view.engine();
    }

    List<Route> routes() {
        return List.of(
                Route.get(Api.BASE + "/risk", this::state),
                Route.post(Api.BASE + "/risk/kill-switch", this::trip),
                Route.delete(Api.BASE + "/risk/kill-switch", this::reset));
    }

    private Answer state(final ServerRequest request) {
        new Query(request, Set.of());
        final ObjectNode body = Json.object();
        body.setAll(report.describe());
        body.set("kill_switch", killSwitch());
        body.set("limits", limits.limits());
        return Answer.ok(body);
    }

    private Answer trip(final ServerRequest request) {
        engine.killSwitch().trip(reason(request, "tripped over REST"), EngineClock.nowNs());
        return Answer.ok(killSwitch());
    }

    private Answer reset(final ServerRequest request) {
        final ApiKey key = request.context().get(ApiKey.class).orElse(null);
        if (key == null || key.role() != Role.ADMIN) {
            throw new Problem(403, "FORBIDDEN", "the kill switch is reset with a key of role admin");
        }
        engine.killSwitch().reset(reason(request, "reset over REST"), EngineClock.nowNs());
        return Answer.ok(killSwitch());
    }

    private ObjectNode killSwitch() {
        final KillSwitchStatus engineStatus = engine.killSwitchStatus();
        final KillSwitch.Status status = engineStatus.killSwitch();
        final ObjectNode body = Json.object()
                .put("tripped", status.tripped())
                .put("since_ns", status.timeNs() == 0 ? null : status.timeNs())
                .put("reason", status.reason().isEmpty() ? null : status.reason())
                .put("watched", engineStatus.watched())
                .put("last_send_ns", engineStatus.lastSendNs());
        body.set("venues", Json.array(engineStatus.cancels(), report -> Json.tree(report.facts())));
        return body;
    }

    /** What was given, and by whom. */
    private static String reason(final ServerRequest request, final String otherwise) {
        final String given = new Query(request, Set.of("reason")).text("reason");
        final String caller = request.context().get(ApiKey.class).map(ApiKey::name).orElse("-");
        return (given == null ? otherwise : given) + " (key " + caller + ')';
    }
}
