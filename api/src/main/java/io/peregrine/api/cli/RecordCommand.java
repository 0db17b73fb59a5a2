package io.peregrine.api.cli;

import io.peregrine.api.config.ConfigReader;
import io.peregrine.api.config.Configuration;
import io.peregrine.api.config.Environment;
import io.peregrine.api.config.Section;
import io.peregrine.record.Recorder;
import io.peregrine.record.Rotation;
import io.peregrine.record.VenueSummary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine record}: live raw messages to capture files. */
@Command(name = "record", mixinStandardHelpOptions = true, description = {
    "Live raw messages of every configured venue to capture files, which replay reads.",
    "Ends with Ctrl-C or after --duration; the last line on standard output is a JSON object."})
final class RecordCommand implements Callable<Integer> {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(kB|MB|GB)");
    private static final Map<String, Long> UNITS = Map.of("kB", 1_000L, "MB", 1_000_000L, "GB", 1_000_000_000L);
    private static final long POLL_MS = 200;
    private static final long PROGRESS_NS = 1_000_000_000L;

    @Option(names = "--config", required = true, paramLabel = "FILE", description = "The configuration: venues and feeds are used.")
    private Path config;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where the captures go; made where it is missing.")
    private Path out;

    @Option(names = "--rotate", paramLabel = "SIZE|TIME[,…]",
            description = "Begin a new file at this size (kB, MB, GB; compressed) or age, for example 100MB,1h. Default: never.")
    private String rotate;

    @Option(names = "--duration", paramLabel = "TIME", description = "End after this time, for example 10m. Default: with Ctrl-C.")
    private String duration;

    /** The last line of the output. */
    private record Result(String out, long durationMs, Map<String, VenueSummary> venues, String error) {
    }

    @Override
    public Integer call() throws InterruptedException {
        final Rotation rotation = rotate == null ? Rotation.NEVER : rotation(rotate);
        final long durationNs = duration == null ? Long.MAX_VALUE : Durations.parse("--duration", duration);
        final Configuration configuration = ConfigReader.read(config, Environment.ofProcess());
        Logs.level(configuration.logLevel());
        final Logger log = LoggerFactory.getLogger(RecordCommand.class);
        configuration.notes().forEach(log::warn);
        if (configuration.venues().isEmpty()) {
            throw new CommandException(ExitCode.USAGE, config + ": no venue to record: list one under venues, and its name under "
                    + "hft.feeds.providers");
        }
        final StopSignal stop = StopSignal.install();
        final long startNs = System.nanoTime();
        final Recorder recorder;
        try {
            recorder = Recorder.start(configuration.venues(), configuration.feeds(), out, rotation);
        } catch (final IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, e.getMessage());
        } catch (final IOException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, e.getMessage());
        }
        try (recorder) {
            awaitEnd(recorder, stop, startNs, durationNs);
        }
        return report(recorder, (System.nanoTime() - startNs) / 1_000_000);
    }

    private int report(final Recorder recorder, final long durationMs) {
        final Throwable failure = recorder.failure();
        System.out.println(Json.line(
                new Result(out.toString(), durationMs, recorder.summary(), failure == null ? null : failure.getMessage())));
        if (failure instanceof IOException) {
            throw new CommandException(ExitCode.ENVIRONMENT, failure.getMessage());
        }
        if (failure != null) {
            throw new CommandException(ExitCode.FAILED, "recording failed: " + failure);
        }
        return ExitCode.DONE;
    }

    private static void awaitEnd(final Recorder recorder, final StopSignal stop, final long startNs, final long durationNs)
            throws InterruptedException {
        final boolean isTerminal = System.console() != null && System.console().isTerminal();
        long shownNs = startNs;
        while (!stop.await(POLL_MS) && recorder.failure() == null && System.nanoTime() - startNs < durationNs) {
            if (isTerminal && System.nanoTime() - shownNs >= PROGRESS_NS) {
                shownNs = System.nanoTime();
                recorder.summary().forEach((venue, summary) -> System.err.println(
                        venue + ": " + summary.messages() + " messages, " + summary.fileBytes() + " bytes"));
            }
        }
    }

    private static Rotation rotation(final String text) {
        long bytesMax = Long.MAX_VALUE;
        long ageMaxNs = Long.MAX_VALUE;
        for (final String part : text.split(",")) {
            final Matcher size = SIZE.matcher(part);
            final long ageNs = Section.parseDurationNs(part);
            if (size.matches() && Long.parseLong(size.group(1)) > 0) {
                bytesMax = Long.parseLong(size.group(1)) * UNITS.get(size.group(2));
            } else if (ageNs >= 1_000_000_000L) {
                ageMaxNs = ageNs;
            } else {
                throw new CommandException(ExitCode.USAGE, "--rotate: '" + part + "' is not a size such as 100MB (kB, MB, GB) nor a time "
                        + "such as 1h, from 1s");
            }
        }
        return new Rotation(bytesMax, ageMaxNs);
    }
}
