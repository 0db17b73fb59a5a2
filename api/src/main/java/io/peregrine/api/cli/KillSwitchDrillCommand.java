package io.peregrine.api.cli;

import io.peregrine.api.drill.killswitch.KillSwitchDrill;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine drill kill-switch}. */
@Command(name = "kill-switch", mixinStandardHelpOptions = true, description = {
    "Stops an engine that trades at simulated venues that misbehave: over REST, by command, signal and file, by freezing it (SIGSTOP) and by",
    "killing it (SIGKILL), in turn, and asks the venues what is left open. One JSON line a run and a last one for all, with how long it took",
    "to the last send and to the last cancel. Exit code 1 where an order was left open, or one came later."})
final class KillSwitchDrillCommand extends EngineDrillCommand {
    @Option(names = "--runs", defaultValue = "12", description = "Default: ${DEFAULT-VALUE}")
    private int runs;

    @Option(names = "--flatten", description = {
        "With kill_switch.flatten: the engine's positions are closed, too, and must be at the venues, and in the engine after the reset, what",
        "was told of them."})
    private boolean flatten;

    @Override
    int runs() {
        return runs;
    }

    @Override
    boolean drill(final List<String> venueKeys, final long drillSeed, final int count, final Consumer<Map<String, Object>> out)
            throws IOException, InterruptedException {
        try (KillSwitchDrill drill = new KillSwitchDrill(venueKeys, drillSeed, flatten)) {
            return drill.run(count, out);
        }
    }
}
