package io.peregrine.api.cli;

import io.peregrine.api.drill.killswitch.KillSwitchDrill;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine drill kill-switch}. */
@Command(name = "kill-switch", mixinStandardHelpOptions = true, description = {
    "Stops an engine that trades at simulated venues that misbehave: over REST, by command, signal and file, by freezing it (SIGSTOP) and by",
    "killing it (SIGKILL), in turn, and asks the venues what is left open. One JSON line a run and a last one for all, with how long it took",
    "to the last send and to the last cancel. Exit code 1 where an order was left open, or one came later."})
final class KillSwitchDrillCommand implements Callable<Integer> {
    @Option(names = "--runs", defaultValue = "12", description = "Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--seed", defaultValue = "1", description = "Of the order flow and of the instants. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--venues", split = ",", defaultValue = "binance,coinbase,coinbase-advanced,kraken", paramLabel = "V,…",
            description = "Default: ${DEFAULT-VALUE}")
    private List<String> venues;

    @Override
    public Integer call() throws InterruptedException {
        if (runs < 1) {
            throw new CommandException(ExitCode.USAGE, "--runs: at least 1");
        }
        try (KillSwitchDrill drill = new KillSwitchDrill(venues, seed)) {
            return drill.run(runs, line -> System.out.println(Json.line(line))) ? ExitCode.DONE : ExitCode.FAILED;
        } catch (final IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, e.getMessage());
        } catch (final IOException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage());
        }
    }
}
