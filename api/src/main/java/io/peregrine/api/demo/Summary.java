package io.peregrine.api.demo;

import io.peregrine.api.Application;
import io.peregrine.api.view.Fill;
import io.peregrine.api.view.Order;
import io.peregrine.api.view.OrderCounts;
import io.peregrine.api.view.OrderFilter;
import io.peregrine.api.view.PositionState;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.Stage;
import io.peregrine.runtime.Engine;
import io.peregrine.trade.TradeCounter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/**
 * The demo's last line.
 *
 * @param json        as printed
 * @param differences between engine and venue; none where they agree
 */
record Summary(Map<String, Object> json, List<String> differences) {
    boolean reconciled() {
        return differences.isEmpty();
    }

    static Summary of(
            final Application application,
            final Measurement measurement,
            final VenueLedger before,
            final VenueLedger after,
            final boolean quiet) {
        final Engine engine = application.engine();
        final List<PositionState> positions = application.view().positions();
        final List<Fill> fills = application.view().fills(fill -> true, Integer.MAX_VALUE);
        final List<String> differences = new ArrayList<>();
        for (final Venue venue : before.truths().keySet()) {
            differences.addAll(Reconciliation.compare(engine.instruments(), venue, before.of(venue), after.of(venue), fills, positions,
                    openOrders(application, venue)));
        }
        if (!quiet) {
            differences.add("orders were not all finished in time");
        }
        final OrderCounts orders = application.view().orderCounts();
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("ticks", engine.counters().get(TradeCounter.TICKS));
        json.put("orders", orders.total());
        json.put("fills", engine.counters().get(TradeCounter.FILLS));
        json.put("filled", orders.filled());
        json.put("cancels", orders.canceled());
        json.put("rejects", orders.rejected());
        json.put("realizedPnl", realized(positions));
        json.put("positions", positions.stream().map(Summary::position).toList());
        json.put("reconciled", differences.isEmpty());
        json.put("differences", differences);
        json.put("latency", latency(engine));
        json.put("gcPauses", Map.of("count", measurement.gcCount(), "totalMs", measurement.gcTimeMs()));
        json.put("allocatedBytesPerTick", Math.round(measurement.allocatedBytesPerTick() * 1_000) / 1_000.0);
        json.put("allocatedBytes", measurement.allocatedBytes());
        json.put("threadPlan", engine.settings().threads().plan().name().toLowerCase(Locale.ROOT));
        return new Summary(json, differences);
    }

    private static int openOrders(final Application application, final Venue venue) {
        final Instruments instruments = application.engine().instruments();
        final Predicate<Order> open = order ->
                !Order.terminal(order.status()) && instruments.get(order.instrumentId()).venue() == venue;
        return application.view().orders(new OrderFilter(open, Long.MAX_VALUE, Integer.MAX_VALUE)).size();
    }

    /** All market makers trade against dollars, so their profits may be added. */
    private static BigDecimal realized(final List<PositionState> positions) {
        return positions.stream().map(PositionState::realisedPnl).reduce(BigDecimal.ZERO, BigDecimal::add).stripTrailingZeros();
    }

    private static Map<String, Object> position(final PositionState position) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("strategyId", position.strategyId());
        json.put("venue", position.instrument().venue().key());
        json.put("symbol", position.instrument().symbol());
        json.put("quantity", position.quantity().toPlainString());
        json.put("averagePrice", position.averagePrice() == null ? null : position.averagePrice().toPlainString());
        json.put("realizedPnl", position.realisedPnl().toPlainString());
        json.put("fills", position.fillCount());
        return json;
    }

    private static Map<String, Object> latency(final Engine engine) {
        final Map<String, Object> stages = new LinkedHashMap<>();
        for (final Stage stage : Stage.values()) {
            final Histogram histogram = engine.latency(null, stage);
            if (histogram != null && histogram.getTotalCount() > 0) {
                stages.put(stage.key(), Map.of(
                        "count", histogram.getTotalCount(),
                        "p50", histogram.getValueAtPercentile(50),
                        "p99", histogram.getValueAtPercentile(99),
                        "p999", histogram.getValueAtPercentile(99.9),
                        "max", histogram.getMaxValue()));
            }
        }
        return stages;
    }
}
