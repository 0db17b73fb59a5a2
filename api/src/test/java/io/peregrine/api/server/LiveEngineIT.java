package io.peregrine.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.rest.Json;
import io.peregrine.api.view.LiveEngine;
import io.peregrine.feed.FeedSettings;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.journal.JournalSettings;
import io.peregrine.message.EngineMode;
import io.peregrine.order.OrderSettings;
import io.peregrine.risk.RiskSettings;
import io.peregrine.runtime.Engine;
import io.peregrine.runtime.EngineSettings;
import io.peregrine.runtime.ThreadPlan;
import io.peregrine.runtime.ThreadSettings;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.venue.SimulatedVenue;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.venue.VenueSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API over a real engine that trades at a simulated venue through real sockets. */
class LiveEngineIT {
    @TempDir
    private Path data;

    @Test
    @Bites({"risk_management.max_position_size", "risk_management.violation_threshold"})
    void placesFillsCancelsAndShowsWhatTheVenueDid() throws Exception {
        final SimulatorSettings venue = SimulatorSettings.STANDARD.withPorts(Map.of(SimulatorSettings.BINANCE, 0));
        try (Simulator simulator = Simulator.start(venue); Engine engine = Engine.launch(settings(simulator, data))) {
            final LiveEngine access = new LiveEngine(engine);
            try (ApiClient client = new ApiClient(access)) {
                awaitReady(client);
                restsAndIsCancelled(client);
                isFilled(client);
                isRefused(client);
                strategyStartsAndStops(client);
                aStrategyThatBreaksRulesIsHeldUntilItsBreakerIsReset(client);
                isReconciledOnDemand(client);
                takesNoOrdersWhileTheVenueHalts(client, simulator);
                assertTrue(client.get("/status").path("tickCount").asLong() > 0);
                assertTrue(client.get("/latency").path("stages").findValuesAsText("stage").containsAll(List.of("decode", "ack", "fill")));
                access.detach();
                assertEquals(503, client.send("GET", "/api/v1/hft/books/binance/BTC-USDT", null, null).statusCode());
            }
        }
    }

    private static void restsAndIsCancelled(final ApiClient client) {
        final BigDecimal bid = new BigDecimal(client.get("/books/binance/BTC-USDT").path("bids").get(0).get(0).asText());
        final BigDecimal price = bid.multiply(new BigDecimal("0.99")).setScale(2, java.math.RoundingMode.DOWN);
        final HttpResponse<String> placed = client.post("/orders", order("LIMIT", "BUY", "0.01", ",\"price\":\"" + price + "\""));
        assertEquals(201, placed.statusCode(), placed.body());
        assertEquals("NEW", ApiClient.json(placed).path("status").asText());
        final String id = ApiClient.json(placed).path("id").asText();
        assertEquals(id, client.get("/orders").path("orders").get(0).path("id").asText());
        final HttpResponse<String> canceled = client.delete("/orders/" + id);
        assertEquals(200, canceled.statusCode(), canceled.body());
        assertEquals("CANCELED", ApiClient.json(canceled).path("status").asText());
    }

    private static void isFilled(final ApiClient client) throws InterruptedException {
        final BigDecimal ask = new BigDecimal(client.get("/books/binance/BTC-USDT").path("asks").get(0).get(0).asText());
        final BigDecimal price = ask.multiply(new BigDecimal("1.001")).setScale(2, java.math.RoundingMode.DOWN);
        final HttpResponse<String> placed = client.post("/orders", order("LIMIT", "BUY", "0.01",
                ",\"time_in_force\":\"IOC\",\"client_order_id\":\"taker-1\",\"price\":\"" + price + "\""));
        assertEquals(201, placed.statusCode(), placed.body());
        JsonNode order = ApiClient.json(placed);
        for (int i = 0; i < 200 && !order.path("status").asText().equals("FILLED"); i++) {
            TimeUnit.MILLISECONDS.sleep(25);
            order = client.get("/orders/taker-1");
        }
        assertEquals("FILLED", order.path("status").asText(), order.toString());
        final JsonNode position = client.get("/positions?strategy_id=manual").path("positions").get(0);
        assertEquals("0.01", position.path("quantity").asText());
        BigDecimal filled = BigDecimal.ZERO;
        for (final JsonNode fill : client.get("/fills?order_id=" + order.path("id").asText()).path("fills")) {
            filled = filled.add(new BigDecimal(fill.path("quantity").asText()));
        }
        assertEquals(0, new BigDecimal("0.01").compareTo(filled));
    }

