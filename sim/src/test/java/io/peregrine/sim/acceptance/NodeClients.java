package io.peregrine.sim.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The clients of {@code src/test/acceptance}: installed once by npm under {@code target}, from the lock file, without their scripts; run by
 * Node. A machine that has no Node, or reaches no registry, skips what needs them and says so.
 */
final class NodeClients {
    private static final Path SOURCE = Path.of("src/test/acceptance");
    private static final Path FOLDER = Path.of("target/acceptance");
    private static final String LOCK = "package-lock.json";
    private static final int NODE_MIN = 18;
    private static final long ANSWER_S = 10;
    private static final long INSTALL_S = 90;
    private static final long RUN_S = 40;

    private NodeClients() {
    }

    /** Installs the clients where the lock file has changed since; skips the test where that is not possible. */
    static void install() throws IOException, InterruptedException {
        final Result node = run(List.of("node", "--version"), Path.of("."), Map.of(), ANSWER_S);
        Assumptions.assumeTrue(node.code() == 0, "no Node here: install nodejs and npm");
        final String version = node.output().strip();
        Assumptions.assumeTrue(Integer.parseInt(version.replaceFirst("v(\\d+).*", "$1")) >= NODE_MIN,
                "Node " + version + " is older than " + NODE_MIN);
        Files.createDirectories(FOLDER);
        final Path installed = FOLDER.resolve("node_modules/installed.lock");
        final String lock = Files.readString(SOURCE.resolve(LOCK));
        try (Stream<Path> files = Files.list(SOURCE)) {
            for (final Path file : files.toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.exists(installed) || !Files.readString(installed).equals(lock)) {
            final Result npm = run(List.of("npm", "ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"),
                    FOLDER, Map.of(), INSTALL_S);
            Assumptions.assumeTrue(npm.code() == 0, () -> "npm cannot install the clients: " + npm.output() + npm.errors());
            Files.writeString(installed, lock);
        }
    }

    /** Runs a script against a venue; its JSON line, or an error with all that it said. */
    static JsonNode run(final String script, final JsonNode venue) throws IOException, InterruptedException {
        final Map<String, String> environment = Map.of("REST", venue.path("rest").asText(), "WS", venue.path("ws").asText(),
                "KEY", venue.path("apiKey").asText(), "SECRET", venue.path("secret").asText(),
                "PASSPHRASE", venue.path("passphrase").asText(), "PRIVATE_KEY", venue.path("privateKeyPem").asText());
        final Result result = run(List.of("node", script), FOLDER, environment, RUN_S);
        if (result.code() != 0) {
            throw new AssertionError(script + " ended with " + result.code() + '\n' + result.output() + result.errors());
        }
        final List<String> lines = result.output().lines().toList();
        return new ObjectMapper().readTree(lines.getLast());
    }

    private static Result run(final List<String> command, final Path folder, final Map<String, String> environment, final long seconds)
            throws IOException, InterruptedException {
        final Path output = Files.createTempFile("node", ".out");
        final Path errors = Files.createTempFile("node", ".err");
        try {
            final ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(folder.toFile())
                    .redirectOutput(output.toFile()).redirectError(errors.toFile());
            builder.environment().putAll(environment);
            final Process process = builder.start();
            final boolean ended = process.waitFor(seconds, TimeUnit.SECONDS);
            process.destroyForcibly();
            return new Result(ended ? process.exitValue() : -1, Files.readString(output, StandardCharsets.UTF_8),
                    Files.readString(errors, StandardCharsets.UTF_8));
        } catch (final IOException e) {
            return new Result(-1, "", e.getMessage());
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private record Result(int code, String output, String errors) {
    }
}
