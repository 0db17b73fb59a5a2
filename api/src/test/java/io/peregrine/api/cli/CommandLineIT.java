package io.peregrine.api.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as real processes: what they print, where, and how they end. */
class CommandLineIT {
    private static final long TIMEOUT_S = 180;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path folder;

    private record Result(int exitCode, String out, String err) {
        /** Standard error without the JVM's remark on the vector module. */
        String complaint() {
            return err.lines().filter(line -> line.startsWith("peregrine: ")).findFirst().orElse("");
        }

        JsonNode lastLine() throws IOException {
            return MAPPER.readTree(out.lines().reduce((first, second) -> second).orElseThrow());
        }
    }

    @Test
    void drillFuzzTellsOfEachDecoderAndRefusesOneThatThereIsNot() throws Exception {
        final Result result = run("drill", "fuzz", "--decoder", "kraken", "--bytes", "50k", "--seed", "3");
        assertEquals(ExitCode.DONE, result.exitCode, result.err + result.out);
        final JsonNode line = result.lastLine();
        assertEquals("kraken", line.path("decoder").asText());
        assertTrue(line.path("bytes").asLong() >= 50_000 && line.path("decodeErrors").asLong() > 0, line::toString);
        assertEquals("", line.path("failure").asText("missing"));

        final Result unknown = run("drill", "fuzz", "--decoder", "morse");
        assertEquals(ExitCode.USAGE, unknown.exitCode, unknown.err);
        assertTrue(unknown.complaint().contains("morse"), unknown::err);
    }

    @Test
    void theDemoTradesAndAgreesWithTheVenueToTheLastDecimal() throws Exception {
        final Result result = run("demo", "--headless", "--duration", "12s", "--port", "0", "--flow", "rate=500", "--seed", "7");

        assertEquals(ExitCode.DONE, result.exitCode, result.err + result.out);
        final JsonNode summary = result.lastLine();
        assertTrue(summary.path("reconciled").asBoolean(), summary::toString);
        assertEquals(0, summary.path("differences").size(), summary::toString);
        for (final String count : List.of("ticks", "orders", "fills", "cancels")) {
            assertTrue(summary.path(count).asLong() > 0, () -> count + " in " + summary);
        }
        for (final String stage : List.of("decode", "trade", "encode", "write", "tick_to_order", "ack")) {
            final JsonNode latency = summary.path("latency").path(stage);
            assertTrue(latency.path("p50").asLong() > 0, () -> stage + " in " + summary);
            assertTrue(latency.path("p50").asLong() <= latency.path("p99").asLong(), () -> stage + " in " + summary);
            assertTrue(latency.path("p99").asLong() <= latency.path("p999").asLong(), () -> stage + " in " + summary);
            assertTrue(latency.path("p999").asLong() <= latency.path("max").asLong(), () -> stage + " in " + summary);
        }
        for (final String key : List.of("rejects", "realizedPnl", "positions", "gcPauses", "allocatedBytesPerTick")) {
            assertTrue(summary.has(key), () -> key + " in " + summary);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            dance                                                           | 2 | dance
            demo --duration soon                                            | 2 | --duration: 'soon' is not a duration
            demo --port 99999                                               | 2 | --port: '99999' is not from 0 to 65535
            demo --thread-plan stepped                                      | 2 | --thread-plan: stepped is for tests
            replay --venue bitmex --capture x                               | 2 | --venue: 'bitmex' is not one of
            replay --venue binance-spot --capture none.gz                   | 2 | --capture: 'none.gz' is not a file that can be read
            replay --venue binance-spot                                     | 2 | --capture
            sim --venues mtgox=1                                            | 2 | unknown venue 'mtgox'
            run --config none.yaml                                          | 2 | none.yaml: can not be read
            run                                                             | 2 | --config
            journal verify .                                                | 2 | is no journal
            journal dump . --type Order                                     | 2 | --type: 'Order' is not one of
            record --config ../configs/config.yaml                          | 2 | --out
            record --config ../configs/config.yaml --out x --rotate soon    | 2 | --rotate: 'soon' is not a size such as 100MB
            record --config ../configs/config.yaml --out pom.xml            | 3 | written to pom.xml: it is not a folder
            """)
    void tellsWhatIsWrongInOneLine(final String words, final int exitCode, final String complaint) throws Exception {
        final Result result = run(words.split(" "));
        assertEquals(exitCode, result.exitCode, result.err);
        assertTrue(result.complaint().contains(complaint), result.err);
        assertEquals("", result.out);
        assertFalse(result.err.contains("\tat "), result.err);
    }

    @Test
    void liveTradingNeedsAKey() throws Exception {
        final Path config = Files.writeString(folder.resolve("config.yaml"), """
                venues:
                  - {venue: binance, rest: "http://127.0.0.1:1", stream: "ws://127.0.0.1:1", orders: "ws://127.0.0.1:1/ws-api/v3",
                     symbols: [BTC/USDT]}
                data_directory: %s
                """.formatted(folder.resolve("data")));
        final Result live = run("run", "--config", config.toString(), "--mode", "live");
        assertEquals(ExitCode.USAGE, live.exitCode, live.err);
        assertTrue(live.complaint().contains("--mode live needs api_key and secret of venue binance"), live.err);

        final Result unreachable = run("run", "--config", config.toString());
        assertEquals(ExitCode.ENVIRONMENT, unreachable.exitCode, unreachable.err);
        assertTrue(unreachable.complaint().contains("127.0.0.1:1"), unreachable.err);
    }

    @Test
    void aPortInUseIsTheEnvironmentsFault() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            final Result result = run("sim", "--venues", "binance=" + taken.getLocalPort());
            assertEquals(ExitCode.ENVIRONMENT, result.exitCode, result.err);
            assertTrue(result.complaint().contains("port " + taken.getLocalPort()), result.err);
        }
    }

    @Test
    void doctorLooksAtTheMachine() throws Exception {
        final Result result = run("doctor");
        assertEquals(ExitCode.DONE, result.exitCode, result.err);
        final JsonNode report = result.lastLine();
        assertTrue(report.path("findings").findValuesAsText("name").containsAll(
                List.of("jdk", "cores", "isolatedCores", "frequencyGovernor", "hugePages", "devShm", "clockSource", "kernelBypass")));
        assertTrue(report.path("opencl").isArray());
    }

    private Result run(final String... words) throws IOException, InterruptedException {
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-X") && !flag.startsWith("-agent")).forEach(command::add);
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "io.peregrine.api.Main"));
        command.addAll(List.of(words));
        final Path out = folder.resolve("out");
        final Path err = folder.resolve("err");
        final Process process = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        if (!process.waitFor(TIMEOUT_S, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
