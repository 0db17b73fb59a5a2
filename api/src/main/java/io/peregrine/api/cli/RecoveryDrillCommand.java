package io.peregrine.api.cli;

import io.peregrine.api.drill.recovery.RecoveryDrill;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine drill recovery}. */
@Command(name = "recovery", mixinStandardHelpOptions = true, description = {
    "Kills an engine with SIGKILL while it trades at simulated venues that misbehave, starts it again, and compares every order, every",
    "fill and the positions with the venues' truth. One JSON line a run and a last one for all. Exit code 1 for any difference."})
final class RecoveryDrillCommand implements Callable<Integer> {
    @Option(names = "--runs", defaultValue = "10", description = "Kills. Default: ${DEFAULT-VALUE}")
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
        try (RecoveryDrill drill = new RecoveryDrill(venues, seed)) {
            return drill.run(runs, line -> System.out.println(Json.line(line))) ? ExitCode.DONE : ExitCode.FAILED;
        } catch (final IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, e.getMessage());
        } catch (final IOException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage());
        }
    }
}
