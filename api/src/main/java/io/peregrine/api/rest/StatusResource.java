package io.peregrine.api.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.api.view.EngineAccess;
import io.peregrine.api.view.EngineView;
import io.peregrine.api.view.OrderCounts;
import io.peregrine.api.view.OrderFlow;
import io.peregrine.api.view.Performance;
import io.peregrine.api.view.RiskSummary;
import io.peregrine.api.view.StrategyInfo;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.ClockStatus;
import io.peregrine.latency.Stage;
import io.peregrine.message.OrderStatus;
import io.peregrine.time.EngineClock;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * The JSON of the engine as a whole: status and latency.
 *
 * <p><b>Threading:</b> thread-safe.
 */
public final class StatusResource {
    private static final double NS_PER_SECOND = 1e9;

    private final EngineAccess engine;
    private final EngineView view;

    public StatusResource(final EngineView view) {
        this.view = view;
        engine = view.engine();
    }

    /** State, venues with their books, agents, and all counts. */
    public ObjectNode status() {
        final ObjectNode node = Json.object()
                .put("state", engine.state())
                .put("mode", engine.mode().name())
                .put("runId", engine.runId())
                .put("startTimeNs", engine.startTimeNs())
                .put("uptimeSeconds", Math.max(0, EngineClock.nowNs() - engine.startTimeNs()) / NS_PER_SECOND)
                .put("tickCount", engine.tickCount())
                .put("openOrders", view.openOrderCount());
        node.set("venues", venues());
        final ArrayNode agents = node.putArray("agents");
        for (final EngineAccess.AgentStatus agent : engine.agents()) {
            Json.number(agents.addObject().put("name", agent.name()), "busyPercent", agent.busyPercent());
        }
        node.set("orders", orders(view.orderCounts()));
        node.set("risk", risk(view.riskSummary()));
        node.set("pnl", profit());
        final ObjectNode counters = node.putObject("counters");
        engine.counters().forEach(counters::put);
        return node;
    }

    /** Every stage of every venue that has measured something. */
    public ObjectNode latency() {
        final ObjectNode node = Json.object().put("unit", "ns").put("tickCount", engine.tickCount());
        final ArrayNode stages = node.putArray("stages");
        for (final Measured measured : measured()) {
            final Histogram histogram = measured.histogram;
            final ObjectNode stage = stages.addObject()
                    .put("venue", measured.venue.key())
                    .put("stage", measured.stage.key())
                    .put("count", histogram.getTotalCount());
            Json.number(stage, "mean", histogram.getMean());
            stage.put("min", histogram.getMinValue())
                    .put("max", histogram.getMaxValue())
                    .put("p50", histogram.getValueAtPercentile(50))
                    .put("p90", histogram.getValueAtPercentile(90))
                    .put("p99", histogram.getValueAtPercentile(99))
                    .put("p99.9", histogram.getValueAtPercentile(99.9))
                    .put("p99.99", histogram.getValueAtPercentile(99.99));
        }
        node.set("clocks", clocks());
        return node;
    }

    /** Each venue's clock, as its feed estimates it. */
    private ArrayNode clocks() {
        final ArrayNode clocks = Json.array();
        for (final EngineAccess.VenueStatus status : engine.venues()) {
            final ClockStatus clock = status.clock();
            clocks.addObject()
                    .put("venue", status.venue().key())
                    .put("offset", clock.offsetNs())
                    .put("uncertainty", clock.uncertaintyNs() == Long.MAX_VALUE ? null : (Long) clock.uncertaintyNs())
                    .put("lastDelay", clock.delayNs())
                    .put("jitter", clock.jitterNs());
        }
        return clocks;
    }

    List<Measured> measured() {
        final List<Measured> list = new ArrayList<>();
        for (final EngineAccess.VenueStatus status : engine.venues()) {
            for (final Stage stage : Stage.values()) {
                final Histogram histogram = engine.latency(status.venue(), stage);
                if (histogram != null && histogram.getTotalCount() > 0) {
                    list.add(new Measured(status.venue(), stage, histogram));
                }
            }
        }
        return list;
    }

