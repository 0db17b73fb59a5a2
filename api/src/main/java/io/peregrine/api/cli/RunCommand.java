package io.peregrine.api.cli;

import io.peregrine.api.Application;
import io.peregrine.api.config.ConfigReader;
import io.peregrine.api.config.Configuration;
import io.peregrine.api.config.Environment;
import io.peregrine.api.watchdog.WatchdogKeeper;
import io.peregrine.message.EngineMode;
import io.peregrine.runtime.Engine;
import io.peregrine.runtime.EngineState;
import io.peregrine.venue.VenueSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine run}: the engine against the configured venues. */
@Command(name = "run", mixinStandardHelpOptions = true, description = {
    "The engine against the configured venues.",
    "On paper (real market data, simulated fills) unless --mode live is given in so many words."})
final class RunCommand implements Callable<Integer> {
    private static final long QUIESCE_TIMEOUT_NS = 20_000_000_000L;

    private enum Mode { LIVE, PAPER }

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration, for example configs/config.yaml.")
    private Path config;

    @Option(names = "--mode", defaultValue = "paper", paramLabel = "live|paper", description = "Default: ${DEFAULT-VALUE}")
    private Mode mode;

    @Override
    public Integer call() throws InterruptedException {
        final Configuration configuration = ConfigReader.read(config, Environment.ofProcess());
        Logs.level(configuration.logLevel());
        final Logger log = LoggerFactory.getLogger(RunCommand.class);
        check(configuration);
        configuration.notes().forEach(log::warn);
        final StopSignal stop = StopSignal.install();
        try (Application application = Application.start(
                configuration.engine(mode == Mode.LIVE ? EngineMode.LIVE : EngineMode.PAPER), configuration.api(),
                configuration.offload().settings(), configuration.offload().intervalNs(), configuration.store(),
                configuration.alerts());
                WatchdogKeeper _ = watchdog(configuration, application.engine())) {
            KillSignal.install(application.engine().killSwitch());
            log.info("{} trading; API on http://{}:{}", mode, configuration.api().host(), application.port());
            awaitEnd(application, stop);
            if (application.engine().state() == EngineState.FAILED) {
                log.error("the engine failed: {}", application.engine().failure());
                return ExitCode.FAILED;
            }
            if (!application.engine().quiesce(QUIESCE_TIMEOUT_NS)) {
                log.error("orders may be open at a venue: the next start asks for them");
                return ExitCode.FAILED;
            }
            return ExitCode.DONE;
        }
    }

    /** Comes before the application in its end: it does not take the end for the watchdog's absence. */
    private WatchdogKeeper watchdog(final Configuration configuration, final Engine engine) {
        return mode == Mode.LIVE && configuration.killSwitch().watchdog()
                ? WatchdogKeeper.start(config, configuration.dataDirectory(), () -> engine.killSwitchStatus().watched()) : null;
    }

    private static void awaitEnd(final Application application, final StopSignal stop) throws InterruptedException {
        boolean ended = false;
        while (!ended) {
            ended = stop.await(200) || application.engine().state() != EngineState.RUNNING;
        }
    }

    private void check(final Configuration configuration) {
        if (!configuration.enabled()) {
            throw new CommandException(ExitCode.USAGE, config + ": hft.enabled is false; set it to true to run");
        }
        if (configuration.venues().isEmpty()) {
            throw new CommandException(ExitCode.USAGE, config + ": no venue to connect to: list one under venues, and its name under "
                    + "hft.feeds.providers");
        }
        for (final VenueSettings venue : configuration.venues()) {
            if (mode == Mode.LIVE && venue.credentials() == null) {
                throw new CommandException(ExitCode.USAGE, config + ": --mode live needs api_key and secret of venue "
                        + venue.venue().key());
            }
        }
    }
}
