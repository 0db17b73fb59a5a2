package io.peregrine.api.cli;

import io.peregrine.api.drill.recovery.RecoveryDrill;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine drill recovery}. */
@Command(name = "recovery", mixinStandardHelpOptions = true, description = {
    "Kills an engine with SIGKILL while it trades at simulated venues that misbehave, starts it again, and compares every order, every",
    "fill and the positions with the venues' truth. One JSON line a run and a last one for all. Exit code 1 for any difference."})
final class RecoveryDrillCommand extends EngineDrillCommand {
    @Option(names = "--runs", defaultValue = "10", description = "Kills. Default: ${DEFAULT-VALUE}")
    private int runs;

    @Override
    int runs() {
        return runs;
    }

    @Override
    boolean drill(final List<String> venueKeys, final long drillSeed, final int count, final Consumer<Map<String, Object>> out)
            throws IOException, InterruptedException {
        try (RecoveryDrill drill = new RecoveryDrill(venueKeys, drillSeed)) {
            return drill.run(count, out);
        }
    }
}
