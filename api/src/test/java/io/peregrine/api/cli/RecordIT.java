package io.peregrine.api.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.capture.CaptureReader;
import io.peregrine.feed.FeedSettings;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.record.Recorder;
import io.peregrine.record.Rotation;
import io.peregrine.replay.Replay;
import io.peregrine.replay.ReplayResult;
import io.peregrine.replay.ReplayResult.InstrumentResult;
import io.peregrine.replay.ReplaySettings;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.venue.SimulatedVenue;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code record} against a simulated venue: what replay makes of its files, however it ended. */
class RecordIT {
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final List<String> SYMBOLS = List.of("BTC/USDT", "ETH/USDT", "ETH/BTC");
    private static final FeedSettings FEEDS = new FeedSettings(10_000, 1_000_000_000L, 1_000_000_000L, 0);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    @TempDir
    private Path folder;
    private Simulator simulator;
    private String rest;
    private Process process;

    @BeforeEach
    void startTheVenue() throws IOException {
        simulator = Simulator.start(
                SimulatorSettings.STANDARD.withPorts(Map.of(SimulatorSettings.BINANCE, 0)).withMarket("rate=500", null));
        rest = "http://127.0.0.1:" + simulator.port(SimulatorSettings.BINANCE);
    }

    @AfterEach
    void stopAll() {
        if (process != null) {
            process.destroyForcibly();
        }
        simulator.close();
    }

    @Test
    void replayMakesTheVenuesBooksOfTheFiles() throws Exception {
        final Path out = folder.resolve("captures");
        process = record(out, "--rotate", "3s");
        await("the second file", () -> files(out).size() >= 3);
        post("/sim/flow", "{\"rate\":0}");
        final Map<String, JsonNode> truth = new TreeMap<>();
        for (final String symbol : SYMBOLS) {
            final String name = symbol.replace("/", "");
            truth.put(name, get("/api/v3/depth?limit=10&symbol=" + name));
            final String last = "\"u\":" + truth.get(name).path("lastUpdateId").asLong() + ',';
            await("the last update of " + name, () -> files(out).stream().anyMatch(file -> holds(file, last)));
        }
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(ExitCode.DONE, process.exitValue(), Files.readString(folder.resolve("err")));

        final List<Path> files = files(out);
        final JsonNode summary = MAPPER.readTree(Files.readString(folder.resolve("out"))).path("venues").path("binance");
        assertEquals(files.size(), summary.path("files").asInt(), summary::toString);
        assertEquals(files.getLast().getFileName().toString(), summary.path("lastFile").asText());
        assertEquals(0, summary.path("dropped").asLong());
        long messages = 0;
        for (final Path file : files.subList(0, files.size() - 1)) {
            messages += assertWhole(replay(file)).messages();
        }
        final Path all = folder.resolve("all.gz");
        try (OutputStream output = Files.newOutputStream(all)) {
            for (final Path file : files) {
                Files.copy(file, output);
            }
        }
        final ReplayResult whole = assertWhole(replay(all));
        assertEquals(summary.path("messages").asLong(), whole.messages());
        assertTrue(messages > 0 && messages < whole.messages());
        truth.forEach((name, depth) -> {
            assertEquals(levels(depth.path("bids")), levels(MAPPER.valueToTree(whole.instruments().get(name).bids())), name);
            assertEquals(levels(depth.path("asks")), levels(MAPPER.valueToTree(whole.instruments().get(name).asks())), name);
        });
        assertEquals(whole, replay(all), "the same again");
    }

