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
import io.peregrine.venue.VenueSettings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each limit of the table bites on an engine that trades at a simulated venue, is changed over REST, and outlives a restart. */
class LimitsIT {
    private static final String LIMITS = "/api/v1/hft/risk/limits";
    private static final String INSTRUMENT = "\"scope\":\"instrument\",\"id\":\"binance:BTC/USDT\"";
    private static final String VENUE = "\"scope\":\"venue\",\"id\":\"binance\"";
    private static final String MANUAL = "\"scope\":\"strategy\",\"id\":\"manual\"";
    private static final String TOTAL = "\"scope\":\"total\"";

    @TempDir
    private Path data;

    @Test
    @Bites({"order_management.max_orders_per_second", "risk_management.duplicate_interval", "risk_management.last_trade_collar",
        "risk_management.max_exposure", "risk_management.max_messages_per_fill", "risk_management.max_net_exposure",
        "risk_management.max_open_orders", "risk_management.max_order_factor", "risk_management.max_order_notional",
        "risk_management.max_order_size", "risk_management.max_position_size", "risk_management.message_floor",
        "risk_management.price_collar", "risk_management.trading_hours"})
    void eachLimitBitesIsSetBackAndOutlivesARestart() throws Exception {
        final SimulatorSettings venue = SimulatorSettings.STANDARD.withPorts(Map.of(SimulatorSettings.BINANCE, 0));
        try (Simulator simulator = Simulator.start(venue)) {
            try (Engine engine = Engine.launch(settings(simulator)); ApiClient client = new ApiClient(new LiveEngine(engine))) {
                awaitReady(client);
                refusesChangesThatAreNotPossible(client);
                bites(client, TOTAL, "max_order_size", "0.005", "ORDER_SIZE", "0.01", "0.97");
                bites(client, INSTRUMENT, "max_order_notional", "10", "ORDER_NOTIONAL", "0.01", "0.97");
                bites(client, MANUAL, "max_position_size", "0.005", "POSITION_LIMIT", "0.01", "0.97");
                bites(client, VENUE, "max_exposure", "10", "EXPOSURE_LIMIT", "0.01", "0.97");
                bites(client, TOTAL, "max_net_exposure", "10", "NET_EXPOSURE", "0.01", "0.97");
                bites(client, INSTRUMENT, "price_collar", "0.5", "PRICE_COLLAR", "0.01", "1.02");
                bites(client, TOTAL, "trading_hours", hoursWithoutNow(), "TRADING_HOURS", "0.01", "0.97");
                bites(client, INSTRUMENT, "last_trade_collar", "0.5", "LAST_TRADE_COLLAR", "0.01", "1.03");
                bitesTheSecondTime(client, MANUAL, "max_open_orders", "1", "OPEN_ORDERS");
                bitesTheSecondTime(client, VENUE, "duplicate_interval", "60s", "REPEATED_ORDER");
                set(client, MANUAL, "message_floor", "\"1\"");
                bitesTheSecondTime(client, MANUAL, "max_messages_per_fill", "1", "MESSAGE_RATIO");
                set(client, MANUAL, "message_floor", "null");
                bitesTheSecondTime(client, INSTRUMENT, "max_orders_per_second", "1", "ORDER_RATE");
                for (int i = 0; i < 16; i++) {
                    assertEquals(201, place(client, "BUY", "0.001", "0.97").statusCode());
                }
                bites(client, MANUAL, "max_order_factor", "2", "FAT_FINGER", "0.1", "0.97");
                set(client, TOTAL, "max_position_size", "\"1000\"");
                set(client, TOTAL, "max_exposure", "\"1000000000\"");
                assertEquals("SHORT_SALE", ApiClient.problem(422, place(client, "SELL", "90", "1.03")));
                assertEquals("INSUFFICIENT_BALANCE", ApiClient.problem(422, place(client, "BUY", "90", "0.97")));
                set(client, TOTAL, "max_order_size", "\"0.25\"");
            }
            try (Engine engine = Engine.launch(settings(simulator)); ApiClient client = new ApiClient(new LiveEngine(engine))) {
                awaitReady(client);
                assertEquals("0.25", client.limit("total", "max_order_size").path("value").asText());
                assertTrue(client.limit("total", "max_order_size").path("changed").asBoolean());
                assertEquals("ORDER_SIZE", ApiClient.problem(422, place(client, "BUY", "0.3", "0.97")));
            }
        }
    }

    private static void refusesChangesThatAreNotPossible(final ApiClient client) {
        final String good = change(TOTAL, "max_order_size", "\"1\"");
        assertEquals("FORBIDDEN", ApiClient.problem(403, client.send("PUT", LIMITS, ApiClient.TRADE_KEY, body(good))));
        assertEquals("UNKNOWN_LIMIT", ApiClient.problem(422, put(client, good + ',' + change(TOTAL, "max_luck", "\"1\""))));
        assertEquals("LIMIT_RANGE", ApiClient.problem(422, put(client, good + ',' + change(TOTAL, "price_collar", "\"101\""))));
        assertEquals("LIMIT_RANGE", ApiClient.problem(422, put(client, change(TOTAL, "max_exposure", "\"none\""))));
        assertEquals("LIMIT_RANGE", ApiClient.problem(422, put(client, change(VENUE, "max_daily_loss", "\"5\""))));
        assertEquals("UNKNOWN_SCOPE", ApiClient.problem(422,
                put(client, change("\"scope\":\"venue\",\"id\":\"nowhere\"", "max_exposure", "\"5\""))));
        assertEquals("UNKNOWN_FIELD", ApiClient.problem(400, put(client, "{\"scope\":\"total\",\"limits\":\"max_exposure\"}")));
        assertTrue(client.limit("total", "max_order_size").isMissingNode(), "nothing of a refused change holds");
    }

