package io.peregrine.api.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** What the drills of a whole engine take, and how they end. */
abstract class EngineDrillCommand implements Callable<Integer> {
    @Option(names = "--seed", defaultValue = "1", description = "Of the order flow and of the instants. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--venues", split = ",", defaultValue = "binance,coinbase,coinbase-advanced,kraken", paramLabel = "V,…",
            description = "Default: ${DEFAULT-VALUE}")
    private List<String> venues;

    /** Runs the drill; each run's result and the totals go to {@code out}. */
    abstract boolean drill(List<String> venueKeys, long drillSeed, int count, Consumer<Map<String, Object>> out)
            throws IOException, InterruptedException;

    abstract int runs();

    @Override
    public Integer call() throws InterruptedException {
        if (runs() < 1) {
            throw new CommandException(ExitCode.USAGE, "--runs: at least 1");
        }
        try {
            return drill(venues, seed, runs(), line -> System.out.println(Json.line(line))) ? ExitCode.DONE : ExitCode.FAILED;
        } catch (final IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, e.getMessage());
        } catch (final IOException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage());
        }
    }
}
