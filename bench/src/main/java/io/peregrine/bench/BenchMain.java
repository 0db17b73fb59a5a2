package io.peregrine.bench;

import io.peregrine.bench.feeds.FeedsBenchmark;
import io.peregrine.bench.tick.TickToOrder;
import io.peregrine.bench.tick.TripToLastSend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs benchmarks by name and writes their results as JSON under {@code reports/}.
 *
 * <p>Arguments: names, {@code all} for all of them, {@code --quick} for short runs. Run from the root of the project; the forks read
 * {@code configs/jvm.flags}.
 */
public final class BenchMain {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int USAGE = 2;
    private static final int LACKING = 3;

    /** The heap that the launcher gives the engine. */
    private static final List<String> ENGINE_HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+UseZGC", "-XX:+AlwaysPreTouch");

    /** What can be asked for; each runs for itself and leaves its report. */
    private static final List<Named> BENCHMARKS = List.of(
            new Named("decode", "decode and apply recorded depth messages; Jackson, fastjson2, simdjson-java and XChange beside",
                    BenchMain::decode),
            new Named("book", "set and read levels of a book in a Chronicle Map; a sorted map beside",
                    quick -> jmh("book", BookUpdateBenchmark.class, quick)),
            new Named("signals", "signals of many instruments by backend",
                    quick -> jmh("signals", SignalBenchmark.class, quick)),
            new Named("risk", "pre-trade risk of one order, all rules, 1,000 instruments, 10 strategies: latency by percentile",
                    quick -> jmh("risk", PreTradeRiskBenchmark.class, quick, ENGINE_HEAP)),
            new Named("strategy", "what the checks in strategies cost: market maker, and a loop; unwoven beside",
                    quick -> jmh("strategy", StrategyBenchmark.class, quick)),
            new Named("tick-to-order", "recorded bytes in, signed order bytes out, one thread, journal on: latency by percentile",
                    quick -> inJvm(TickToOrder.class, quick)),
            new Named("trip", "from the kill switch's trip to the end of the last send that it found under way, into a loopback socket",
                    quick -> inJvm(TripToLastSend.class, quick)),
            new Named("feeds", "three venues' recorded messages over loopback sockets into the real feeds, one thread, 50,000 a second",
                    quick -> inJvm(FeedsBenchmark.class, quick)));

    private record Named(String name, String what, Run run) {
    }

    @FunctionalInterface
    private interface Run {
        void run(boolean quick) throws IOException, RunnerException;
    }

    private BenchMain() {
    }

    /** Exits with 0, 1 where a benchmark failed, 2 for a name that there is not, 3 where the recorded data are absent. */
    public static void main(final String[] args) {
        System.exit(run(List.of(args)));
    }

    /** As {@link #main}, and returns the exit code. */
    public static int run(final List<String> args) {
        final List<String> names = new ArrayList<>(args);
        final boolean quick = names.remove("--quick");
        final boolean all = names.isEmpty() || names.contains("all");
        final List<Named> selected = BENCHMARKS.stream().filter(named -> all || names.contains(named.name)).toList();
        if (!all && selected.size() != names.size()) {
            System.err.println("usage: bench [NAME…|all] [--quick], names:");
            BENCHMARKS.forEach(named -> System.err.println("  " + named.name + "  " + named.what));
            return USAGE;
        }
        for (final Named named : selected) {
            try {
                named.run.run(quick);
            } catch (final NoSuchFileException e) {
                System.err.println("bench " + named.name + ": there is no " + e.getMessage());
                return LACKING;
            } catch (final IOException | RunnerException e) {
                System.err.println("bench " + named.name + ": " + e.getMessage());
                return FAILED;
            }
        }
        return OK;
    }

    private static void decode(final boolean quick) throws IOException, RunnerException {
        if (!Files.exists(RecordedDepth.path())) {
            throw new NoSuchFileException(RecordedDepth.path() + " (recorded session; its folder is the system property peregrine.data)");
        }
        jmh("decode", DecodeApplyBenchmark.class, quick);
    }

    /** In a JVM of its own, with the flags and the heap that the launcher gives the engine. */
    private static void inJvm(final Class<?> benchmark, final boolean quick) throws IOException {
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@configs/jvm.flags"));
        command.addAll(ENGINE_HEAP);
        command.addAll(List.of("-Dperegrine.data=" + data(), "-cp", System.getProperty("java.class.path"), benchmark.getName()));
        if (quick) {
            command.add("--quick");
        }
        final Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (process.waitFor() != OK) {
                throw new IOException("ended with " + process.exitValue());
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroy();
        }
    }

    private static void jmh(final String name, final Class<?> benchmark, final boolean quick) throws IOException, RunnerException {
        jmh(name, benchmark, quick, List.of("-Xms1g", "-Xmx2g"));
    }

    private static void jmh(final String name, final Class<?> benchmark, final boolean quick, final List<String> heap)
            throws IOException, RunnerException {
        final Path reports = Path.of("reports");
        Files.createDirectories(reports);
        final List<String> flags = new ArrayList<>(List.of("@configs/jvm.flags", "-Dperegrine.data=" + data()));
        flags.addAll(heap);
        final ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmark.getName() + '\\' + '.')
                .jvmArgs(flags.toArray(String[]::new))
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .resultFormat(ResultFormatType.JSON)
                .result(reports.resolve("bench-" + name + ".json").toString());
        if (quick) {
            options.warmupIterations(2).warmupTime(TimeValue.seconds(1)).measurementIterations(2).measurementTime(TimeValue.seconds(1));
        }
        new Runner(options.build()).run();
    }

    /** Folder of recorded market data. */
    private static String data() {
        return System.getProperty("peregrine.data", "../shared/data");
    }
}
