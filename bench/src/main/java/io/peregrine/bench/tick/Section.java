package io.peregrine.bench.tick;

import io.peregrine.feed.BookCounter;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.Stage;
import io.peregrine.trade.TradeCounter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What is measured of one capture under one load.
 *
 * <p><b>Threading:</b> confined to the harness's thread. <b>Units:</b> nanoseconds. <b>Allocates:</b> {@link #record} none.
 */
final class Section {
    private static final long HIGHEST_NS = 60_000_000_000L;
    private static final TradeCounter[] COUNTED = {
        TradeCounter.ORDERS, TradeCounter.CANCELS, TradeCounter.ORDERS_CANCELED, TradeCounter.ORDERS_RISK_REJECTED,
        TradeCounter.ORDERS_REJECTED, TradeCounter.ORDERS_UNKNOWN, TradeCounter.JOURNAL_RECORDS,
    };

    private final String name;
    private final Load load;
    private final Histogram orders = histogram();
    private final Histogram firstOrders = histogram();
    private final Histogram cancels = histogram();
    private final Histogram ticks = histogram();
    private final Histogram[] ordersByKind = histograms();
    private final Histogram[] ticksByKind = histograms();
    private final Map<String, Histogram> stages = new LinkedHashMap<>();
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private final double[] loadAverage = new double[2];
    private long startMs;
    private long endMs;

    Section(final String capture, final Load load) {
        name = capture + '.' + load.key();
        this.load = load;
    }

    /** One histogram of this harness. */
    static Histogram histogram() {
        return new Histogram(1, HIGHEST_NS, 3);
    }

    /** A tick is done: itself, and the requests that it caused. */
    void record(final TickKind kind, final long fromNs, final long endNs, final AnsweringVenue venue) {
        if (kind == TickKind.SNAPSHOT) {
            return;
        }
        final long tickNs = clamp(endNs - fromNs);
        ticks.recordValue(tickNs);
        ticksByKind[kind.ordinal()].recordValue(tickNs);
        boolean first = true;
        for (int i = 0; i < venue.requestCount(); i++) {
            final long requestNs = clamp(venue.sentTimeNs(i) - fromNs);
            if (venue.isNewOrder(i)) {
                orders.recordValue(requestNs);
                ordersByKind[kind.ordinal()].recordValue(requestNs);
                if (first) {
                    firstOrders.recordValue(requestNs);
                }
                first = false;
            } else if (venue.isCancel(i)) {
                cancels.recordValue(requestNs);
            }
        }
    }

    /** The measured part begins. */
    void begin(final OrderPath path) {
        path.latency().reset();
        loadAverage[0] = Machine.load();
        startMs = System.currentTimeMillis();
        count(path, -1);
    }

    /** The measured part ends, in which this thread allocated so much. */
    void end(final OrderPath path, final long allocatedBytes) {
        count(path, 1);
        add("allocated_bytes", allocatedBytes);
        endMs = System.currentTimeMillis();
        loadAverage[1] = Machine.load();
        final LatencyRecorder latency = path.latency();
        stages.put("stage.decode", latency.snapshot(Stage.DECODE));
        stages.put("stage.trade", latency.snapshot(Stage.TRADE));
        stages.put("stage.encode", latency.snapshot(Stage.ENCODE));
    }

    private void count(final OrderPath path, final int sign) {
        for (final TradeCounter counter : COUNTED) {
            add(counter.key(), sign * path.core().counters().get(counter));
        }
        final long preemptions = Machine.preemptions();
        if (preemptions >= 0) {
            add("preemptions", sign * preemptions);
        }
        add("gaps", sign * path.feed().get(BookCounter.GAPS));
        add("resyncs", sign * path.feed().get(BookCounter.RESYNCS));
        add("decode_errors", sign * path.feed().get(BookCounter.DECODE_ERRORS));
    }

    private void add(final String key, final long value) {
        counts.merge(key, value, Long::sum);
    }

    /** What can not be right in a measurement, or null. */
    String fault() {
        if (orders.getTotalCount() == 0) {
            return name + ": no tick caused an order";
        }
        for (final String key : new String[] {"orders_risk_rejected", "orders_rejected", "orders_unknown", "gaps", "decode_errors"}) {
            if (counts.get(key) != 0) {
                return name + ": " + key + ' ' + counts.get(key);
            }
        }
        return null;
    }

    /** {@code <capture>.<load>}. */
    String name() {
        return name;
    }

    Load load() {
        return load;
    }

    Histogram orders() {
        return orders;
    }

    /** All histograms that are not empty, by name, the most telling first. */
    Map<String, Histogram> histograms(final Map<String, Histogram> into) {
        into.put("order", orders);
        into.put("order.first", firstOrders);
        put(into, "order.", ordersByKind);
        into.put("cancel", cancels);
        into.put("tick", ticks);
        put(into, "tick.", ticksByKind);
        into.putAll(stages);
        into.values().removeIf(histogram -> histogram.getTotalCount() == 0);
        return into;
    }

    /** What was counted meanwhile. */
    Map<String, Long> counts() {
        return counts;
    }

    /** Load average of the machine before and after. */
    double[] loadAverage() {
        return loadAverage.clone();
    }

    long tickCount() {
        return ticks.getTotalCount();
    }

    long startMs() {
        return startMs;
    }

    long endMs() {
        return endMs;
    }

    private static void put(final Map<String, Histogram> into, final String prefix, final Histogram[] byKind) {
        for (final TickKind kind : TickKind.values()) {
            into.put(prefix + kind.key(), byKind[kind.ordinal()]);
        }
    }

    private static Histogram[] histograms() {
        final Histogram[] histograms = new Histogram[TickKind.values().length];
        for (int i = 0; i < histograms.length; i++) {
            histograms[i] = histogram();
        }
        return histograms;
    }

    private static long clamp(final long durationNs) {
        return Math.clamp(durationNs, 1, HIGHEST_NS);
    }
}
