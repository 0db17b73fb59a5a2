package io.peregrine.bench.tick;

import io.peregrine.instrument.Venue;
import io.peregrine.journal.Journal;
import io.peregrine.journal.JournalListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.agrona.IoUtil;

/**
 * Tick to order: recorded bytes in, signed order bytes out, one thread, journal on. Arguments: {@code --quick}, {@code --rate N} for the
 * messages a second under load, {@code --inputs} to journal everything that comes into the core ({@code journal.inputs}). Writes
 * {@code tick-to-order.json}, {@code tick-to-order.hlog} and {@code latency.html} under {@code reports/}, with {@code --inputs} under
 * {@code reports/inputs/}; the JSON is also the last line of standard output.
 *
 * <p>The journal is read back at the end, hash chain and all; a run whose journal, books or orders are not right fails.
 */
public final class TickToOrder {
    private static final Path REPORTS = Path.of("reports");
    private static final Path INPUT_REPORTS = REPORTS.resolve("inputs");
    private static final int TICKS_PER_SECOND = 20_000;
    private static final int WARM_UP_PASSES_MAX = 60;
    private static final long PAUSES_NS = 2_000_000_000L;

    private final Path work;
    private final int ticksPerSecond;
    private final boolean quick;
    private final boolean journalInputs;
    private final List<RecordedTicks> inputs = new ArrayList<>();
    private final List<Section> sections = new ArrayList<>();
    private boolean synthetic;
    private long journalRecords;

    private TickToOrder(final Path work, final int ticksPerSecond, final boolean quick, final boolean journalInputs) {
        this.work = work;
        this.journalInputs = journalInputs;
        this.ticksPerSecond = ticksPerSecond;
        this.quick = quick;
    }

    /** Exits with 0, 1 where something is not right, 2 for arguments that it does not know. */
    public static void main(final String[] args) {
        final List<String> rest = new ArrayList<>(List.of(args));
        final boolean quick = rest.remove("--quick");
        final boolean journalInputs = rest.remove("--inputs");
        int ticksPerSecond = TICKS_PER_SECOND;
        if (rest.size() == 2 && "--rate".equals(rest.getFirst()) && rest.getLast().matches("[1-9][0-9]{0,6}")) {
            ticksPerSecond = Integer.parseInt(rest.getLast());
            rest.clear();
        }
        if (!rest.isEmpty()) {
            System.err.println("tick-to-order: --quick, --inputs, --rate MESSAGES_A_SECOND (1 to 9999999), not " + rest);
            System.exit(2);
        }
        System.exit(run(ticksPerSecond, quick, journalInputs));
    }

    private static int run(final int ticksPerSecond, final boolean quick, final boolean journalInputs) {
        try {
            final Path work = Files.createTempDirectory("peregrine-tick-to-order");
            try {
                new TickToOrder(work, ticksPerSecond, quick, journalInputs).run();
            } finally {
                IoUtil.delete(work.toFile(), false);
            }
            return 0;
        } catch (final IOException | UncheckedIOException | IllegalStateException e) {
            System.err.println("tick-to-order: " + e.getMessage());
            return 1;
        }
    }

    private void run() throws IOException {
        load();
        final Histogram pauses = TickReplay.pauses(quick ? PAUSES_NS / 4 : PAUSES_NS);
        for (final RecordedTicks input : inputs) {
            measure(input);
        }
        final LatencyReport report = new LatencyReport(inputs, synthetic, sections, pauses, ticksPerSecond, journalRecords);
        final Path reports = Files.createDirectories(journalInputs ? INPUT_REPORTS : REPORTS);
        report.writeHistograms(reports.resolve("tick-to-order.hlog"));
        Files.writeString(reports.resolve("latency.html"), new LatencyPage(report).html());
        final String json = report.json();
        Files.writeString(reports.resolve("tick-to-order.json"), json + '\n');
        System.err.print(report.summary());
        System.out.println(json);
    }

    private void load() throws IOException {
        final Path captures = Path.of(System.getProperty("peregrine.data", "../shared/data"), "captures");
        load("usdm", Venue.BINANCE_USDM, captures.resolve("binance-usdm-btcusdt-20240808.gz"));
        load("spot", Venue.BINANCE_SPOT, captures.resolve("binance-spot-btcusdt-20240808.gz"));
        if (inputs.isEmpty()) {
            synthetic = true;
            final Path path = work.resolve("synthetic.gz");
            SyntheticCapture.write(path);
            System.err.println("tick-to-order: no recorded session; a made-up one is used, whose figures say little about a real market's");
            load("synthetic", Venue.BINANCE_SPOT, path);
        }
    }

    private void load(final String name, final Venue venue, final Path path) throws IOException {
        if (Files.isRegularFile(path)) {
            inputs.add(RecordedTicks.load(name, venue, path));
        } else {
            System.err.println("tick-to-order: skipped " + path.getFileName() + ": not in the folder that -Dperegrine.data names");
        }
    }

    private void measure(final RecordedTicks input) throws IOException {
        final Path directory = Files.createDirectories(work.resolve(input.name()));
        final long sequence;
        try (OrderPath path = new OrderPath(input, directory)) {
            if (journalInputs) {
                path.journalInputs();
            }
            path.start();
            final TickReplay replay = new TickReplay(path, ticksPerSecond);
            final int warmUpPasses = replay.warmUp(quick ? 3 : 8, quick ? WARM_UP_PASSES_MAX / 2 : WARM_UP_PASSES_MAX);
            System.err.println("tick-to-order: " + input.name() + " warmed up in " + warmUpPasses + " passes");
            sections.add(replay.measure(Load.BACK_TO_BACK, quick ? 1 : 5));
            sections.add(replay.measure(Load.STEADY, 1));
            sections.add(replay.measure(Load.RECORDED, 1));
            path.stop();
            sequence = path.journalSequence();
        }
        for (final Section section : sections) {
            if (section.fault() != null) {
                throw new IllegalStateException(section.fault());
            }
        }
        final long read = Journal.scan(directory.resolve("journal"), new JournalListener() { }).lastSequence();
        if (read != sequence) {
            throw new IllegalStateException("journal: " + sequence + " records written, " + read + " read");
        }
        journalRecords += read;
        IoUtil.delete(directory.toFile(), false);
    }
}
