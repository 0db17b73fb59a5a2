package io.peregrine.bench.tick;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The results as JSON, as a log of histograms, and as a few lines for people.
 *
 * <p><b>Threading:</b> confined. <b>Units:</b> nanoseconds. <b>Allocates:</b> yes.
 */
final class LatencyReport {
    /** What is between a venue and these figures. */
    static final String LEFT_OUT = "the network, the kernel's sockets, TLS and WebSocket framing, both ways; the venue's answers, the"
            + " engine's timers and the feed's snapshot are handled between the ticks, outside of service times, inside the load of the"
            + " other two";
    /** The target for tick to order, one message after another. */
    static final long TARGET_P50_NS = 3_000;
    static final long TARGET_P99_NS = 20_000;

    static final double[] PERCENTILES = {50, 90, 99, 99.9, 99.99};

    private final ObjectMapper mapper = new ObjectMapper();
    private final String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    private final List<RecordedTicks> inputs;
    private final boolean synthetic;
    private final List<Section> sections;
    private final Histogram pauses;
    private final int ticksPerSecond;
    private final long journalRecords;

    LatencyReport(final List<RecordedTicks> inputs, final boolean synthetic, final List<Section> sections, final Histogram pauses,
            final int ticksPerSecond, final long journalRecords) {
        this.inputs = inputs;
        this.synthetic = synthetic;
        this.sections = sections;
        this.pauses = pauses;
        this.ticksPerSecond = ticksPerSecond;
        this.journalRecords = journalRecords;
    }

    /** Everything, in one line. */
    String json() {
        final ObjectNode root = mapper.createObjectNode();
        root.put("benchmark", "tick-to-order").put("time", time).put("machine", Machine.line());
        root.put("synthetic", synthetic).put("messages_per_second", ticksPerSecond).put("left_out", LEFT_OUT);
        root.putObject("target_ns").put("p50", TARGET_P50_NS).put("p99", TARGET_P99_NS).put("met", targetMet());
        root.put("journal_records_verified", journalRecords);
        final ObjectNode captures = root.putObject("captures");
        inputs.forEach(input -> captures.put(input.name(), input.count()));
        root.set("pauses_ns", percentiles(pauses));
        final ObjectNode all = root.putObject("sections");
        for (final Section section : sections) {
            final ObjectNode node = all.putObject(section.name());
            node.put("load", section.load().what());
            node.putPOJO("load_average", section.loadAverage());
            node.put("ticks", section.tickCount());
            section.counts().forEach(node::put);
            node.put("allocated_bytes_per_tick", allocatedBytesPerTick(section));
            final ObjectNode latencies = node.putObject("latency_ns");
            section.histograms(new LinkedHashMap<>()).forEach((name, histogram) -> latencies.set(name, percentiles(histogram)));
        }
        return root.toString();
    }

    /** Writes all histograms, tagged with their section and name, for the tools that read such logs. */
    void writeHistograms(final Path path) throws FileNotFoundException {
        final HistogramLogWriter writer = new HistogramLogWriter(path.toFile());
        try {
            writer.outputComment("[tick to order, ns; " + Machine.line() + ']');
            writer.outputLogFormatVersion();
            writer.outputStartTime(sections.getFirst().startMs());
            writer.setBaseTime(sections.getFirst().startMs());
            writer.outputLegend();
            for (final Section section : sections) {
                section.histograms(new LinkedHashMap<>()).forEach((name, histogram) -> {
                    histogram.setTag(section.name() + '.' + name);
                    histogram.setStartTimeStamp(section.startMs());
                    histogram.setEndTimeStamp(section.endMs());
                    writer.outputIntervalHistogram(histogram);
                });
            }
        } finally {
            writer.close();
        }
    }

    /** The main figures for people. */
    String summary() {
        final StringBuilder text = new StringBuilder(String.format("tick to signed order, ns (%s)%n", Machine.line()));
        text.append(row("", "count", "p50", "p90", "p99", "p99.9", "p99.99", "max", "load"));
        for (final Section section : sections) {
            final String load = String.format("%.1f", section.loadAverage()[1]);
            text.append(row(section.name() + " order", section.orders(), load));
            text.append(row(section.name() + " tick", section.histograms(new LinkedHashMap<>()).get("tick"), load));
        }
        text.append(row("pauses of this machine", pauses, ""));
        text.append(String.format("target p50 %d ns, p99 %d ns: %s%n", TARGET_P50_NS, TARGET_P99_NS, targetMet() ? "met" : "missed"));
        return text.toString();
    }

    /** Do all orders of all captures, one message after another, keep to the target? */
    boolean targetMet() {
        return sections.stream().filter(section -> section.load() == Load.BACK_TO_BACK).map(Section::orders).allMatch(orders ->
                orders.getValueAtPercentile(50) <= TARGET_P50_NS && orders.getValueAtPercentile(99) <= TARGET_P99_NS);
    }

    /** To two decimals. */
    static double allocatedBytesPerTick(final Section section) {
        return Math.round(100.0 * section.counts().get("allocated_bytes") / section.tickCount()) / 100.0;
    }

    List<RecordedTicks> inputs() {
        return inputs;
    }

    boolean synthetic() {
        return synthetic;
    }

    List<Section> sections() {
        return sections;
    }

    Histogram pauses() {
        return pauses;
    }

    int ticksPerSecond() {
        return ticksPerSecond;
    }

    long journalRecords() {
        return journalRecords;
    }

    String time() {
        return time;
    }

    private ObjectNode percentiles(final Histogram histogram) {
        final ObjectNode node = mapper.createObjectNode();
        node.put("count", histogram.getTotalCount());
        for (final double percentile : PERCENTILES) {
            node.put("p" + Double.toString(percentile).replaceFirst("\\.0$", ""), histogram.getValueAtPercentile(percentile));
        }
        node.put("max", histogram.getMaxValue());
        node.put("mean", Math.round(histogram.getMean()));
        return node;
    }

    private static String row(final String name, final Histogram histogram, final String load) {
        final String[] cells = new String[PERCENTILES.length + 4];
        cells[0] = name;
        cells[1] = Long.toString(histogram.getTotalCount());
        for (int i = 0; i < PERCENTILES.length; i++) {
            cells[i + 2] = Long.toString(histogram.getValueAtPercentile(PERCENTILES[i]));
        }
        cells[cells.length - 2] = Long.toString(histogram.getMaxValue());
        cells[cells.length - 1] = load;
        return row(cells);
    }

    private static String row(final String... cells) {
        final StringBuilder row = new StringBuilder(String.format("%-24s", cells[0]));
        for (int i = 1; i < cells.length; i++) {
            row.append(String.format("%12s", cells[i]));
        }
        return row.append(System.lineSeparator()).toString();
    }

    /** The lines of the page's plot of one capture: orders under each load, and the machine's own pauses. */
    Map<String, Histogram> plot(final RecordedTicks input) {
        final Map<String, Histogram> lines = new LinkedHashMap<>();
        for (final Section section : sections) {
            if (section.name().startsWith(input.name() + '.')) {
                lines.put("order, " + section.load().key(), section.orders());
            }
            if (section.name().equals(input.name() + '.' + Load.BACK_TO_BACK.key())) {
                lines.put("every tick, " + section.load().key(), section.histograms(new LinkedHashMap<>()).get("tick"));
            }
        }
        lines.put("this machine's pauses", pauses);
        return lines;
    }
}
