package io.peregrine.api.cli;

import io.peregrine.api.config.ConfigReader;
import io.peregrine.api.config.Configuration;
import io.peregrine.api.config.Environment;
import io.peregrine.api.watchdog.WatchdogLock;
import io.peregrine.emergency.CancelReport;
import io.peregrine.emergency.EmergencyCancel;
import io.peregrine.emergency.Flatten;
import io.peregrine.killswitch.Heartbeat;
import io.peregrine.killswitch.HeartbeatMonitor;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.VenueProvider;
import io.peregrine.watchdog.Watchdog;
import io.peregrine.watchdog.WatchdogState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine watchdog}: looks after an engine from another process. */
@Command(name = "watchdog", mixinStandardHelpOptions = true, description = {
    "Looks after the engine of a configuration: where it is stuck (kill_switch.watchdog_timeout) or gone without an orderly stop, trips the",
    "kill switch and cancels all orders of its accounts by connections of its own, and closes its positions where kill_switch.flatten says so. 'run --mode live' starts one by itself. Prints a JSON line",
    "for each change."})
final class WatchdogCommand implements Callable<Integer> {
    private static final long LOCK_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long LOCK_POLL_MS = 100;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The engine's configuration; keys as for 'run'.")
    private Path config;

    @Option(names = "--once", description = "End after the engine's end, when all is done that has to be.")
    private boolean once;

    @Override
    public Integer call() throws InterruptedException {
        final Configuration configuration = ConfigReader.read(config, Environment.ofProcess());
        Logs.level(configuration.logLevel());
        final Path data = configuration.dataDirectory();
        try {
            Files.createDirectories(data);
            final Optional<WatchdogLock> lock = takeLock(data);
            if (lock.isEmpty()) {
                if (once) {
                    return ExitCode.DONE;
                }
                throw new CommandException(ExitCode.ENVIRONMENT, "another watchdog looks after the data directory " + data);
            }
            final KillSwitch killSwitch = KillSwitch.open(data);
            try (WatchdogLock _ = lock.get();
                    EmergencyCancel cancel = EmergencyCancel.of(configuration.venues(), VenueProvider.installed(),
                            configuration.killSwitch().flatten() ? new Flatten(data, killSwitch) : null)) {
                LoggerFactory.getLogger(WatchdogCommand.class).info("watchdog of {}, would cancel at {}", data, cancel.venues());
                return watch(configuration, killSwitch, cancel);
            }
        } catch (final IOException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage());
        }
    }

    /** The one of an engine that was killed looks on until the next engine is there; that engine's own waits for its end. */
    private Optional<WatchdogLock> takeLock(final Path data) throws IOException, InterruptedException {
        Optional<WatchdogLock> lock = WatchdogLock.take(data);
        final long startNs = System.nanoTime();
        while (once && lock.isEmpty() && System.nanoTime() - startNs < LOCK_NS) {
            TimeUnit.MILLISECONDS.sleep(LOCK_POLL_MS);
            lock = WatchdogLock.take(data);
        }
        return lock;
    }

    private int watch(final Configuration configuration, final KillSwitch killSwitch, final EmergencyCancel cancel)
            throws IOException, InterruptedException {
        final Path data = configuration.dataDirectory();
        final long timeoutNs = configuration.killSwitch().watchdogTimeoutNs();
        final long pauseMs = TimeUnit.NANOSECONDS.toMillis(HeartbeatMonitor.intervalNs(timeoutNs));
        final Heartbeat heartbeat = Heartbeat.open(data);
        final Watchdog watchdog = new Watchdog(data, new Watchdog.Files(killSwitch, heartbeat), cancel, timeoutNs,
                pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false), EngineClock::nowNs);
        final StopSignal stop = StopSignal.install();
        WatchdogState told = null;
        while (!(once && watchdog.ended())) {
            watchdog.look();
            if (watchdog.state() != told) {
                told = watchdog.state();
                System.out.println(Json.line(describe(told, killSwitch, heartbeat, cancel)));
            }
            if (stop.await(pauseMs)) {
                break;
            }
        }
        return told == WatchdogState.CANCELLING ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static Map<String, Object> describe(
            final WatchdogState state, final KillSwitch killSwitch, final Heartbeat heartbeat, final EmergencyCancel cancel) {
        final Map<String, Object> line = new LinkedHashMap<>();
        line.put("watchdog", state.name());
        line.put("timeNs", EngineClock.nowNs());
        line.put("enginePid", state == WatchdogState.WAITING ? null : heartbeat.pid());
        line.put("tripped", killSwitch.tripped());
        line.put("reason", killSwitch.tripped() ? killSwitch.status().reason() : null);
        if (state == WatchdogState.CANCELLED) {
            line.put("venues", cancel.reports().stream().map(CancelReport::facts).toList());
        }
        return line;
    }
}
