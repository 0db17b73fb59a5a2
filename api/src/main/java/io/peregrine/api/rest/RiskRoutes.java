package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.helidon.webserver.http.ServerRequest;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.risk.RiskSettings;
import io.peregrine.runtime.KillSwitchStatus;
import io.peregrine.time.EngineClock;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * Risk as a whole: its state, its limits, and the kill switch. Any key that may trade trips the switch; only an admin resets it.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class RiskRoutes {
    private static final int E8_DECIMALS = 8;

    private final EngineAccess engine;
    private final RiskReport report;

    RiskRoutes(final EngineView view, final RiskReport report) {
        this.report = report;
        engine = view.engine();
    }

    List<Route> routes() {
        return List.of(
                Route.get(Api.BASE + "/risk", this::state),
                Route.get(Api.BASE + "/risk/limits", request -> Answer.ok(limits(new Query(request, Set.of())))),
                Route.post(Api.BASE + "/risk/kill-switch", this::trip),
                Route.delete(Api.BASE + "/risk/kill-switch", this::reset));
    }

    private Answer state(final ServerRequest request) {
        final ObjectNode body = Json.object();
        body.setAll(report.describe());
        body.set("kill_switch", killSwitch());
        body.set("limits", limits(new Query(request, Set.of())));
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

    private ObjectNode limits(final Query noParameters) {
        final RiskSettings settings = engine.riskLimits();
        return Json.object()
                .put("max_daily_loss", e8(settings.dailyLossMaxE8()))
                .put("max_drawdown", settings.drawdownMaxPercent())
                .put("max_position_size", e8(settings.positionSizeMaxE8()))
                .put("max_exposure", e8(settings.exposureMaxE8()))
                .put("check_interval_ns", settings.checkIntervalNs())
                .put("violation_threshold", settings.violationThreshold());
    }

    /** What was given, and by whom. */
    private static String reason(final ServerRequest request, final String otherwise) {
        final String given = new Query(request, Set.of("reason")).text("reason");
        final String caller = request.context().get(ApiKey.class).map(ApiKey::name).orElse("-");
        return (given == null ? otherwise : given) + " (key " + caller + ')';
    }

    private static String e8(final long mantissa) {
        return Json.decimal(BigDecimal.valueOf(mantissa, E8_DECIMALS));
    }
}
