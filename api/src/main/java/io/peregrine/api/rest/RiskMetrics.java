package io.peregrine.api.rest;

import io.peregrine.api.alert.ChannelStatus;
import io.peregrine.api.valueatrisk.ValueAtRisk;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.LimitUse;
import io.peregrine.api.view.RiskSummary;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.List;

/**
 * The risk part of {@code /metrics}. A figure that there is not is left out.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class RiskMetrics {
    private final EngineView view;
    private final RiskReport report;

    RiskMetrics(final EngineView view, final RiskReport report) {
        this.view = view;
        this.report = report;
    }

    void add(final MetricSnapshots.Builder all) {
        final RiskSummary summary = view.riskSummary();
        all.metricSnapshot(CounterSnapshot.builder().name("hft_risk_checks").help("Pre-trade risk checks, by result")
                .dataPoint(count(Labels.of("result", "passed"), Math.max(0, summary.totalChecks() - summary.violations())))
                .dataPoint(count(Labels.of("result", "violated"), summary.violations()))
                .build());
        all.metricSnapshot(GaugeSnapshot.builder().name("hft_risk_score").help("0 to 100: use of the limit that is nearest")
                .dataPoint(point(Labels.EMPTY, summary.score())).build());
        all.metricSnapshot(GaugeSnapshot.builder().name("hft_kill_switch").help("1 while the kill switch is on")
                .dataPoint(point(Labels.EMPTY, view.engine().killSwitch().tripped() ? 1 : 0)).build());
        final GaugeSnapshot.Builder uses = GaugeSnapshot.builder().name("hft_limit_use_ratio").help("Part of a limit that is used");
        for (final LimitUse use : summary.limits()) {
            uses.dataPoint(point(Labels.of("limit", use.limit(), "scope", use.scope()), use.used()));
        }
        all.metricSnapshot(uses.build());
        values(all);
        alerts(all);
    }

    private void values(final MetricSnapshots.Builder all) {
        final List<ValueAtRisk> values = report.values();
        final GaugeSnapshot.Builder risk =
                GaugeSnapshot.builder().name("hft_value_at_risk_dollars").help("Loss of a day that is not exceeded with this confidence");
        final GaugeSnapshot.Builder shortfall =
                GaugeSnapshot.builder().name("hft_expected_shortfall_dollars").help("Mean loss of a day beyond the value at risk");
        for (final ValueAtRisk value : values == null ? List.<ValueAtRisk>of() : values) {
            put(risk, "historical", value.confidence(), value.historical());
            put(risk, "parametric", value.confidence(), value.parametric());
            put(shortfall, "historical", value.confidence(), value.historicalShortfall());
            put(shortfall, "parametric", value.confidence(), value.parametricShortfall());
        }
        all.metricSnapshot(risk.build());
        all.metricSnapshot(shortfall.build());
    }

    private void alerts(final MetricSnapshots.Builder all) {
        final CounterSnapshot.Builder alerts = CounterSnapshot.builder().name("hft_alerts").help("Alerts by channel and outcome");
        for (final ChannelStatus channel : report.channels()) {
            alerts.dataPoint(count(Labels.of("channel", channel.id(), "outcome", "sent"), channel.sent()));
            alerts.dataPoint(count(Labels.of("channel", channel.id(), "outcome", "failed"), channel.failed()));
            alerts.dataPoint(count(Labels.of("channel", channel.id(), "outcome", "dropped"), channel.dropped()));
            alerts.dataPoint(count(Labels.of("channel", channel.id(), "outcome", "suppressed"), channel.suppressed()));
        }
        all.metricSnapshot(alerts.build());
    }

    private static void put(final GaugeSnapshot.Builder gauge, final String method, final double confidence, final double value) {
        if (Double.isFinite(value)) {
            gauge.dataPoint(point(Labels.of("method", method, "confidence", Double.toString(confidence)), value));
        }
    }

    private static GaugeSnapshot.GaugeDataPointSnapshot point(final Labels labels, final double value) {
        return GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static CounterSnapshot.CounterDataPointSnapshot count(final Labels labels, final long value) {
        return CounterSnapshot.CounterDataPointSnapshot.builder().labels(labels).value(value).build();
    }
}