    private static void isRefused(final ApiClient client) {
        final BigDecimal bid = new BigDecimal(client.get("/books/binance/BTC-USDT").path("bids").get(0).get(0).asText());
        final HttpResponse<String> refused = client.post("/orders",
                order("LIMIT", "BUY", "11", ",\"price\":\"" + bid.setScale(2, java.math.RoundingMode.DOWN) + "\""));
        assertEquals("POSITION_LIMIT", ApiClient.problem(422, refused));
        assertEquals(1, client.get("/status").path("risk").path("violations").asInt());
    }

    private static void strategyStartsAndStops(final ApiClient client) {
        assertEquals("RUNNING", ApiClient.json(client.post("/strategies/mm-btc/start", null)).path("state").asText());
        assertEquals("STOPPED", ApiClient.json(client.post("/strategies/mm-btc/stop", null)).path("state").asText());
    }

    private static void aStrategyThatBreaksRulesIsHeldUntilItsBreakerIsReset(final ApiClient client) {
        final BigDecimal bid = new BigDecimal(client.get("/books/binance/BTC-USDT").path("bids").get(0).get(0).asText());
        final String price = bid.multiply(new BigDecimal("0.99")).setScale(2, java.math.RoundingMode.DOWN).toPlainString();
        final String tooMuch = order("LIMIT", "BUY", "11", ",\"strategy_id\":\"mm-btc\",\"price\":\"" + price + "\"");
        assertEquals("RUNNING", ApiClient.json(client.post("/strategies/mm-btc/start", null)).path("state").asText());
        for (int i = 0; i < 5; i++) {
            assertEquals("POSITION_LIMIT", ApiClient.problem(422, client.post("/orders", tooMuch)));
        }
        final String little = order("LIMIT", "BUY", "0.01", ",\"strategy_id\":\"mm-btc\",\"price\":\"" + price + "\"");
        assertEquals("CIRCUIT_BREAKER", ApiClient.problem(422, client.post("/orders", little)));
        final JsonNode breaker = client.get("/risk").path("breakers").get(0);
        assertEquals("strategy mm-btc HALTED VIOLATIONS", breaker.path("scope").asText() + ' ' + breaker.path("id").asText() + ' '
                + breaker.path("state").asText() + ' ' + breaker.path("cause").asText());
        assertEquals("STOPPED", ApiClient.json(client.post("/strategies/mm-btc/start", null)).path("state").asText());
        final String reset = "/risk/breakers/strategy/mm-btc/reset";
        assertEquals("FORBIDDEN", ApiClient.problem(403, client.post(reset, "{\"reason\":\"looked at it\"}")));
        assertEquals("INVALID_FIELD", ApiClient.problem(422, admin(client, reset, "{}")));
        assertEquals("NOT_FOUND", ApiClient.problem(404, admin(client, "/risk/breakers/strategy/nobody/reset", "{\"reason\":\"x\"}")));
        assertEquals("NORMAL", ApiClient.json(admin(client, reset, "{\"reason\":\"looked at it\"}")).path("state").asText());
        assertEquals(0, client.get("/risk/breakers").path("breakers").size());
        assertEquals("RUNNING", ApiClient.json(client.post("/strategies/mm-btc/start", null)).path("state").asText());
        assertEquals("STOPPED", ApiClient.json(client.post("/strategies/mm-btc/stop", null)).path("state").asText());
    }

    private static HttpResponse<String> admin(final ApiClient client, final String path, final String body) {
        return client.send("POST", "/api/v1/hft" + path, ApiClient.ADMIN_KEY, body);
    }

