package io.peregrine.api.cli;

import io.peregrine.api.alert.ChannelSettings;
import io.peregrine.api.alert.TestAlert;
import io.peregrine.api.config.ConfigReader;
import io.peregrine.api.config.Configuration;
import io.peregrine.api.config.Environment;
import io.peregrine.time.EngineClock;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./peregrine alert}: tries the channels of the alerts. docs/alerts.md. */
@Command(name = "alert", mixinStandardHelpOptions = true, description = "Tries the channels that alerts go to.",
        subcommands = AlertCommand.Test.class)
final class AlertCommand {
    private AlertCommand() {
    }

    /** {@code alert test}. */
    @Command(name = "test", mixinStandardHelpOptions = true,
            description = "Sends one alert that says that it is a test through one channel. Prints one JSON object.")
    static final class Test implements Callable<Integer> {
        @Parameters(paramLabel = "CHANNEL", description = "Its id in alerts.channels.")
        private String channel;

        @Option(names = "--config", defaultValue = "configs/config.yaml", paramLabel = "FILE",
                description = "The configuration. Default: ${DEFAULT-VALUE}")
        private Path config;

        @Override
        public Integer call() throws InterruptedException {
            final Configuration configuration = ConfigReader.read(config, Environment.ofProcess());
            Logs.level(configuration.logLevel());
            final ChannelSettings settings = configuration.alerts().channel(channel);
            if (settings == null) {
                throw new CommandException(ExitCode.USAGE, config + ": no channel '" + channel + "' in alerts.channels; there are "
                        + configuration.alerts().channels().stream().map(ChannelSettings::id).toList());
            }
            final TestAlert.Result result = TestAlert.send(settings, EngineClock.nowNs());
            final Map<String, Object> line = new LinkedHashMap<>();
            line.put("channel", settings.id());
            line.put("type", settings.type());
            line.put("delivered", result.delivered());
            line.put("error", result.error());
            line.put("tookMs", result.tookMs());
            System.out.println(Json.line(line));
            return result.delivered() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }
}
