package io.peregrine.api.cli;

import io.peregrine.instrument.Venue;
import io.peregrine.replay.Replay;
import io.peregrine.replay.ReplaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./peregrine replay}: a capture through the real feed handler into real books. */
@Command(name = "replay", mixinStandardHelpOptions = true, description = {
    "A capture through the real feed handler into a real Chronicle Map; the result is one JSON object.",
    "A capture is a file of lines, <receive time in ns> <raw message>, as text or gzip."})
final class ReplayCommand implements Callable<Integer> {
    @Option(names = "--venue", required = true, paramLabel = "V", description = {
        "binance-spot, binance-usdm, binance-coinm,", "coinbase-exchange, coinbase-advanced or kraken."})
    private String venue;

    @Option(names = "--capture", required = true, paramLabel = "FILE", description = "The capture.")
    private Path capture;

    @Option(names = "--depth", defaultValue = "10", paramLabel = "N",
            description = "Levels a side in the result. Default: ${DEFAULT-VALUE}")
    private int depth;

    @Option(names = "--books", paramLabel = "DIR", description = "Where to leave the books. Default: a temporary place.")
    private Path books;

    @Option(names = "--digest", description = "SHA-256 over the best ten levels after every depth message.")
    private boolean digest;

    @Override
    public Integer call() {
        final Venue protocol = Venue.byProtocol(venue);
        if (protocol == null) {
            throw new CommandException(ExitCode.USAGE, "--venue: '" + venue + "' is not one of "
                    + Arrays.stream(Venue.values()).map(Venue::protocol).toList());
        }
        if (!Files.isReadable(capture) || Files.isDirectory(capture)) {
            throw new CommandException(ExitCode.USAGE, "--capture: '" + capture + "' is not a file that can be read");
        }
        try {
            System.out.println(Json.line(Replay.run(new ReplaySettings(protocol, capture, depth, books, digest))));
            return ExitCode.DONE;
        } catch (final IllegalArgumentException e) {
            throw new CommandException(ExitCode.USAGE, e.getMessage());
        } catch (final IOException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, capture + ": " + e.getMessage());
        }
    }
}
