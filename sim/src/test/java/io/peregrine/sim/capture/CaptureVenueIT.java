package io.peregrine.sim.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture as the market of the simulated venue, seen through its protocol. */
class CaptureVenueIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long TIMEOUT_S = 20;
    private static final int FRAMES = 60;

    @TempDir
    private Path directory;

    @Test
    void restAndStreamsShowTheRecordedBook() throws Exception {
        final Path file = CaptureFile.random(21, FRAMES).write(directory);
        final RecordedModel model = new RecordedModel(5);
        final List<JsonNode> messages = RecordedModel.messages(file);
        messages.forEach(model::apply);
        assertTrue(RecordedModel.isDepth(messages.getLast()), "the market ends with a depth update");
        final SimulatorSettings settings = SimulatorSettings.STANDARD.withPorts(SimulatorSettings.parsePorts("binance=0"))
                .withMarket("speed=0,loop=false", "binance=" + file);
        try (Simulator simulator = Simulator.start(settings); HttpClient http = HttpClient.newHttpClient();
                Depth depth = new Depth(simulator.port("binance"))) {
            assertTrue(simulator.firstLine().contains("\"instruments\":[\"BTC/USDT\"]"), simulator.firstLine());
            assertEquals("[\"BTCUSDT\"]", get(http, simulator, "/api/v3/exchangeInfo").findValues("symbol").toString());
            depth.connectBlocking(TIMEOUT_S, TimeUnit.SECONDS);
            final JsonNode snapshot = get(http, simulator, "/api/v3/depth?symbol=BTCUSDT&limit=5000");
            http.send(request(simulator, "/sim/flow").POST(HttpRequest.BodyPublishers.ofString("{\"rate\":20}")).build(),
                    HttpResponse.BodyHandlers.ofString());
            JsonNode state = get(http, simulator, "/sim/state");
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
            while (state.at("/flow/events").asInt() < messages.size() - 1 && System.nanoTime() - deadlineNs < 0) {
                state = get(http, simulator, "/sim/state");
            }
            assertEquals(messages.size() - 1, state.at("/flow/events").asInt());
            assertEquals(model.bids(5_000), levels(state.at("/books/BTCUSDT/bids")));
            assertEquals(model.asks(5_000), levels(state.at("/books/BTCUSDT/asks")));
            final JsonNode end = get(http, simulator, "/api/v3/depth?symbol=BTCUSDT&limit=5000");
            assertEquals(model.bids(5_000), levels(end.path("bids")));
            assertEquals(List.of(model.bids(5_000), model.asks(5_000)), depth.follow(snapshot, end.path("lastUpdateId").asLong()));
        }
    }

    private static JsonNode get(final HttpClient http, final Simulator simulator, final String path) throws Exception {
        return MAPPER.readTree(http.send(request(simulator, path).build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    private static HttpRequest.Builder request(final Simulator simulator, final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port("binance") + path));
    }

    private static List<String> levels(final JsonNode levels) {
        final List<String> result = new ArrayList<>();
        levels.forEach(level -> result.add(level.path(0).asText() + ' ' + level.path(1).asText()));
        return result;
    }

    /** A book kept from a snapshot and the diff stream. */
    private static final class Depth extends WebSocketClient implements AutoCloseable {
        private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
        private final TreeMap<String, String> bids = new TreeMap<>(Comparator.reverseOrder());
        private final TreeMap<String, String> asks = new TreeMap<>();

        private Depth(final int port) {
            super(URI.create("ws://127.0.0.1:" + port + "/ws/btcusdt@depth@100ms"));
            setTcpNoDelay(true);
        }

        /** Applies what was received up to an update id, without a gap; the sides' levels. */
        private List<List<String>> follow(final JsonNode snapshot, final long untilUpdateId) throws InterruptedException, IOException {
            change(bids, snapshot.path("bids"));
            change(asks, snapshot.path("asks"));
            long updateId = snapshot.path("lastUpdateId").asLong();
            while (updateId < untilUpdateId) {
                final String text = received.poll(TIMEOUT_S, TimeUnit.SECONDS);
                assertTrue(text != null, "no frame after " + updateId);
                final JsonNode frame = MAPPER.readTree(text);
                if (frame.path("u").asLong() > updateId) {
                    assertTrue(frame.path("U").asLong() <= updateId + 1, "gap before " + frame);
                    updateId = frame.path("u").asLong();
                    change(bids, frame.path("b"));
                    change(asks, frame.path("a"));
                }
            }
            return List.of(levels(bids), levels(asks));
        }

        private static void change(final TreeMap<String, String> side, final JsonNode levels) {
            levels.forEach(level -> {
                if (level.path(1).asText().equals("0.00000000")) {
                    side.remove(level.path(0).asText());
                } else {
                    side.put(level.path(0).asText(), level.path(1).asText());
                }
            });
        }

        private static List<String> levels(final TreeMap<String, String> side) {
            final List<String> result = new ArrayList<>();
            side.forEach((price, quantity) -> result.add(price + ' ' + quantity));
            return result;
        }

        @Override
        public void onOpen(final ServerHandshake handshake) {
        }

        @Override
        public void onMessage(final String message) {
            received.add(message);
        }

        @Override
        public void onClose(final int code, final String reason, final boolean remote) {
        }

        @Override
        public void onError(final Exception error) {
        }
    }
}