    @Test
    void whatWasReceivedASecondBeforeAKillIsThere() throws Exception {
        final Path out = folder.resolve("captures");
        process = record(out);
        await("a file", () -> !files(out).isEmpty());
        final Path file = files(out).getFirst();
        await("some members", () -> Files.size(file) > 100_000);
        final long killedMs = System.currentTimeMillis();
        process.destroyForcibly();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));

        long lastNs = 0;
        try (CaptureReader reader = new CaptureReader(file)) {
            while (reader.next()) {
                assertTrue(reader.receiveTimeNs() >= lastNs);
                lastNs = reader.receiveTimeNs();
            }
            assertEquals(0, reader.damagedLines());
        }
        final long lostMs = killedMs - lastNs / 1_000_000;
        assertTrue(lostMs < 1_000, "lost " + lostMs + " ms");
        final ReplayResult result = assertWhole(replay(file));
        assertEquals(result, replay(file), "the same again");
        assertEquals(List.of(file), files(out));
    }

    /** Coinbase's level2 has no sequence and Kraken's no update id: the venues' own books at the end say whether all is there. */
    @Test
    void recordsAllVenues() throws Exception {
        final Map<String, Integer> ports = Map.of("coinbase", 0, "coinbase-advanced", 0, "kraken", 0);
        final Path out = folder.resolve("captures");
        try (Simulator venues = Simulator.start(SimulatorSettings.STANDARD.withPorts(ports).withMarket("rate=300", null))) {
            final List<VenueSettings> settings = List.of(settings(venues, Venue.COINBASE_EXCHANGE),
                    settings(venues, Venue.COINBASE_ADVANCED), settings(venues, Venue.KRAKEN));
            for (final VenueSettings venue : settings) {
                assertEquals(List.of("BTC/USD BTC USD", "ETH/USD ETH USD"), names(venue), "one pair, one name");
            }
            try (Recorder recorder = Recorder.start(settings, FEEDS, out, new Rotation(Long.MAX_VALUE, 2_000_000_000L))) {
                await("the third files", () -> files(out).size() >= 9);
                for (final VenueSettings venue : settings) {
                    stopFlow(venues.venue(venue.venue().key()));
                }
                awaitSilence(recorder);
                assertNull(recorder.failure());
                recorder.summary().forEach((venue, summary) -> assertEquals(0, summary.dropped(), venue));
            }
            for (final VenueSettings venue : settings) {
                assertReplays(venue.venue(), venues.venue(venue.venue().key()), out);
            }
        }
    }

    /** The venue's channel {@code full}: the snapshots over REST are in the files, and what is lost in a file shows. */
    @Test
    void recordsBooksOrderByOrder() throws Exception {
        final Path out = folder.resolve("captures");
        try (Simulator venues = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of("coinbase", 0)).withMarket("rate=300", null))) {
            final SimulatedVenue simulated = venues.venue("coinbase");
            try (Recorder recorder = Recorder.start(
                    List.of(full(venues, simulated)), FEEDS, out, new Rotation(Long.MAX_VALUE, 2_000_000_000L))) {
                await("the third file", () -> files(out).size() >= 3);
                stopFlow(simulated);
                awaitSilence(recorder);
                assertNull(recorder.failure());
                recorder.summary().get("coinbase").books().forEach((symbol, book) -> assertEquals(0, book.get("gaps"), symbol));
            }
            assertReplays(Venue.COINBASE_EXCHANGE, simulated, out);
            assertALossShows(files(out).getFirst());
        }
    }

    private void assertALossShows(final Path file) throws IOException {
        final List<String> lines = new ArrayList<>();
        try (CaptureReader reader = new CaptureReader(file)) {
            while (reader.next()) {
                lines.add(reader.receiveTimeNs() + " " + reader.buffer().getStringWithoutLengthAscii(reader.offset(), reader.length()));
            }
        }
        int lost = 0;
        while (!lines.get(lost).endsWith("\"symbol\":\"BTC-USD\"}")) {
            lost++;
        }
        lost = (lost + lines.size()) / 2;
        while (!lines.get(lost).contains("\"open\"") || !lines.get(lost).contains("BTC-USD")) {
            lost++;
        }
        lines.remove(lost);
        final Path damaged = Files.write(folder.resolve("damaged"), lines);
        final ReplayResult result = Replay.run(new ReplaySettings(Venue.COINBASE_EXCHANGE, damaged, 10, null, true), 0);
        final InstrumentResult book = result.instruments().get("BTC-USD");
        assertEquals(List.of(1L, 1L, "SYNCING"), List.of(book.gaps(), book.resyncs(), book.state()), book::toString);
        assertEquals("LIVE", result.instruments().get("ETH-USD").state());
    }

    private static VenueSettings full(final Simulator venues, final SimulatedVenue simulated) {
        final VenueSettings level2 = settings(venues, Venue.COINBASE_EXCHANGE);
        final ObjectNode client = MAPPER.createObjectNode();
        simulated.describe(client);
        final Credentials key = new Credentials(client.path("apiKey").asText(),
                client.path("secret").asText().getBytes(StandardCharsets.US_ASCII), client.path("passphrase").asText());
        return new VenueSettings(level2.venue(), level2.addresses(), level2.orderUri(), key, level2.symbols(),
                Map.of("book_channel", "full"));
    }

    private static void stopFlow(final SimulatedVenue simulated) {
        simulated.thread().call(() -> {
            simulated.flow().rate(0);
            return true;
        }).join();
    }

    private void assertReplays(final Venue venue, final SimulatedVenue simulated, final Path out) throws IOException {
        final List<Path> files = files(out).stream()
                .filter(file -> file.getFileName().toString().startsWith(venue.protocol() + "-2")).toList();
        final Path all = folder.resolve(venue.protocol() + ".gz");
        try (OutputStream output = Files.newOutputStream(all)) {
            for (final Path file : files) {
                Files.copy(file, output);
            }
        }
        final List<Path> replayed = new ArrayList<>(files.subList(0, files.size() - 1));
        replayed.add(all);
        for (final Path file : replayed) {
            final ReplayResult result = Replay.run(new ReplaySettings(venue, file, 10, null, true), 0);
            assertEquals(2, result.instruments().size(), file::toString);
            result.instruments().forEach((symbol, book) -> {
                final String what = symbol + " in " + file + ": " + book;
                assertEquals("LIVE", book.state(), what);
                assertEquals(0, book.gaps() + book.crossed() + book.checksumsBad() + book.decodeErrors(), what);
                assertTrue(book.applied() > 0 && (venue != Venue.KRAKEN || book.checksumsOk() > 0), what);
            });
            assertEquals(0, result.decodeErrors());
        }
        final ReplayResult whole = Replay.run(new ReplaySettings(venue, all, 10, null, true), 0);
        simulated.exchange().listings().forEach(listing -> {
            final InstrumentResult book = whole.instruments().get(simulated.symbol(listing.market()));
            if (book != null) {
                assertEquals(truth(listing.snapshot(10).bids()), levels(MAPPER.valueToTree(book.bids())), venue.key());
                assertEquals(truth(listing.snapshot(10).asks()), levels(MAPPER.valueToTree(book.asks())), venue.key());
            }
        });
    }

    private static List<String> truth(final long[] levels) {
        final List<String> texts = new ArrayList<>();
        for (int i = 0; i < levels.length; i += 2) {
            texts.add(BigDecimal.valueOf(levels[i], 8).stripTrailingZeros().toPlainString() + '|'
                    + BigDecimal.valueOf(levels[i + 1], 8).stripTrailingZeros().toPlainString());
        }
        return texts;
    }

    private static void awaitSilence(final Recorder recorder) throws Exception {
        final List<Object> last = new ArrayList<>();
        final long[] sinceNs = {System.nanoTime()};
        await("the last updates", () -> {
            final List<Object> applied = recorder.summary().values().stream().flatMap(summary -> summary.books().values().stream())
                    .map(book -> (Object) book.get("applied")).toList();
            if (!applied.equals(last)) {
                last.clear();
                last.addAll(applied);
                sinceNs[0] = System.nanoTime();
            }
            return System.nanoTime() - sinceNs[0] > 1_000_000_000L;
        });
    }

    private static List<String> names(final VenueSettings venue) throws IOException {
        return VenueProvider.installed().stream().filter(provider -> provider.provides(venue.venue())).findFirst().orElseThrow()
                .loadInstruments(venue, 0).stream()
                .map(instrument -> instrument.symbol() + ' ' + instrument.baseAsset() + ' ' + instrument.quoteAsset()).toList();
    }

    private static VenueSettings settings(final Simulator venues, final Venue venue) {
        final String address = "http://127.0.0.1:" + venues.port(venue.key());
        return new VenueSettings(venue, URI.create(address), URI.create(address.replace("http", "ws")), URI.create(address), null,
                List.of("BTC/USD", "ETH/USD"));
    }

    @Test
    void endsWhereTheFilesCanNotBeWritten() throws Exception {
        final Path out = folder.resolve("captures");
        final VenueSettings venue = new VenueSettings(Venue.BINANCE_SPOT, URI.create(rest), URI.create(rest.replace("http", "ws")),
                URI.create(rest.replace("http", "ws")), null, SYMBOLS);
        try (Recorder recorder = Recorder.start(List.of(venue), FEEDS, out, new Rotation(20_000, Long.MAX_VALUE))) {
            await("a file", () -> !files(out).isEmpty());
            Files.move(out, folder.resolve("elsewhere"));
            await("the failure", () -> recorder.failure() != null);
            assertInstanceOf(IOException.class, recorder.failure());
            assertTrue(recorder.failure().getMessage().contains("capture can not be written: " + out), recorder.failure().getMessage());
        }
        final ReplayResult result = replay(files(folder.resolve("elsewhere")).getFirst());
        assertTrue(result.messages() > 0);
        assertEquals(0, result.damagedLines() + result.decodeErrors());
    }

    private static ReplayResult assertWhole(final ReplayResult result) {
        assertEquals(SYMBOLS.stream().map(symbol -> symbol.replace("/", "")).sorted().toList(),
                result.instruments().keySet().stream().sorted().toList());
        result.instruments().forEach((symbol, book) -> {
            assertEquals("LIVE", book.state(), symbol);
            assertEquals(0, book.gaps() + book.crossed() + book.topMismatches() + book.resyncs(), symbol);
            assertTrue(book.applied() > 0, symbol);
        });
        assertEquals(0, result.damagedLines());
        return result;
    }

    private static ReplayResult replay(final Path file) throws IOException {
        return Replay.run(new ReplaySettings(Venue.BINANCE_SPOT, file, 10, null, true), 0);
    }

    private static List<Path> files(final Path out) throws IOException {
        if (!Files.isDirectory(out)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(out)) {
            return all.filter(file -> file.toString().endsWith(".gz")).sorted().toList();
        }
    }

    private static boolean holds(final Path file, final String text) {
        try (CaptureReader reader = new CaptureReader(file)) {
            while (reader.next()) {
                if (reader.buffer().getStringWithoutLengthAscii(reader.offset(), reader.length()).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> levels(final JsonNode side) {
        final List<String> levels = new ArrayList<>();
        for (final JsonNode level : side) {
            levels.add(plain(level.get(0)) + '|' + plain(level.get(1)));
        }
        return levels;
    }

    private static String plain(final JsonNode decimal) {
        return new BigDecimal(decimal.asText()).stripTrailingZeros().toPlainString();
    }

    private static void await(final String what, final Callable<Boolean> condition) throws Exception {
        final long startNs = System.nanoTime();
        while (!condition.call()) {
            assertTrue(System.nanoTime() - startNs < TIMEOUT_NS, () -> "waited in vain for " + what);
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Process record(final Path out, final String... more) throws IOException {
        final Path config = Files.writeString(folder.resolve("config.yaml"), """
                venues:
                  - {venue: binance, rest: "%s", stream: "%s", orders: "%s", symbols: [BTC/USDT, ETH/USDT, ETH/BTC]}
                """.formatted(rest, rest.replace("http", "ws"), rest.replace("http", "ws")));
        final List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-X") && !flag.startsWith("-agent")).forEach(command::add);
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), "io.peregrine.api.Main",
                "record", "--config", config.toString(), "--out", out.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command).redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile())
                .start();
    }

    private JsonNode get(final String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(rest + path)).build());
    }

    private void post(final String path, final String body) throws Exception {
        send(HttpRequest.newBuilder(URI.create(rest + path)).POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private static JsonNode send(final HttpRequest request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            final HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, response.statusCode(), response::body);
            return MAPPER.readTree(response.body());
        }
    }
}
