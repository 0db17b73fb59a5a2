package io.peregrine.api.cli;

import io.peregrine.api.config.ConfigReader;
import io.peregrine.api.config.Configuration;
import io.peregrine.api.config.Environment;
import io.peregrine.emergency.CancelLog;
import io.peregrine.emergency.CancelReport;
import io.peregrine.emergency.EmergencyCancel;
import io.peregrine.emergency.Flatten;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.VenueProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./peregrine kill-switch}: the switch of a data directory, whether its engine runs, hangs or is gone. */
@Command(name = "kill-switch", mixinStandardHelpOptions = true, description = {
    "Trips, resets or shows the kill switch of an engine's data directory. It needs nothing of the engine: it is a word in a file that the",
    "engine's senders read before each send, and it stays on over restarts. With --config a trip also cancels all orders of the accounts from",
    "here, whether an engine or a watchdog runs or not, and closes the engine's positions where the configuration says kill_switch.flatten.",
    "Prints one JSON object."})
final class KillSwitchCommand implements Callable<Integer> {
    private static final long POLL_MS = 20;

    /** What to do with it. */
    enum Action {
        TRIP,
        RESET,
        STATUS
    }

    @Parameters(paramLabel = "trip|reset|status", description = "What to do.")
    private Action action;

    @Option(names = "--data", paramLabel = "DIR", description = "The engine's data_directory. Default: that of --config, else data")
    private Path data;

    @Option(names = "--config", paramLabel = "FILE", description = "The engine's configuration: with trip, cancel at its venues from here.")
    private Path config;

    @Option(names = "--timeout", defaultValue = "60s", paramLabel = "T",
            description = "With trip and --config: how long to go on. Default: ${DEFAULT-VALUE}")
    private String timeout;

    @Option(names = "--reason", defaultValue = "by command", paramLabel = "TEXT", description = "Is shown with the switch.")
    private String reason;

    @Override
    public Integer call() throws InterruptedException {
        final long timeoutNs;
        try {
            timeoutNs = Durations.parse("--timeout", timeout);
        } catch (final IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, e.getMessage());
        }
        final Configuration configuration = config == null ? null : ConfigReader.read(config, Environment.ofProcess());
        final Path directory = data != null ? data : configuration != null ? configuration.dataDirectory() : Path.of("data");
        if (!Files.isDirectory(directory)) {
            throw new CommandException(ExitCode.USAGE, "--data: '" + directory + "' is no directory; give the engine's data_directory");
        }
        try {
            final KillSwitch killSwitch = KillSwitch.open(directory);
            final boolean changed = switch (action) {
                case TRIP -> killSwitch.trip(reason, EngineClock.nowNs());
                case RESET -> killSwitch.reset(reason, EngineClock.nowNs());
                case STATUS -> false;
            };
            final CancelLog log = new CancelLog(directory);
            final Map<String, Object> line = describe(killSwitch.status(), changed);
            boolean succeeded = true;
            if (action == Action.TRIP && configuration != null) {
                succeeded = cancel(configuration, directory, killSwitch, log, timeoutNs, line);
            }
            line.put("last", log.last() == null ? null : Json.parse(log.last()));
            System.out.println(Json.line(line));
            return succeeded ? ExitCode.DONE : ExitCode.FAILED;
        } catch (final IOException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage());
        }
    }

    private static boolean cancel(
            final Configuration configuration, final Path directory, final KillSwitch killSwitch, final CancelLog log,
            final long timeoutNs, final Map<String, Object> line) throws InterruptedException {
        try (EmergencyCancel cancel = EmergencyCancel.of(configuration.venues(), VenueProvider.installed(),
                configuration.killSwitch().flatten() ? new Flatten(directory, killSwitch) : null)) {
            final long startNs = System.nanoTime();
            // Of this command, not of a trip that may be days old.
            cancel.start(startNs);
            while (!cancel.done() && System.nanoTime() - startNs < timeoutNs) {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
            cancel.stop();
            final List<CancelReport> reports = cancel.reports();
            log.append("command", killSwitch, Map.of(), reports);
            line.put("venues", reports.stream().map(CancelReport::facts).toList());
            return cancel.succeeded();
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