    private static void isReconciledOnDemand(final ApiClient client) throws InterruptedException {
        final HttpResponse<String> requested = client.post("/reconciliation?venue=binance", null);
        assertEquals(202, requested.statusCode(), requested.body());
        final String correlationId = ApiClient.json(requested).path("correlation_id").asText();
        JsonNode venue = null;
        for (int i = 0; i < 1_200; i++) {
            venue = client.get("/reconciliation").path("venues").get(0);
            final boolean answered = venue.path("result").path("time_ns").asLong() > venue.path("command").path("time_ns").asLong();
            if (venue.path("command").path("correlation_id").asText().equals(correlationId) && answered) {
                break;
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
        assertEquals(correlationId, venue.path("command").path("correlation_id").asText(), venue.toString());
        assertTrue(venue.path("result").path("complete").asBoolean(), venue.toString());
        assertEquals("[0,[],[]]", Json.array().add(venue.path("open_differences")).add(venue.path("differences"))
                .add(venue.path("reduce_only")).toString(), venue.toString());
    }

    private static void takesNoOrdersWhileTheVenueHalts(final ApiClient client, final Simulator simulator) throws InterruptedException {
        halt(simulator, true);
        final JsonNode halted = awaitStatus(client, "HALTED");
        assertTrue(halted.path("status_detail").asText().contains("does not trade BTC/USDT now (status HALT)"), halted::toString);
        final HttpResponse<String> refused = client.post("/orders", order("LIMIT", "BUY", "0.01", ",\"price\":\"30000\""));
        assertEquals("INSTRUMENT_HALTED", ApiClient.problem(422, refused));
        halt(simulator, false);
        final JsonNode trading = awaitStatus(client, "TRADING");
        assertTrue(trading.path("source_time_ns").asLong() > halted.path("source_time_ns").asLong());
        assertEquals("", trading.path("status_detail").asText());
    }

    private static void halt(final Simulator simulator, final boolean isHalted) {
        final SimulatedVenue venue = simulator.venue(SimulatorSettings.BINANCE);
        venue.thread().call(() -> {
            venue.exchange().listing("BTC/USDT").halt(isHalted);
            return isHalted;
        }).join();
    }

    private static JsonNode awaitStatus(final ApiClient client, final String status) throws InterruptedException {
        for (int i = 0; i < 1_200; i++) {
            final JsonNode instrument = client.get("/instruments").path("instruments").get(0);
            if (instrument.path("status").asText().equals(status)) {
                return instrument;
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
        throw new AssertionError(client.get("/instruments").toString());
    }

    static void awaitReady(final ApiClient client) throws InterruptedException {
        for (int i = 0; i < 1_200; i++) {
            final JsonNode venue = client.get("/status").path("venues").get(0);
            if (venue.path("orderEntryReady").asBoolean() && venue.path("books").get(0).path("state").asText().equals("LIVE")) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
        throw new AssertionError(client.get("/status").toString());
    }

    private static String order(final String type, final String side, final String quantity, final String more) {
        return "{\"venue\":\"binance\",\"symbol\":\"BTC/USDT\",\"side\":\"" + side + "\",\"type\":\"" + type + "\",\"quantity\":\""
                + quantity + '"' + more + '}';
    }

    /** An engine with one strategy that waits, at the simulated Binance. */
    static EngineSettings settings(final Simulator simulator, final Path data) throws Exception {
        final JsonNode venue = Json.parse(simulator.firstLine()).path("venues").path("binance");
        final URI stream = URI.create(venue.path("ws").asText());
        final VenueSettings binance = new VenueSettings(
                Venue.BINANCE_SPOT, URI.create(venue.path("rest").asText()), stream, URI.create(stream + "/ws-api/v3"),
                new Credentials(venue.path("apiKey").asText(), venue.path("secret").asText().getBytes(StandardCharsets.UTF_8)),
                List.of("BTC/USDT"));
        final StrategySettings maker = new StrategySettings(1, "mm-btc", "market-making", new int[] {0},
                Map.of("half_spread_ticks", "2", "order_size", "0.01", "max_inventory", "0.1"), false);
        return new EngineSettings(EngineMode.SIMULATED, data, List.of(binance), List.of(maker),
                new FeedSettings(10_000, 10_000_000L, 1_000_000_000L, 30_000_000_000L),
                new OrderSettings(100, 5_000_000_000L, 10_000_000_000L, 3, 1_024),
                new RiskSettings(1_000_000_000_000L, 5.0, 1_000_000_000L, 50_000_000_000_000L, 1_000_000_000L, 5),
                new ThreadSettings(ThreadPlan.SHARED, new int[0], ""), 1_000, 500_000_000L, JournalSettings.STANDARD,
                EngineSettings.EXECUTION_TIMEOUT_NS, false);
    }
}
