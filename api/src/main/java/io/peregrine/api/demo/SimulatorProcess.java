package io.peregrine.api.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.peregrine.api.JavaCommand;
import io.peregrine.api.cli.CommandException;
import io.peregrine.api.cli.ExitCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The simulated venues as a child process of this one, which they do not outlive.
 *
 * <p><b>Threading:</b> confined to the main thread. <b>Errors:</b> {@link CommandException} where the process does not come up.
 */
public final class SimulatorProcess implements AutoCloseable {
    private static final long START_TIMEOUT_S = 60;
    private static final long STOP_TIMEOUT_S = 5;

    private final Process process;
    private final JsonNode description;

    private SimulatorProcess(final Process process, final JsonNode description) {
        this.process = process;
        this.description = description;
    }

    /** Starts {@code sim} with these arguments and waits until its ports listen. */
    public static SimulatorProcess start(final List<String> arguments) {
        // Ctrl-C is for the engine, which still needs the venue while it ends in order.
        final List<String> words = JavaCommand.detached(List.of("-Xmx512m", "-XX:+UseSerialGC"),
                List.of("sim", "--parent-pid", Long.toString(ProcessHandle.current().pid())));
        words.addAll(arguments);
        try {
            final Process process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
            return new SimulatorProcess(process, firstLine(process));
        } catch (final IOException e) {
            throw new CommandException(ExitCode.ENVIRONMENT, "the simulated venue can not be started: " + e.getMessage());
        }
    }

    /** What it told of itself: addresses and keys by venue. */
    public JsonNode description() {
        return description;
    }

    /** What to trade at one of the described venues: its pairs with the price in the same asset as that of the first. */
    public static List<String> symbols(final JsonNode venue) {
        final List<String> listed = venue.path("markets").valueStream().map(market -> market.path("symbol").asText()).toList();
        final String priced = listed.getFirst().substring(listed.getFirst().indexOf('/'));
        return listed.stream().filter(symbol -> symbol.endsWith(priced)).toList();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_TIMEOUT_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static JsonNode firstLine(final Process process) {
        final BufferedReader reader = process.inputReader();
        final CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> reader.lines().findFirst().orElse(null));
        try {
            final String text = line.get(START_TIMEOUT_S, TimeUnit.SECONDS);
            if (text == null) {
                throw new CommandException(ExitCode.ENVIRONMENT, "the simulated venue ended at once (exit " + process.waitFor() + ")");
            }
            return JsonMapper.builder().build().readTree(text);
        } catch (final TimeoutException | ExecutionException | IOException e) {
            process.destroyForcibly();
            throw new CommandException(ExitCode.ENVIRONMENT, "the simulated venue did not tell its address: " + e.getMessage());
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new CommandException(ExitCode.FAILED, "interrupted");
        }
    }
}
