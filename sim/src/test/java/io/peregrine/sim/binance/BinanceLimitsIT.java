package io.peregrine.sim.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.SessionLimits;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happens to clients that ask too much, stay silent or do not read. */
class BinanceLimitsIT {
    private static final SimulatorSettings SETTINGS = SimulatorSettings.STANDARD.withPorts(Map.of("binance", 0));
    private static final String ORDER = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=30000";

    @Test
    void tooMuchWeightIsRefusedAndThenBanned() throws BindException {
        try (Simulator simulator = start(SETTINGS.withLimits("weight=500"));
                VenueClient client = new VenueClient(simulator, 0)) {
            HttpResponse<String> response = client.send("GET", "/api/v3/depth?symbol=BTCUSDT&limit=5000");
            while (response.statusCode() == 200) {
                response = client.send("GET", "/api/v3/depth?symbol=BTCUSDT&limit=5000");
            }
            assertEquals(429, response.statusCode());
            assertEquals(-1003, VenueClient.json(response.body()).path("code").asInt());
            final long wait = response.headers().firstValueAsLong("Retry-After").orElseThrow();
            assertTrue(wait >= 1 && wait <= 60, "Retry-After " + wait);
            while (response.statusCode() == 429) {
                response = client.send("GET", "/api/v3/depth?symbol=BTCUSDT&limit=5000");
            }
            assertEquals(418, response.statusCode());
            assertTrue(response.body().contains("IP banned until"), response.body());
            assertEquals(120, response.headers().firstValueAsLong("Retry-After").orElseThrow());
            assertEquals(418, client.send("GET", "/api/v3/ping").statusCode());
            assertEquals(200, client.send("GET", "/sim/state").statusCode());
        }
    }

    @Test
    void tooManyUnfilledOrdersAreRefused() throws BindException {
        try (Simulator simulator = start(SETTINGS.withLimits("orders=1000,ordersPerDay=3"));
                VenueClient client = new VenueClient(simulator, 0)) {
            for (int i = 1; i <= 3; i++) {
                final HttpResponse<String> placed = client.signed("POST", "/api/v3/order", ORDER);
                assertEquals(i, placed.headers().firstValueAsLong("X-MBX-ORDER-COUNT-1D").orElseThrow());
            }
            final HttpResponse<String> refused = client.signed("POST", "/api/v3/order", ORDER);
            assertEquals("429 {\"code\":-1015,\"msg\":\"Too many new orders; current limit is 3 orders per 1 DAY.\"}",
                    refused.statusCode() + " " + refused.body());
            assertTrue(refused.headers().firstValue("X-MBX-ORDER-COUNT-1D").isEmpty());
            final JsonNode overWebSocket = client.connect("/ws-api/v3").call("order.place", "symbol", "BTCUSDT", "side", "BUY",
                    "type", "LIMIT", "timeInForce", "GTC", "quantity", "0.001", "price", "30000");
            assertEquals("429 -1015", overWebSocket.path("status").asText() + ' ' + overWebSocket.at("/error/code").asText());
            assertTrue(overWebSocket.at("/error/data/retryAfter").asLong() > overWebSocket.at("/error/data/serverTime").asLong());
        }
    }

    @Test
    void rateLimitsAreReportedOnTheWebSocketApiUnlessUnwanted() throws BindException {
        try (Simulator simulator = start(SETTINGS); VenueClient client = new VenueClient(simulator, 0)) {
            final VenueClient.Connection connection = client.connect("/ws-api/v3");
            final JsonNode time = connection.request("time", VenueClient.JSON.createObjectNode());
            assertEquals("REQUEST_WEIGHT", time.at("/rateLimits/0/rateLimitType").asText());
            assertEquals(3, time.at("/rateLimits/0/count").asInt());
            assertFalse(connection.request("time", VenueClient.JSON.createObjectNode().put("returnRateLimits", false)).has("rateLimits"));
            final VenueClient.Connection quiet = client.connect("/ws-api/v3?returnRateLimits=false");
            assertFalse(quiet.request("ping", VenueClient.JSON.createObjectNode()).has("rateLimits"));
            assertEquals(-1020, quiet.request("nothing", VenueClient.JSON.createObjectNode()).at("/error/code").asInt());
            quiet.send("[1");
            assertEquals(-1135, quiet.next().at("/error/code").asInt());
            assertEquals(3, quiet.call("account.rateLimits.orders").path("result").size() + 1);
        }
    }

    @Test
    void aClientThatDoesNotAnswerPingsIsCutOffAndOneThatDoesIsNot() throws BindException {
        final SessionLimits quick =
                new SessionLimits(Duration.ofMillis(100), Duration.ofMillis(600), Duration.ofHours(24), 1 << 20);
        try (Simulator simulator = start(SETTINGS.withSessionLimits(quick)); VenueClient client = new VenueClient(simulator, 0)) {
            final VenueClient.Connection silent = client.connect("/ws-api/v3");
            silent.ignorePings();
            final VenueClient.Connection polite = client.connect("/ws-api/v3");
            silent.awaitClose();
            assertTrue(silent.pings() > 1, "pings " + silent.pings());
            assertTrue(polite.isOpen());
            assertEquals(200, polite.request("ping", VenueClient.JSON.createObjectNode()).path("status").asInt());
        }
    }

    @Test
    void aClientThatDoesNotReadIsCutOffAndHoldsNobodyUp() throws IOException {
        final SessionLimits small =
                new SessionLimits(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofHours(24), 1 << 19);
        final SimulatorSettings settings = SETTINGS.withSessionLimits(small).withFlow(FlowSettings.parse("rate=20000"));
        try (Simulator simulator = start(settings); VenueClient client = new VenueClient(simulator, 0);
                Socket stalled = new Socket()) {
            stalled.setReceiveBufferSize(4_096);
            stalled.connect(new InetSocketAddress("127.0.0.1", simulator.port("binance")));
            stalled.getOutputStream().write(("GET /stream?streams=btcusdt@bookTicker/ethusdt@bookTicker/btcusdt@depth@100ms/"
                    + "btcusdt@trade/ethbtc@bookTicker HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            assertEquals("HTTP/1.1 101", new String(stalled.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
            final VenueClient.Connection healthy = client.connect("/ws/btcusdt@trade");
            final long deadlineNs = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (simulator.connections() < 2) {
                Thread.onSpinWait();
            }
            while (simulator.connections() > 1) {
                assertEquals("trade", healthy.next().path("e").asText());
                assertTrue(System.nanoTime() - deadlineNs < 0, "the stalled client is still connected");
            }
            assertEquals("trade", healthy.next().path("e").asText());
        }
    }

    private static Simulator start(final SimulatorSettings settings) throws BindException {
        return Simulator.start(settings);
    }
}