    private ArrayNode venues() {
        final ArrayNode venues = Json.array();
        for (final EngineAccess.VenueStatus status : engine.venues()) {
            final ObjectNode venue = venues.addObject()
                    .put("venue", status.venue().key())
                    .put("connected", status.feedConnected())
                    .put("orderEntryReady", status.gatewayReady())
                    .put("detail", status.detail());
            venue.set("orders", orderFlow(status.venue()));
            final ArrayNode books = venue.putArray("books");
            for (final EngineAccess.BookStatus book : status.books()) {
                books.add(book(book));
            }
        }
        return venues;
    }

    /** What became of the venue's orders, and how long it takes to answer; latencies in nanoseconds. */
    private ObjectNode orderFlow(final Venue venue) {
        final OrderFlow flow = view.orderFlow(venue);
        final ObjectNode node = Json.object()
                .put("filled", flow.ended(OrderStatus.FILLED))
                .put("canceled", flow.ended(OrderStatus.CANCELED))
                .put("rejected", flow.ended(OrderStatus.REJECTED) + flow.ended(OrderStatus.RISK_REJECTED))
                .put("expired", flow.ended(OrderStatus.EXPIRED))
                .put("fillRatio", flow.fillRatio());
        putPercentiles(node.putObject("ackLatency"), engine.latency(venue, Stage.ACK));
        putPercentiles(node.putObject("cancelLatency"), engine.latency(venue, Stage.CANCEL_ACK));
        final ObjectNode reasons = node.putObject("rejectReasons");
        flow.rejectReasons().forEach((reason, count) -> reasons.put(reason.name(), count));
        return node;
    }

    private static void putPercentiles(final ObjectNode node, final Histogram histogram) {
        final boolean none = histogram == null || histogram.getTotalCount() == 0;
        node.put("p50", none ? null : (Long) histogram.getValueAtPercentile(50))
                .put("p99", none ? null : (Long) histogram.getValueAtPercentile(99));
    }

    private ObjectNode book(final EngineAccess.BookStatus book) {
        final ObjectNode node = Json.object()
                .put("symbol", engine.instruments().get(book.instrumentId()).symbol())
                .put("state", book.state().name())
                .put("reason", book.reason().name())
                .put("sinceNs", book.stateTimeNs());
        final ObjectNode counters = node.putObject("counters");
        book.counters().forEach(counters::put);
        return node;
    }

    private static ObjectNode orders(final OrderCounts counts) {
        return Json.object()
                .put("total", counts.total())
                .put("filled", counts.filled())
                .put("canceled", counts.canceled())
                .put("rejected", counts.rejected())
                .put("expired", counts.expired())
                .put("averageFillTimeMs", counts.averageFillTimeMs());
    }

    private static ObjectNode risk(final RiskSummary summary) {
        return Json.object()
                .put("totalChecks", summary.totalChecks())
                .put("violations", summary.violations())
                .put("violationRate", summary.violationRatePercent())
                .put("riskScore", summary.score());
    }

    /** All strategies and trading by hand together; a sum is null while a part of it has no LIVE price. */
    private ObjectNode profit() {
        final List<Performance> parts = new ArrayList<>(view.strategies().stream().map(StrategyInfo::performance).toList());
        parts.add(view.manualPerformance());
        return Json.object()
                .put("currency", "USD")
                .put("total", Json.decimal(sum(parts.stream().map(Performance::totalPnl).toList())))
                .put("realised", Json.decimal(sum(parts.stream().map(Performance::realisedPnl).toList())))
                .put("unrealised", Json.decimal(sum(parts.stream().map(Performance::unrealisedPnl).toList())))
                .put("fees", Json.decimal(sum(parts.stream().map(Performance::fees).toList())))
                .put("volume", Json.decimal(sum(parts.stream().map(Performance::volume).toList())));
    }

    private static BigDecimal sum(final List<BigDecimal> amounts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (final BigDecimal amount : amounts) {
            if (amount == null) {
                return null;
            }
            sum = sum.add(amount);
        }
        return sum;
    }

    /** One histogram with where it comes from. */
    record Measured(Venue venue, Stage stage, Histogram histogram) {
    }
}
