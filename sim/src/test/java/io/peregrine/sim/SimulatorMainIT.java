package io.peregrine.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.sim.capture.CaptureSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The simulator as a process of its own. */
class SimulatorMainIT {
    private static final long TIMEOUT_S = 60;
    private static final String KNOWN = String.join(", ", Venues.names());

    @Test
    void theFirstLineTellsWhereItListensAndATermSignalEndsIt() throws Exception {
        final Process process = launch(List.of("--venues", "binance=0", "--seed", "9", "--flow", "rate=50"));
        try (BufferedReader output = process.inputReader()) {
            final JsonNode line = new ObjectMapper().readTree(output.readLine());
            assertEquals("[\"BTC/USDT\",\"ETH/USDT\",\"ETH/BTC\"] 9", line.path("instruments") + " " + line.path("seed"));
            final JsonNode binance = line.at("/venues/binance");
            assertTrue(binance.path("apiKey").asText().matches("[A-Za-z0-9]{64}"));
            assertTrue(binance.path("secret").asText().matches("[A-Za-z0-9]{64}"));
            assertTrue(binance.path("ws").asText().startsWith("ws://127.0.0.1:"));
            try (HttpClient http = HttpClient.newHttpClient()) {
                assertEquals(200, http.send(HttpRequest.newBuilder(URI.create(binance.path("rest").asText() + "/api/v3/time")).build(),
                        HttpResponse.BodyHandlers.ofString()).statusCode());
            }
            process.destroy();
            assertTrue(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aPortInUseIsSaidInOneLineWithExitCode3() throws Exception {
        try (ServerSocket occupied = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            final int port = occupied.getLocalPort();
            final Process process = launch(List.of("--venues", "binance=" + port));
            try {
                final List<String> errors = process.errorReader().lines().filter(line -> !line.startsWith("WARNING")).toList();
                assertTrue(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS));
                assertEquals(List.of("sim: port " + port + " on 127.0.0.1 is in use"), errors);
                assertEquals(3, process.exitValue());
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void theSameSeedMakesTheSameKeys() throws IOException {
        try (Simulator first = Simulator.start(SimulatorSettings.STANDARD.withPorts(SimulatorSettings.parsePorts("binance=0")));
                Simulator second = Simulator.start(SimulatorSettings.STANDARD.withPorts(SimulatorSettings.parsePorts("binance=0")))) {
            final String key = new ObjectMapper().readTree(first.firstLine()).at("/venues/binance").path("secret").asText();
            assertEquals(key, new ObjectMapper().readTree(second.firstLine()).at("/venues/binance").path("secret").asText());
        }
    }

    @Test
    void wrongArgumentsAreNamed() {
        assertEquals("unknown option --speed; known: --venues, --flow, --capture, --seed, --limits, --faults, --tls",
                message("--speed", "1"));
        assertEquals("--seed needs a value", message("--seed"));
        assertEquals("--seed is not a whole number: 'x'", message("--seed", "x"));
        assertEquals("venues: unknown venue 'nyse'; known: " + KNOWN, message("--venues", "nyse=1"));
        assertEquals("venues: port of binance must be from 0 to 65535, found 70000", message("--venues", "binance=70000"));
        assertEquals("limits: unknown venue 'nyse'; known: " + KNOWN, message("--limits", "nyse:orders=1"));
        assertEquals("limits: expected key=number, found 'orders'", startMessage("--limits", "orders"));
        assertEquals("limits: must be positive: 'orders=0'", startMessage("--limits", "binance:orders=0"));
        assertEquals(Map.of("binance", "orders=500,weight=9"),
                SimulatorMain.parse(new String[] {"--limits", "orders=500,weight=9"}).limits());
        assertEquals("venues: expected venue=port, found 'binance'", message("--venues", "binance"));
    }

    @Test
    void aCaptureIsTakenWithItsPaceInAnyOrder() {
        final CaptureSettings expected = new CaptureSettings(Path.of("a.gz"), 10, true);
        assertEquals(expected, capture("--flow", "speed=10", "--capture", "binance=a.gz"));
        assertEquals(expected, capture("--capture", "binance=a.gz", "--flow", "speed=10"));
        assertEquals("capture: expected venue=file, found 'a.gz'", message("--capture", "a.gz"));
        assertEquals("capture: unknown venue 'nyse'; known: " + KNOWN, message("--capture", "nyse=a.gz"));
        assertEquals("flow: unknown key 'rate'; known with a capture: speed, loop",
                message("--capture", "binance=a.gz", "--flow", "rate=1"));
    }

    @Test
    void aMissingCaptureIsSaidInOneLineWithExitCode2() throws Exception {
        final Process process = launch(List.of("--venues", "binance=0", "--capture", "binance=no-such-file.gz"));
        try {
            final List<String> errors = process.errorReader().lines().filter(line -> !line.startsWith("WARNING")).toList();
            assertTrue(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS));
            assertEquals(List.of("sim: capture: no such file: no-such-file.gz"), errors);
            assertEquals(2, process.exitValue());
        } finally {
            process.destroyForcibly();
        }
    }

    private static CaptureSettings capture(final String... arguments) {
        return SimulatorMain.parse(arguments).captures().get("binance");
    }

    private static String message(final String... arguments) {
        return assertThrows(IllegalArgumentException.class, () -> SimulatorMain.parse(arguments)).getMessage();
    }

    private static String startMessage(final String... arguments) {
        final SimulatorSettings settings = SimulatorMain.parse(arguments).withPorts(Map.of("binance", 0));
        return assertThrows(IllegalArgumentException.class, () -> Simulator.start(settings)).getMessage();
    }

    private static Process launch(final List<String> arguments) throws IOException {
        final Path flags = Path.of(System.getProperty("peregrine.root", "..")).resolve("configs/jvm.flags");
        final List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + flags, "-Xmx256m", "-XX:+UseSerialGC",
                "-cp", System.getProperty("java.class.path"), SimulatorMain.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).start();
    }
}
