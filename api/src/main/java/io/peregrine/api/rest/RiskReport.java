package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.api.alert.ChannelStatus;
import io.peregrine.api.valueatrisk.MarkHistory;
import io.peregrine.api.valueatrisk.MarkSampler;
import io.peregrine.api.valueatrisk.ValueAtRisk;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.LimitUse;
import io.peregrine.api.view.RiskSummary;
import io.peregrine.killswitch.KillSwitch;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * What is reckoned about risk, beside what the core decides: checks, score, use of the limits, value at risk, and how the alerts do.
 *
 * <p><b>Threading:</b> thread-safe.
 */
public final class RiskReport {
    private static final double[] CONFIDENCES = {0.95, 0.99};
    private static final double INTERVALS_PER_DAY = (double) TimeUnit.DAYS.toNanos(1) / MarkSampler.INTERVAL_NS;

    private final EngineView view;
    private final MarkHistory marks;
    private final Supplier<List<ChannelStatus>> alerts;
    private final BreakerReport breakers;

    /**
     * @param marks  samples of the marks
     * @param alerts how the channels do
     */
    public RiskReport(final EngineView view, final MarkHistory marks, final Supplier<List<ChannelStatus>> alerts) {
        this.view = view;
        this.marks = marks;
        this.alerts = alerts;
        breakers = new BreakerReport(view, new Resources(view.engine()));
    }

    /** All of it. */
    public ObjectNode describe() {
        final RiskSummary summary = view.riskSummary();
        final KillSwitch.Status killSwitch = view.engine().killSwitch().status();
        final ObjectNode node = Json.object();
        node.putObject("kill_switch").put("tripped", killSwitch.tripped())
                .put("reason", killSwitch.reason().isEmpty() ? null : killSwitch.reason());
        node.put("total_checks", summary.totalChecks()).put("violations", summary.violations());
        Json.number(node, "violation_rate_percent", summary.violationRatePercent());
        Json.number(node, "risk_score", summary.score());
        final ArrayNode uses = node.putArray("limit_use");
        for (final LimitUse use : summary.limits()) {
            final ObjectNode entry = uses.addObject().put("limit", use.limit()).put("scope", use.scope());
            Json.number(entry, "bound", use.bound());
            Json.number(entry, "value", use.value());
            Json.number(entry, "used_percent", 100 * use.used());
        }
        node.set("breakers", breakers.tripped());
        node.set("value_at_risk", valueAtRisk());
        node.set("alerts", Json.array(alerts.get(), RiskReport::channel));
        return node;
    }

    /** Of the present portfolio, one for each confidence; null where a position can not be valued. */
    List<ValueAtRisk> values() {
        final double[] exposures = view.exposures();
        if (Arrays.stream(exposures).anyMatch(Double::isNaN)) {
            return null;
        }
        final double[] changes = marks.changes(exposures);
        return DoubleStream.of(CONFIDENCES)
                .mapToObj(confidence -> ValueAtRisk.of(changes, confidence, INTERVALS_PER_DAY)).toList();
    }

    /** How the alerts' channels do. */
    List<ChannelStatus> channels() {
        return alerts.get();
    }

    private ObjectNode valueAtRisk() {
        final ObjectNode node = Json.object()
                .put("currency", "USD")
                .put("horizon", "1d")
                .put("sampled_every_ns", MarkSampler.INTERVAL_NS)
                .put("samples", marks.count());
        final ArrayNode figures = node.putArray("figures");
        final List<ValueAtRisk> values = values();
        if (values == null) {
            return node.put("note", "a position can not be valued: there is no LIVE book for it");
        }
        for (final ValueAtRisk value : values) {
            final ObjectNode figure = figures.addObject().put("confidence", value.confidence()).put("returns", value.samples())
                    .put("returns_needed_historical", ValueAtRisk.historicalSamplesMin(value.confidence()))
                    .put("returns_needed_parametric", ValueAtRisk.PARAMETRIC_SAMPLES_MIN);
            Json.number(figure, "historical", value.historical());
            Json.number(figure, "historical_shortfall", value.historicalShortfall());
            Json.number(figure, "parametric", value.parametric());
            Json.number(figure, "parametric_shortfall", value.parametricShortfall());
        }
        return node.putNull("note");
    }

    private static ObjectNode channel(final ChannelStatus status) {
        return Json.object()
                .put("channel", status.id())
                .put("type", status.type())
                .put("sent", status.sent())
                .put("failed", status.failed())
                .put("dropped", status.dropped())
                .put("suppressed", status.suppressed())
                .put("last_error", status.lastError());
    }
}
