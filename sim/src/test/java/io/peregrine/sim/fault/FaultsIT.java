package io.peregrine.sim.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults over real sockets, started while the venue runs. */
class FaultsIT {
    private static final long TIMEOUT_S = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of("binance", 0)).withFlow(FlowSettings.parse("rate=200")));
    }

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    @Test
    void aHalfOpenConnectionGivesNoSignOfLifeAndIsNotClosed() throws Exception {
        final Client client = new Client();
        client.ping();
        client.await("pong");
        client.await("text");
        fault("{\"faults\":[{\"do\":\"half-open\"}]}");
        client.events.clear();
        client.ping();
        // The exchange ticks ten times a second; another client sees five ticks go by.
        final Client other = new Client();
        for (int i = 0; i < 5; i++) {
            other.await("text");
        }
        assertEquals(0, client.events.stream().filter(event -> !event.equals("text")).count(), client.events.toString());
        assertFalse(client.socket.isInputClosed());
    }

    @Test
    void aDisconnectCutsWithoutACloseFrame() throws Exception {
        final Client client = new Client();
        client.await("text");
        fault("{\"faults\":[{\"do\":\"disconnect\"}]}");
        final String end = client.await("error", "close");
        assertTrue(end.equals("error") || end.equals("close 1006"), end);
    }

    @Test
    void requestsAreRefusedAndAnswersAreLost() throws Exception {
        fault("{\"faults\":[{\"do\":\"status\",\"request\":\"/time\",\"status\":418,\"retry-after\":9,\"for\":\"1h\"},"
                + "{\"do\":\"drop\",\"request\":\"/ping\",\"for\":\"1h\"}]}");
        final HttpResponse<String> refused = get("/api/v3/time");
        assertEquals("418 9", refused.statusCode() + " " + refused.headers().firstValue("Retry-After").orElse(""));
        assertThrows(IOException.class, () -> get("/api/v3/ping"));
        assertEquals(200, get("/api/v3/depth?symbol=BTCUSDT").statusCode());
        final JsonNode report = new ObjectMapper().readTree(get("/sim/faults").body());
        assertTrue(report.at("/faults/0/hits").asInt() >= 1 && report.at("/faults/1/hits").asInt() >= 1, report.toString());
        assertEquals(200, send(request("/sim/faults").DELETE()).statusCode());
        assertEquals(200, get("/api/v3/time").statusCode());
    }

    @Test
    void aScriptIsStartedByNameOrAsYamlAndWhatIsWrongIsSaid() throws Exception {
        assertTrue(fault("{\"script\":\"gap\"}").contains("\"script\":\"gap\",\"do\":\"drop\",\"active\":false,\"hits\":0"));
        assertTrue(fault("name: mine\nfaults:\n  - do: halt\n    instrument: ETH/BTC\n").contains(
                "\"mine\",\"do\":\"halt\",\"active\":true"));
        final HttpResponse<String> unknown =
                send(request("/sim/faults").POST(HttpRequest.BodyPublishers.ofString("{\"script\":\"x\"}")));
        assertEquals(400, unknown.statusCode());
        assertTrue(unknown.body().startsWith("{\"error\":\"faults: unknown script 'x'; known: drop, "), unknown.body());
    }

    private String fault(final String script) throws Exception {
        final HttpResponse<String> response = send(request("/sim/faults").POST(HttpRequest.BodyPublishers.ofString(script)));
        assertEquals(200, response.statusCode(), response.body());
        return response.body();
    }

    private HttpResponse<String> get(final String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpRequest.Builder request(final String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + simulator.port("binance") + path));
    }

    private HttpResponse<String> send(final HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A client of the JDK's that notes what comes. */
    private final class Client implements WebSocket.Listener {
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + simulator.port("binance") + "/ws/btcusdt@depth@100ms"), this).join();

        void ping() {
            socket.sendPing(ByteBuffer.wrap(new byte[] {1}));
        }

        String await(final String... wanted) throws InterruptedException {
            for (String event = next(); event != null; event = next()) {
                for (final String prefix : wanted) {
                    if (event.startsWith(prefix)) {
                        return event;
                    }
                }
            }
            throw new AssertionError("not seen in " + TIMEOUT_S + " s: " + String.join(", ", wanted));
        }

        private String next() throws InterruptedException {
            return events.poll(TIMEOUT_S, TimeUnit.SECONDS);
        }

        @Override
        public CompletionStage<?> onText(final WebSocket webSocket, final CharSequence data, final boolean last) {
            events.add("text");
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(final WebSocket webSocket, final ByteBuffer message) {
            events.add("pong");
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(final WebSocket webSocket, final int statusCode, final String reason) {
            events.add("close " + statusCode);
            return null;
        }

        @Override
        public void onError(final WebSocket webSocket, final Throwable error) {
            events.add("error");
        }
    }
}
