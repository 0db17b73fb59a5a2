package io.peregrine.api.cli;

import io.peregrine.killswitch.KillSwitch;
import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./peregrine kill-switch}: the switch of a data directory, whether its engine runs, hangs or is gone. */
@Command(name = "kill-switch", mixinStandardHelpOptions = true, description = {
    "Trips, resets or shows the kill switch of an engine's data directory. It needs nothing of the engine: it is a word in a file that the",
    "engine's senders read before each send, and it stays on over restarts. Prints one JSON object."})
final class KillSwitchCommand implements Callable<Integer> {
    /** What to do with it. */
    enum Action {
        TRIP,
        RESET,
        STATUS
    }

    @Parameters(paramLabel = "trip|reset|status", description = "What to do.")
    private Action action;

    @Option(names = "--data", defaultValue = "data", paramLabel = "DIR",
            description = "The engine's data_directory. Default: ${DEFAULT-VALUE}")
    private Path data;

    @Option(names = "--reason", defaultValue = "by command", paramLabel = "TEXT", description = "Is shown with the switch.")
    private String reason;

    @Override
    public Integer call() {
        if (!Files.isDirectory(data)) {
            throw new CommandException(ExitCode.USAGE, "--data: '" + data + "' is no directory; give the engine's data_directory");
        }
        try {
            final KillSwitch killSwitch = KillSwitch.open(data);
            final boolean changed = switch (action) {
                case TRIP -> killSwitch.trip(reason, EngineClock.nowNs());
                case RESET -> killSwitch.reset(reason, EngineClock.nowNs());
                case STATUS -> false;
            };
            System.out.println(Json.line(describe(killSwitch.status(), changed)));
            return ExitCode.DONE;
        } catch (final IOException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage());
        }
    }

    private static Map<String, Object> describe(final KillSwitch.Status status, final boolean changed) {
        final Map<String, Object> line = new LinkedHashMap<>();
        line.put("tripped", status.tripped());
        line.put("changed", changed);
        line.put("sinceNs", status.timeNs() == 0 ? null : status.timeNs());
        line.put("reason", status.reason().isEmpty() ? null : status.reason());
        return line;
    }
}
