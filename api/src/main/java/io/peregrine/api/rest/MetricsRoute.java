package io.peregrine.api.rest;

import io.helidon.webserver.http.ServerRequest;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.OrderCounts;
import io.peregrine.instrument.Instrument;
import io.peregrine.latency.Stage;
import io.peregrine.message.BookState;
import io.peregrine.time.EngineClock;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * {@code /metrics} in Prometheus' text format: read from the view and the engine at each scrape, nothing is counted twice. Seconds are the
 * unit of time; no order or client is a label.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class MetricsRoute {
    private static final double[] QUANTILES = {0.5, 0.9, 0.99, 0.999, 0.9999};
    private static final double NS_PER_SECOND = 1e9;
    private static final Map<Stage, String> STAGE_NAMES = Map.of(
            Stage.TICK_TO_ORDER, "hft_tick_to_trade",
            Stage.FEED, "hft_feed_latency",
            Stage.FILL, "hft_order_fill");

    private final EngineView view;
    private final EngineAccess engine;
    private final StatusResource status;
    private final StreamCounts clients;
    private final RiskMetrics risk;
    private final ExpositionFormats formats = ExpositionFormats.init();

    MetricsRoute(final EngineView view, final StreamCounts clients, final RiskReport report) {
        risk = new RiskMetrics(view, report);
        this.view = view;
        this.clients = clients;
        engine = view.engine();
        status = new StatusResource(view);
    }

    List<Route> routes() {
        return List.of(Route.get("/metrics", this::scrape));
    }

    private Answer scrape(final ServerRequest request) {
        final var writer = formats.getPrometheusTextFormatWriter();
        final ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
        try {
            writer.write(out, snapshots());
        } catch (final IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return new Answer(200, writer.getContentType(), out.toByteArray(), Map.of());
    }

    private MetricSnapshots snapshots() {
        final MetricSnapshots.Builder all = MetricSnapshots.builder();
        engine(all);
        orders(all);
        risk.add(all);
        latencies(all);
        venues(all);
        all.metricSnapshot(gauge("hft_ws_clients", "WebSocket clients", clients.clients()));
        all.metricSnapshot(counter("hft_ws_conflated", "States replaced by newer ones for slow clients", clients.conflated()));
        all.metricSnapshot(counter("hft_ws_dropped", "WebSocket clients dropped for being too slow", clients.dropped()));
        return all.build();
    }

    private void engine(final MetricSnapshots.Builder all) {
        all.metricSnapshot(gauge("hft_uptime_seconds", "Time since the engine started",
                (EngineClock.nowNs() - engine.startTimeNs()) / NS_PER_SECOND));
        all.metricSnapshot(counter("hft_ticks", "Market data events", engine.tickCount()));
        final GaugeSnapshot.Builder agents = GaugeSnapshot.builder().name("hft_agent_busy_ratio").help("Share of duty cycles with work");
        for (final EngineAccess.AgentStatus agent : engine.agents()) {
            if (Double.isFinite(agent.busyPercent())) {
                agents.dataPoint(point(Labels.of("agent", agent.name()), agent.busyPercent() / 100));
            }
        }
        all.metricSnapshot(agents.build());
        final CounterSnapshot.Builder counters = CounterSnapshot.builder().name("hft_engine_events").help("Event counters of the engine");
        engine.counters().forEach((name, value) -> counters.dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder()
                .labels(Labels.of("event", name)).value(Math.max(0, value)).build()));
        all.metricSnapshot(counters.build());
    }

    private void orders(final MetricSnapshots.Builder all) {
        final OrderCounts counts = view.orderCounts();
        all.metricSnapshot(CounterSnapshot.builder().name("hft_orders").help("Orders that ended, by outcome")
                .dataPoint(outcome("filled", counts.filled()))
                .dataPoint(outcome("canceled", counts.canceled()))
                .dataPoint(outcome("rejected", counts.rejected()))
                .dataPoint(outcome("expired", counts.expired()))
                .build());
        all.metricSnapshot(counter("hft_orders_placed", "Orders known to the engine in this run", counts.total()));
        all.metricSnapshot(gauge("hft_orders_open", "Orders that have not ended", view.openOrderCount()));
    }

    private void latencies(final MetricSnapshots.Builder all) {
        final List<StatusResource.Measured> measured = status.measured();
        for (final Stage stage : Stage.values()) {
            final SummarySnapshot.Builder summary = SummarySnapshot.builder()
                    .name(STAGE_NAMES.getOrDefault(stage, "hft_" + stage.key()) + "_seconds")
                    .unit(Unit.SECONDS)
                    .help("Latency of the stage " + stage.key());
            boolean any = false;
            for (final StatusResource.Measured one : measured) {
                if (one.stage() == stage) {
                    summary.dataPoint(summary(one));
                    any = true;
                }
            }
            if (any) {
                all.metricSnapshot(summary.build());
            }
        }
    }

    private void venues(final MetricSnapshots.Builder all) {
        final GaugeSnapshot.Builder connected = GaugeSnapshot.builder().name("hft_feed_connected").help("1 while market data arrives");
        final GaugeSnapshot.Builder live = GaugeSnapshot.builder().name("hft_book_live").help("1 while the book is LIVE");
        for (final EngineAccess.VenueStatus venue : engine.venues()) {
            connected.dataPoint(point(Labels.of("venue", venue.venue().key()), venue.feedConnected() ? 1 : 0));
            for (final Instrument instrument : engine.instruments().of(venue.venue())) {
                final var book = engine.book(instrument.instrumentId(), 1);
                live.dataPoint(point(Labels.of("venue", venue.venue().key(), "symbol", instrument.symbol()),
                        book != null && book.state() == BookState.LIVE ? 1 : 0));
            }
        }
        all.metricSnapshot(connected.build());
        all.metricSnapshot(live.build());
        clocks(all);
    }

    private void clocks(final MetricSnapshots.Builder all) {
        final GaugeSnapshot.Builder offset =
                GaugeSnapshot.builder().name("hft_venue_clock_offset_seconds").help("Venue's clock - ours, as estimated");
        final GaugeSnapshot.Builder jitter =
                GaugeSnapshot.builder().name("hft_feed_jitter_seconds").help("Smoothed change of the feed latency between two events");
        for (final EngineAccess.VenueStatus venue : engine.venues()) {
            final Labels labels = Labels.of("venue", venue.venue().key());
            offset.dataPoint(point(labels, venue.clock().offsetNs() / NS_PER_SECOND));
            jitter.dataPoint(point(labels, venue.clock().jitterNs() / NS_PER_SECOND));
        }
        all.metricSnapshot(offset.build());
        all.metricSnapshot(jitter.build());
    }

    private static SummarySnapshot.SummaryDataPointSnapshot summary(final StatusResource.Measured measured) {
        final Histogram histogram = measured.histogram();
        final Quantiles.Builder quantiles = Quantiles.builder();
        for (final double quantile : QUANTILES) {
            quantiles.quantile(new Quantile(quantile, histogram.getValueAtPercentile(quantile * 100) / NS_PER_SECOND));
        }
        return SummarySnapshot.SummaryDataPointSnapshot.builder()
                .labels(Labels.of("venue", measured.venue().key()))
                .count(histogram.getTotalCount())
                .sum(histogram.getMean() * histogram.getTotalCount() / NS_PER_SECOND)
                .quantiles(quantiles.build())
                .build();
    }

    private static CounterSnapshot counter(final String name, final String help, final long value) {
        return CounterSnapshot.builder().name(name).help(help)
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().value(value).build())
                .build();
    }

    private static GaugeSnapshot gauge(final String name, final String help, final double value) {
        return GaugeSnapshot.builder().name(name).help(help).dataPoint(point(Labels.EMPTY, value)).build();
    }

    private static GaugeSnapshot.GaugeDataPointSnapshot point(final Labels labels, final double value) {
        return GaugeSnapshot.GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static CounterSnapshot.CounterDataPointSnapshot outcome(final String outcome, final long value) {
        return CounterSnapshot.CounterDataPointSnapshot.builder().labels(Labels.of("outcome", outcome)).value(value).build();
    }
}
