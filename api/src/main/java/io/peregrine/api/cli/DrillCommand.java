package io.peregrine.api.cli;

import io.peregrine.api.drill.FeedDrills;
import io.peregrine.api.drill.FuzzDrills;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine drill}: every fault on every venue, in simulated time; random bytes through every decoder. */
@Command(name = "drill", mixinStandardHelpOptions = true, description = "Faults on purpose, and what the engine makes of them.",
        subcommands = {DrillCommand.Feeds.class, DrillCommand.Fuzz.class, RecoveryDrillCommand.class, KillSwitchDrillCommand.class})
final class DrillCommand {
    @Command(name = "feeds", mixinStandardHelpOptions = true, description = {
        "Market data under faults, in simulated time: after every message each LIVE book is compared with the venue's own.",
        "One JSON line a venue and script, and a last one for all. Exit code 1 where a LIVE book was wrong, one did not",
        "come back, or an audit said of a right one that it is wrong."})
    static final class Feeds implements Callable<Integer> {
        @Option(names = "--venues", split = ",", paramLabel = "V,…", description = "Default: all.")
        private List<String> venues = List.of();

        @Option(names = "--faults", split = ",", paramLabel = "SCRIPT,…",
                description = "Names of the simulator's scripts, or files; none for no faults. Default: all scripts.")
        private List<String> scripts = List.of();

        @Option(names = "--duration", defaultValue = "3m", paramLabel = "T",
                description = "Simulated time of each. Default: ${DEFAULT-VALUE}")
        private String duration;

        @Option(names = "--seed", defaultValue = "1", description = "Of the order flow. Default: ${DEFAULT-VALUE}")
        private long seed;

        @Override
        public Integer call() {
            try {
                final long durationUs = TimeUnit.NANOSECONDS.toMicros(Durations.parse("--duration", duration));
                final boolean passed = FeedDrills.run(venues, scripts, durationUs, seed, line -> System.out.println(Json.line(line)));
                return passed ? ExitCode.DONE : ExitCode.FAILED;
            } catch (final IllegalArgumentException e) {
                throw new CommandException(ExitCode.USAGE, e.getMessage());
            } catch (final IOException e) {
                throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage());
            }
        }
    }

    @Command(name = "fuzz", mixinStandardHelpOptions = true, description = {
        "Random and mutated messages through the venues' decoders and books, with bounds checks on.",
        "One JSON line a decoder. Exit code 1 where anything was thrown or did not end, a LIVE book was crossed, or a message that is nested "
                + "too deep or too large was not refused."})
    static final class Fuzz implements Callable<Integer> {
        private static final Map<Character, Long> UNITS = Map.of('k', 1_000L, 'm', 1_000_000L, 'g', 1_000_000_000L);

        @Option(names = "--decoder", split = ",", paramLabel = "NAME,…", description = "Default: all.")
        private List<String> decoders = List.of();

        @Option(names = "--bytes", defaultValue = "100m", paramLabel = "N", description = "For each: 100m, 5k. Default: ${DEFAULT-VALUE}")
        private String bytes;

        @Option(names = "--seed", defaultValue = "1", description = "Gives the same messages again. Default: ${DEFAULT-VALUE}")
        private long seed;

        @Override
        public Integer call() {
            try {
                final boolean passed = FuzzDrills.run(decoders, bytes(bytes), seed, line -> System.out.println(Json.line(line)));
                return passed ? ExitCode.DONE : ExitCode.FAILED;
            } catch (final IllegalArgumentException e) {
                throw new CommandException(ExitCode.USAGE, e.getMessage());
            } catch (final IOException | IllegalStateException e) {
                throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage());
            }
        }

        private static long bytes(final String text) {
            final Matcher matcher = Pattern.compile("([1-9]\\d{0,9})([kmg]?)").matcher(text.toLowerCase(Locale.ROOT));
            if (!matcher.matches()) {
                throw new IllegalArgumentException("--bytes: '" + text + "' is not a number of bytes such as 500k, 100m or 1g");
            }
            return Long.parseLong(matcher.group(1)) * (matcher.group(2).isEmpty() ? 1 : UNITS.get(matcher.group(2).charAt(0)));
        }
    }
}
