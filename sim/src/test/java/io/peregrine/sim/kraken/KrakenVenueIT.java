package io.peregrine.sim.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import java.math.BigDecimal;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The venue over real sockets, with clients of other make: the JDK's HTTP client and Java-WebSocket. */
class KrakenVenueIT {
    private static final long TIMEOUT_S = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;
    private Credentials credentials;
    private String address;
    private long nonce = System.currentTimeMillis();

    @BeforeEach
    void start() throws BindException {
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of("kraken", 0)).withFlow(FlowSettings.parse("rate=500")));
        final JsonNode line = Fixtures.parse(simulator.firstLine());
        assertEquals("[\"BTC/USDT\",\"BTC/USD\",\"ETH/USD\",\"ETH/BTC\"]", line.path("instruments").toString());
        final JsonNode kraken = line.at("/venues/kraken");
        address = kraken.path("rest").asText().substring("http://".length());
        credentials = new Credentials(kraken.path("apiKey").asText(), kraken.path("secret").asText());
    }

    @AfterEach
    void stop() {
        http.close();
        simulator.close();
    }

    @Test
    void aBookIsFollowedOverASocketByItsChecksums() throws Exception {
        try (Connection connection = connect("/v2")) {
            final JsonNode status = connection.await(message -> message.path("channel").asText().equals("status"));
            assertEquals("online", status.at("/data/0/system").asText());
            connection.send("{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],\"depth\":25}}");
            final ClientBook book = new ClientBook(25);
            for (int i = 0; i < 300; i++) {
                book.apply(connection.await(message -> message.path("channel").asText().equals("book")));
            }
            assertEquals(50, book.bids().size());
            assertTrue(book.bids().getFirst() < book.asks().getFirst());
        }
    }

    @Test
    void anOrderIsPlacedFilledAndReportedAndTheStateAgrees() throws Exception {
        final String token = post("GetWebSocketsToken", "").at("/result/token").asText();
        try (Connection connection = connect("/auth/v2")) {
            connection.send("{\"method\":\"subscribe\",\"params\":{\"channel\":\"executions\",\"token\":\"" + token + "\"}}");
            connection.await(message -> message.path("type").asText().equals("snapshot"));
            connection.send("{\"method\":\"add_order\",\"params\":{\"order_type\":\"market\",\"side\":\"buy\",\"order_qty\":0.01,"
                    + "\"symbol\":\"BTC/USD\",\"cl_ord_id\":\"it-1\",\"token\":\"" + token + "\"},\"req_id\":7}");
            final JsonNode filled = connection.await(message -> message.at("/data/0/exec_type").asText().equals("filled"));
            final JsonNode state = get("/sim/state").at("/accounts/0");
            BigDecimal cost = BigDecimal.ZERO;
            for (final JsonNode fill : state.path("fills")) {
                cost = cost.add(new BigDecimal(fill.path("notional").asText()));
            }
            assertEquals(0, cost.compareTo(filled.at("/data/0/cum_cost").decimalValue()), state + " " + filled);
            assertEquals("10.01000000", state.at("/balances/BTC/free").asText());
            assertEquals(new BigDecimal(state.at("/balances/USD/free").asText()).stripTrailingZeros(),
                    new BigDecimal(post("Balance", "").at("/result/ZUSD").asText()).stripTrailingZeros());
        }
    }

    private JsonNode get(final String path) throws Exception {
        return Fixtures.parse(http.send(HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
                HttpResponse.BodyHandlers.ofString()).body());
    }

    private JsonNode post(final String method, final String form) throws Exception {
        final String body = "nonce=" + ++nonce + (form.isEmpty() ? "" : "&" + form);
        return Fixtures.parse(http.send(HttpRequest.newBuilder(URI.create("http://" + address + "/0/private/" + method))
                .header("API-Key", credentials.apiKey())
                .header("API-Sign", credentials.sign("/0/private/" + method, String.valueOf(nonce), body))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString()).body());
    }

    private Connection connect(final String path) throws InterruptedException {
        final Connection connection = new Connection(URI.create("ws://" + address + path));
        assertTrue(connection.connectBlocking(TIMEOUT_S, TimeUnit.SECONDS));
        return connection;
    }

    private static final class Connection extends WebSocketClient implements AutoCloseable {
        private final LinkedBlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();

        private Connection(final URI uri) {
            super(uri);
        }

        private JsonNode await(final Predicate<JsonNode> wanted) throws InterruptedException {
            JsonNode message;
            do {
                message = received.poll(TIMEOUT_S, TimeUnit.SECONDS);
                assertTrue(message != null, "nothing more came");
            } while (!wanted.test(message));
            return message;
        }

        @Override
        public void onOpen(final ServerHandshake handshake) {
        }

        @Override
        public void onMessage(final String message) {
            received.add(Fixtures.parse(message));
        }

        @Override
        public void onClose(final int code, final String reason, final boolean remote) {
        }

        @Override
        public void onError(final Exception error) {
        }
    }
}