    private static void bites(
            final ApiClient client, final String scope, final String key, final String value, final String code, final String quantity,
            final String factor) {
        set(client, scope, key, '"' + value + '"');
        final HttpResponse<String> refused = place(client, "BUY", quantity, factor);
        assertEquals(code, ApiClient.problem(422, refused));
        final JsonNode problem = ApiClient.json(refused);
        assertTrue(problem.path("detail").asText().contains(key + " of "), problem.toString());
        assertTrue(problem.path("detail").asText().matches(".*limit [0-9.]+, value [0-9.]+.*"), problem.toString());
        set(client, scope, key, "null");
        assertEquals(201, place(client, "BUY", "0.01", "0.97").statusCode(), key + " is set back");
    }

    private static void bitesTheSecondTime(
            final ApiClient client, final String scope, final String key, final String value, final String code)
            throws InterruptedException {
        assertEquals(200, client.delete("/orders").statusCode());
        for (int i = 0; i < 400 && !client.get("/orders?status=open").path("orders").isEmpty(); i++) {
            TimeUnit.MILLISECONDS.sleep(25);
        }
        set(client, scope, key, '"' + value + '"');
        final BigDecimal price = price(client, "0.96");
        HttpResponse<String> answer = place(client, "BUY", "0.01", price);
        for (int i = 0; i < 20 && answer.statusCode() == 201; i++) {
            answer = place(client, "BUY", "0.01", price);
        }
        assertEquals(code, ApiClient.problem(422, answer));
        set(client, scope, key, "null");
    }

    /** Hours of trading in which it is not now. */
    static String hoursWithoutNow() {
        final DateTimeFormatter format = DateTimeFormatter.ofPattern("HH:mm");
        final LocalTime now = LocalTime.now(ZoneOffset.UTC);
        return format.format(now.plusHours(6)) + '-' + format.format(now.plusHours(7));
    }

    private static void set(final ApiClient client, final String scope, final String key, final String value) {
        final HttpResponse<String> answer = put(client, change(scope, key, value));
        assertEquals(200, answer.statusCode(), answer.body());
    }

    private static HttpResponse<String> put(final ApiClient client, final String changes) {
        return client.send("PUT", LIMITS, ApiClient.ADMIN_KEY, body(changes));
    }

    private static String body(final String changes) {
        return "{\"changes\":[" + changes + "]}";
    }

    private static String change(final String scope, final String key, final String value) {
        return '{' + scope + ",\"limit\":\"" + key + "\",\"value\":" + value + '}';
    }

    private static BigDecimal price(final ApiClient client, final String factor) {
        final BigDecimal bid = new BigDecimal(client.get("/books/binance/BTC-USDT").path("bids").get(0).get(0).asText());
        return bid.multiply(new BigDecimal(factor)).setScale(2, RoundingMode.DOWN);
    }

    private static HttpResponse<String> place(final ApiClient client, final String side, final String quantity, final String factor) {
        return place(client, side, quantity, price(client, factor));
    }

    private static HttpResponse<String> place(final ApiClient client, final String side, final String quantity, final BigDecimal price) {
        return client.post("/orders", "{\"venue\":\"binance\",\"symbol\":\"BTC/USDT\",\"side\":\"" + side
                + "\",\"type\":\"LIMIT\",\"quantity\":\"" + quantity + "\",\"price\":\"" + price + "\"}");
    }

    private static void awaitReady(final ApiClient client) throws InterruptedException {
        for (int i = 0; i < 1_200; i++) {
            final JsonNode status = client.get("/status").path("venues").get(0);
            final JsonNode reconciled = client.get("/reconciliation").path("venues").get(0).path("complete_ns");
            if (status.path("orderEntryReady").asBoolean() && status.path("books").get(0).path("state").asText().equals("LIVE")
                    && reconciled.asLong() > 0) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
        throw new AssertionError(client.get("/status").toString());
    }

    private EngineSettings settings(final Simulator simulator) throws Exception {
        final JsonNode venue = Json.parse(simulator.firstLine()).path("venues").path("binance");
        final URI stream = URI.create(venue.path("ws").asText());
        final VenueSettings binance = new VenueSettings(
                Venue.BINANCE_SPOT, URI.create(venue.path("rest").asText()), stream, URI.create(stream + "/ws-api/v3"),
                new Credentials(venue.path("apiKey").asText(), venue.path("secret").asText().getBytes(StandardCharsets.UTF_8)),
                List.of("BTC/USDT"));
        return new EngineSettings(EngineMode.SIMULATED, data, List.of(binance), List.of(),
                new FeedSettings(10_000, 10_000_000L, 1_000_000_000L, 30_000_000_000L),
                new OrderSettings(100, 5_000_000_000L, 0, 3, 1_024),
                new RiskSettings(1_000_000_000_000L, 5.0, 1_000_000_000L, 50_000_000_000_000L, 1_000_000_000L, 100_000),
                new ThreadSettings(ThreadPlan.SHARED, new int[0], ""), 1_000, 500_000_000L, JournalSettings.STANDARD,
                EngineSettings.EXECUTION_TIMEOUT_NS, false);
    }
}
