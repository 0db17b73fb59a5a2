package io.peregrine.api.cli;

import io.peregrine.api.drill.FeedDrills;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine drill feeds}: every fault on every venue, in simulated time. */
@Command(name = "drill", mixinStandardHelpOptions = true, description = "Faults on purpose, and what the engine makes of them.",
        subcommands = DrillCommand.Feeds.class)
final class DrillCommand {
    @Command(name = "feeds", mixinStandardHelpOptions = true, description = {
        "Market data under faults, in simulated time: after every message each LIVE book is compared with the venue's own.",
        "One JSON line a venue and script, and a last one for all. Exit code 1 where a LIVE book was wrong, or one did not come back."})
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
}
