package io.peregrine.api.server;

import static io.peregrine.api.server.ApiClient.json;
import static io.peregrine.api.server.ApiClient.problem;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.view.JournalRecords.Fee;
import io.peregrine.api.view.JournalRecords.Terms;
import io.peregrine.api.view.PaperDesk;
import io.peregrine.api.view.ScriptedEngine;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Severity;
import io.peregrine.message.Side;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** REST over a real server and real sockets. */
class RestIT {
    private static final String LIMIT = "{\"venue\":\"binance\",\"symbol\":\"BTC/USDT\",\"side\":\"BUY\",\"type\":\"LIMIT\","
            + "\"quantity\":\"0.5\",\"price\":\"60000.01\"}";

    private final ScriptedEngine engine = new ScriptedEngine();
    private final PaperDesk desk = new PaperDesk(engine);
    private final ApiClient client = new ApiClient(engine);

    RestIT() {
        engine.commands = desk;
        engine.top(0, 5_999_900, 6_000_100);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void placesAnOrderAndShowsIt() {
        final HttpResponse<String> response = client.post("/orders", with("client_order_id", "\"mine-1\""));
        assertEquals(201, response.statusCode(), response.body());
        final JsonNode order = json(response);
        assertEquals("/api/v1/hft/orders/" + order.path("id").asText(), response.headers().firstValue("Location").orElse(""));
        assertEquals(List.of("mine-1", "manual", "binance", "BTC/USDT", "BUY", "LIMIT", "GTC", "60000.01", "0.5", "0", "0.5", "NEW"),
                texts(order, "client_order_id", "strategy_id", "venue", "symbol", "side", "type", "time_in_force", "price", "quantity",
                        "filled_quantity", "leaves_quantity", "status"));
        assertEquals(1000, order.path("latency").path("tick_to_order_ns").asLong());
        assertEquals(2, order.path("history").size());
        assertEquals(order, client.get("/orders/" + order.path("id").asText()));
        assertEquals(order, client.get("/orders/mine-1"));
        assertEquals(1, client.get("/orders?strategy_id=manual").path("orders").size());
        assertEquals(0, client.get("/orders?strategy_id=mm-btc").path("orders").size());
    }

    @Test
    void aRepeatedClientOrderIdReturnsTheFirstOrder() throws Exception {
        final String body = with("client_order_id", "\"once\"");
        final List<Callable<HttpResponse<String>>> requests = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            requests.add(() -> client.post("/orders", body));
        }
        final Set<String> ids = new HashSet<>();
        final List<Integer> statuses = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (final Future<HttpResponse<String>> response : threads.invokeAll(requests)) {
                statuses.add(response.get().statusCode());
                ids.add(json(response.get()).path("id").asText());
            }
        }
        assertEquals(1, ids.size());
        assertEquals(1, desk.placedCount.get());
        assertEquals(1, statuses.stream().filter(status -> status == 201).count(), statuses.toString());
        assertEquals(7, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
    }

    @Test
    void aRefusalOfRiskNamesTheReason() {
        final HttpResponse<String> response = client.post("/orders", LIMIT.replace("\"0.5\"", "\"5.00001\""));
        assertEquals("POSITION_LIMIT", problem(422, response));
        assertEquals("RISK_REJECTED", json(response).path("order").path("status").asText());
        assertEquals(1, client.get("/status").path("orders").path("rejected").asInt());
    }

    @Test
    void refusesWhatCanNotBeAnOrder() {
        assertEquals("INVALID_JSON", problem(400, client.post("/orders", "{")));
        assertEquals("INVALID_JSON", problem(400, client.post("/orders", "[]")));
        assertEquals("INVALID_JSON", problem(400, client.post("/orders", null)), "no body at all");
        assertEquals("UNKNOWN_FIELD", problem(400, client.post("/orders", with("prize", "\"1\""))));
        assertEquals("INVALID_JSON", problem(400, client.post("/orders", with("side", "\"SELL\""))), "a key given twice");
        refused("UNKNOWN_VENUE", "venue", LIMIT.replace("binance", "mtgox"));
        refused("UNKNOWN_INSTRUMENT", "symbol", LIMIT.replace("BTC/USDT", "DOGE/USDT"));
        refused("INVALID_FIELD", "side", LIMIT.replace("BUY", "HOLD"));
        refused("INVALID_FIELD", "type", LIMIT.replace("LIMIT", "ICEBERG"));
        refused("OFF_LOT", "quantity", LIMIT.replace("\"0.5\"", "\"0.123456\""));
        refused("OFF_LOT", "quantity", LIMIT.replace("\"0.5\"", "\"half\""));
        refused("QUANTITY_RANGE", "quantity", LIMIT.replace("\"0.5\"", "\"-1\""));
        refused("QUANTITY_RANGE", "quantity", LIMIT.replace("\"0.5\"", "\"90000\""));
        refused("INVALID_FIELD", "quantity", LIMIT.replace("\"0.5\"", "1e999999"));
        refused("OFF_TICK", "price", LIMIT.replace("60000.01", "60000.001"));
        refused("MISSING_FIELD", "price", LIMIT.replace(",\"price\":\"60000.01\"", ""));
        refused("INVALID_FIELD", "price", LIMIT.replace("LIMIT", "MARKET"));
        refused("NOTIONAL_MIN", "quantity", LIMIT.replace("\"0.5\"", "\"0.00001\""));
        refused("INVALID_FIELD", "post_only", with("post_only", "\"yes\""));
        refused("INVALID_FIELD", "post_only", with("post_only", "true,\"time_in_force\":\"IOC\""));
        refused("UNKNOWN_STRATEGY", "strategy_id", with("strategy_id", "\"nobody\""));
        refused("INVALID_FIELD", "client_order_id", with("client_order_id", "\"white space\""));
        assertEquals(0, desk.placedCount.get(), "nothing of this reached the engine");
    }

    @Test
    void takesNumbersDigitByDigit() {
        final JsonNode order = json(client.post("/orders", LIMIT.replace("\"0.5\"", "0.50000").replace("\"60000.01\"", "60000.01")));
        assertEquals(List.of("0.5", "60000.01"), texts(order, "quantity", "price"));
    }

    @Test
    void cancelsOneOrAll() {
        final String id = json(client.post("/orders", LIMIT)).path("id").asText();
        client.post("/orders", LIMIT);
        client.post("/orders", with("strategy_id", "\"mm-btc\""));
        assertEquals("CANCELED", json(client.delete("/orders/" + id)).path("status").asText());
        assertEquals(200, client.delete("/orders/" + id).statusCode(), "cancelling again changes nothing");
        assertEquals("{\"requested\":1,\"still_open\":0}", client.delete("/orders?strategy_id=mm-btc").body());
        assertEquals("{\"requested\":1,\"still_open\":0}", client.delete("/orders").body());
        assertEquals("NOT_FOUND", problem(404, client.delete("/orders/77")));
        assertEquals(3, client.get("/status").path("orders").path("canceled").asInt());
        final JsonNode flow = client.get("/status").path("venues").get(0).path("orders");
        assertEquals(3, flow.path("canceled").asInt());
        assertEquals(0.0, flow.path("fillRatio").asDouble());
        assertEquals(List.of(100L, 200L), List.of(
                client.get("/orders/" + id).path("latency").path("encode_ns").asLong(),
                client.get("/orders/" + id).path("latency").path("write_ns").asLong()));
        assertEquals(0, client.get("/orders").path("orders").size());
        assertEquals(3, client.get("/orders?status=canceled").path("orders").size());
    }

    @Test
    void replacesAnOrderInPlaceOrByAnother() {
        final String id = json(client.post("/orders", LIMIT)).path("id").asText();
        final JsonNode amended = json(client.patch("/orders/" + id, "{\"quantity\":\"0.4\"}"));
        assertEquals(List.of(id, "0.4", "60000.01", "NEW"), List.of(amended.path("id").asText(), amended.path("quantity").asText(),
                amended.path("price").asText(), amended.path("status").asText()));
        assertEquals("POSITION_LIMIT", problem(422, client.patch("/orders/" + id, "{\"quantity\":\"6\"}")));
        final HttpResponse<String> replaced = client.patch("/orders/" + id, "{\"price\":\"60000.02\"}");
        final JsonNode other = json(replaced);
        assertEquals(List.of(id, "0.4", "60000.02", "NEW"), List.of(other.path("replaces").asText(), other.path("quantity").asText(),
                other.path("price").asText(), other.path("status").asText()));
        assertEquals("/api/v1/hft/orders/" + other.path("id").asText(), replaced.headers().firstValue("Location").orElse(""));
        final JsonNode first = client.get("/orders/" + id);
        assertEquals(other.path("id").asText(), first.path("replaced_by").asText());
        assertEquals("TOO_LATE", problem(409, client.patch("/orders/" + id, "{\"price\":\"60000.03\"}")));
        assertEquals("MISSING_FIELD", problem(422, client.patch("/orders/" + other.path("id").asText(), "{}")));
        assertEquals("UNKNOWN_FIELD", problem(400, client.patch("/orders/" + other.path("id").asText(), "{\"side\":\"SELL\"}")));
        assertEquals("OFF_TICK", problem(422, client.patch("/orders/" + other.path("id").asText(), "{\"price\":\"0.001\"}")));
        assertEquals("NOT_FOUND", problem(404, client.patch("/orders/77", "{\"price\":\"1\"}")));
    }

    @Test
    void aFilledOrderCanNotBeCancelled() {
        final Terms terms = new Terms(0, 1, Side.BUY, 6_000_000, 100_000);
        engine.journal(journal -> {
            journal.sent(5, terms);
            journal.fill(5, terms, 6_000_000, 100_000, 100_000, new Fee(6_00000000L, 1));
        });
        awaitFills(1);
        assertEquals("TOO_LATE", problem(409, client.delete("/orders/5")));
        assertEquals(List.of("60000", "1", "6", "USDT", "MAKER"),
                texts(client.get("/fills").path("fills").get(0), "price", "quantity", "fee", "fee_asset", "liquidity"));
        assertEquals(List.of("1", "60000", "-6", "0", "60000"), texts(client.get("/positions?strategy_id=mm-btc").path("positions").get(0),
                "quantity", "average_price", "realised_pnl", "unrealised_pnl", "exposure"));
        final JsonNode positions = client.get("/positions");
        assertEquals(List.of("60000", "-6", "-6", "1"),
                texts(positions.path("totals").path("venues").path("binance"), "gross_exposure", "total_pnl", "realised_pnl", "fills"));
        assertEquals(positions.path("totals").path("all"), positions.path("totals").path("strategies").path("mm-btc"));
        assertEquals("60000", positions.path("positions").get(0).path("fifo").path("next_price").asText());
    }

    @Test
    void theKillSwitchIsTrippedByATraderAndResetByAnAdmin() {
        assertEquals("false", client.get("/risk").path("kill_switch").path("tripped").asText());
        final HttpResponse<String> tripped = client.post("/risk/kill-switch?reason=drill", "");
        assertEquals("200 drill (key alice)", tripped.statusCode() + " " + ApiClient.json(tripped).path("reason").asText());
        assertEquals("true", client.get("/risk").path("kill_switch").path("tripped").asText());
        final JsonNode venue = client.get("/risk").path("kill_switch").path("venues").path(0);
        assertEquals("kraken DONE 3 0", venue.path("venue").asText() + ' ' + venue.path("state").asText() + ' '
                + venue.path("cancelled").asText() + ' ' + venue.path("open").asText());
        assertEquals("FORBIDDEN", problem(403, client.delete("/risk/kill-switch")));
        assertEquals("10000", client.get("/risk/limits").path("max_daily_loss").asText());
        final JsonNode risk = client.get("/risk");
        assertEquals(100, risk.path("risk_score").asInt(), "the kill switch is on");
        assertEquals(List.of("max_position_size", "max_exposure"), risk.path("limit_use").findValuesAsText("limit"),
                "of losses only the core knows, and here is none");
        assertEquals(2, risk.path("value_at_risk").path("figures").size());
        assertTrue(risk.path("value_at_risk").path("figures").get(0).path("historical").isNull(), "absent rather than wrong");
    }

    @Test
    void pagesThroughOrders() {
        for (int i = 0; i < 5; i++) {
            client.post("/orders", LIMIT);
        }
        final List<String> ids = new ArrayList<>();
        String cursor = "";
        do {
            final JsonNode page = client.get("/orders?limit=2" + cursor);
            page.path("orders").forEach(order -> ids.add(order.path("id").asText()));
            cursor = page.path("next_cursor").isNull() ? null : "&cursor=" + page.path("next_cursor").asText();
        } while (cursor != null);
        assertEquals(List.of("1005", "1004", "1003", "1002", "1001"), ids);
    }

    @Test
    void startsAndStopsStrategies() {
        assertEquals("STOPPED", client.get("/strategies/mm-btc").path("state").asText());
        assertEquals("RUNNING", json(client.post("/strategies/mm-btc/start", null)).path("state").asText());
        assertEquals(200, client.post("/strategies/mm-btc/start", null).statusCode());
        assertEquals("STOPPED", json(client.post("/strategies/mm-btc/stop", null)).path("state").asText());
        assertEquals("NOT_FOUND", problem(404, client.post("/strategies/nobody/start", null)));
        assertEquals("NOT_FOUND", problem(404, client.post("/strategies/manual/stop", null)));
        assertEquals(List.of("mm-btc", "momentum-eth"), client.get("/strategies").path("strategies").findValuesAsText("id"));
    }

    @Test
    void aStrategyThatWaitsForItsStartIsStoppedToo() {
        final List<String> told = new ArrayList<>();
        engine.commands = new ScriptedEngine.Commands() {
            @Override
            public void onStrategy(final int strategyId, final boolean start) {
                told.add(strategyId + " " + start);
            }
        };
        assertEquals("STOPPED", json(client.post("/strategies/mm-btc/stop", null)).path("state").asText());
        assertEquals(List.of("1 false"), told);
    }

    @Test
    void aFullCommandRingIsSaid() {
        engine.commands = new ScriptedEngine.Commands() {
            @Override
            public boolean full() {
                return true;
            }
        };
        final HttpResponse<String> response = client.post("/orders", LIMIT);
        assertEquals("BACK_PRESSURE", problem(503, response));
        assertEquals("1", response.headers().firstValue("Retry-After").orElse(""));
    }

    @Test
    void anOutcomeThatNeverShowsIsNotInvented() {
        engine.commands = new ScriptedEngine.Commands() {
        };
        final String body = with("client_order_id", "\"lost\"");
        final HttpResponse<String> response = client.post("/orders", body);
        assertEquals("OUTCOME_UNKNOWN", problem(504, response));
        assertTrue(json(response).path("detail").asText().contains("/orders/lost"));
        engine.commands = desk;
        assertEquals("OUTCOME_UNKNOWN", problem(504, client.post("/orders", body)), "it is not sent a second time");
        assertEquals(0, desk.placedCount.get());
    }

    @Test
    void everyChangeNeedsAKeyThatMayChange() {
        final List<String[]> changes = List.of(new String[] {"POST", "/orders"}, new String[] {"DELETE", "/orders"},
                new String[] {"DELETE", "/orders/1"}, new String[] {"PATCH", "/orders/1"},
                new String[] {"POST", "/strategies/mm-btc/start"});
        for (final String[] change : changes) {
            final String path = "/api/v1/hft" + change[1];
            final HttpResponse<String> none = client.send(change[0], path, null, null);
            assertEquals("UNAUTHORIZED", problem(401, none));
            assertTrue(none.headers().firstValue("WWW-Authenticate").isPresent());
            assertEquals("UNAUTHORIZED", problem(401, client.send(change[0], path, ApiClient.TRADE_KEY + "x", null)));
            assertEquals("FORBIDDEN", problem(403, client.send(change[0], path, ApiClient.READ_KEY, null)));
        }
        assertEquals(0, desk.placedCount.get());
    }

    @Test
    void aKeyThatSendsTooMuchMustWait() {
        try (ApiClient limited = new ApiClient(engine, 5)) {
            HttpResponse<String> response = null;
            for (int i = 0; i < 500 && (response == null || response.statusCode() == 200); i++) {
                response = limited.send("GET", "/api/v1/hft/instruments", null, null);
            }
            assertEquals("RATE_LIMITED", problem(429, response));
            assertEquals("1", response.headers().firstValue("Retry-After").orElse(""));
            assertEquals(200, limited.send("GET", "/api/v1/hft/instruments", ApiClient.READ_KEY, null).statusCode(), "another caller");
        }
    }

    @Test
    void refusesWhatIsTooLargeWrongOrNowhere() throws IOException {
        // Refused by its length: a client that goes on sending may lose the answer with the connection.
        final String tooLarge = raw("POST /api/v1/hft/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + ApiClient.TRADE_KEY
                + "\r\nContent-Type: application/json\r\nContent-Length: 70000\r\nConnection: close\r\n\r\n");
        assertTrue(tooLarge.startsWith("HTTP/1.1 413 ") && tooLarge.contains("TOO_LARGE"), tooLarge);
        assertEquals("NOT_FOUND", problem(404, client.send("GET", "/api/v1/hft/nothing", null, null)));
        final HttpResponse<String> wrong = client.send("PUT", "/api/v1/hft/orders", ApiClient.TRADE_KEY, "{}");
        assertEquals("METHOD_NOT_ALLOWED", problem(405, wrong));
        assertEquals("GET, POST, DELETE", wrong.headers().firstValue("Allow").orElse(""));
        assertEquals(204, client.send("OPTIONS", "/api/v1/hft/orders", null, null).statusCode());
        assertEquals("MEDIA_TYPE", problem(415, client.send(HttpRequest.newBuilder(client.uri("/api/v1/hft/orders"))
                .header("Authorization", "Bearer " + ApiClient.TRADE_KEY).header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(LIMIT)).build())));
        assertEquals("INVALID_PARAMETER", problem(400, client.send("GET", "/api/v1/hft/orders?stratgy_id=x", null, null)));
        assertEquals("INVALID_PARAMETER", problem(400, client.send("GET", "/api/v1/hft/orders?limit=0", null, null)));
        assertEquals("INVALID_PARAMETER", problem(400, client.send("GET", "/api/v1/hft/orders?status=gone", null, null)));
        assertTrue(raw("GET /api/v1/hft/status HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n").startsWith("HTTP/1.1 403 "));
        final String malformed = raw("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertTrue(malformed.startsWith("HTTP/1.1 400 ") && malformed.contains("application/problem+json"), malformed);
    }

    @Test
    void showsTheMarket() {
        assertEquals(client.get("/books/binance/BTC-USDT"), client.get("/books/binance/BTC%2FUSDT?depth=5"));
        assertEquals(client.get("/books/binance/BTC-USDT"), client.get("/books/binance/BTCUSDT"));
        assertEquals("[[\"59999\",\"1\"]]", client.get("/books/binance/BTC-USDT").path("bids").toString());
        assertEquals("NOT_FOUND", problem(404, client.send("GET", "/api/v1/hft/books/binance/DOGE-USDT", null, null)));
        assertEquals("NOT_FOUND", problem(404, client.send("GET", "/api/v1/hft/books/kraken/BTC-USDT", null, null)));
        assertEquals("BOOK_UNREADABLE", problem(503, client.send("GET", "/api/v1/hft/books/binance/ETH-BTC", null, null)));
        assertEquals(List.of("0.01", "0.00001", "5"),
                texts(client.get("/instruments").path("instruments").get(0), "tick_size", "lot_size", "notional_min"));
        assertEquals(List.of("HALTED", "the venue has a break", "1700000000000000000"),
                texts(client.get("/instruments").path("instruments").get(0), "status", "status_detail", "source_time_ns"));
    }

    @Test
    void showsRiskEvents() throws InterruptedException {
        engine.journal(journal -> {
            journal.risk(RejectReason.ORDER_RATE, Severity.INFO, 1, 1, 2);
            journal.risk(RejectReason.POSITION_LIMIT, Severity.WARNING, 1, 10_00000000L, 10_50000000L);
        });
        client.server().view().await(() -> client.server().view().riskEvents(Severity.INFO, -1, 9).size() == 2 ? true : null, 5_000);
        assertEquals(List.of("10", "10.5", "mm-btc"),
                texts(client.get("/risk/events?severity=warning").path("events").get(0), "limit", "value", "strategy_id"));
        assertEquals(2, client.get("/risk/events").path("events").size());
        assertEquals(1, client.get("/risk/events?since=1").path("events").size());
    }

    @Test
    void showsStatusLatencyHealthAndMetrics() {
        final JsonNode status = client.get("/status");
        assertEquals(List.of("RUNNING", "SIMULATED"), texts(status, "state", "mode"));
        assertEquals("LIVE", status.path("venues").get(0).path("books").get(0).path("state").asText());
        assertEquals("{\"symbol\":\"BTC/USDT\",\"state\":\"LIVE\",\"reason\":\"SNAPSHOT_APPLIED\",\"sinceNs\":5,"
                + "\"counters\":{\"transitions_syncing_live\":1}}", status.path("venues").get(0).path("books").get(0).toString());
        assertEquals("{\"venue\":\"binance\",\"offset\":1270000000,\"uncertainty\":2000000,\"lastDelay\":3000000,\"jitter\":400000}",
                client.get("/latency").path("clocks").get(0).toString());
        final JsonNode decode = client.get("/latency").path("stages").get(0);
        assertEquals("{\"venue\":\"binance\",\"stage\":\"decode\",\"count\":1000,"
                + "\"mean\":500.5,\"min\":1,\"max\":1000,\"p50\":500,\"p90\":900,"
                + "\"p99\":990,\"p99.9\":999,\"p99.99\":1000}", decode.toString());
        assertEquals(1000, client.get("/latency/histogram?stage=decode").path("count").asInt());
        assertEquals("INVALID_PARAMETER", problem(400, client.send("GET", "/api/v1/hft/latency/histogram?stage=x", null, null)));
        assertEquals("NOT_FOUND", problem(404, client.send("GET", "/api/v1/hft/latency/histogram?stage=ack", null, null)));
        assertEquals(200, client.send("GET", "/health/live", null, null).statusCode());
        assertEquals(200, client.send("GET", "/health/ready", null, null).statusCode());
        final String metrics = client.send("GET", "/metrics", null, null).body();
        for (final String line : List.of("hft_orders_total{outcome=\"filled\"} 0.0", "hft_ticks_total 1000.0", "hft_ws_clients 0.0",
                "hft_tick_to_trade_seconds_count{venue=\"binance\"} 1000", "hft_book_live{symbol=\"BTC/USDT\",venue=\"binance\"} 1.0")) {
            assertTrue(metrics.lines().anyMatch(line::equals), line + " in\n" + metrics);
        }
        assertEquals("NOT_FOUND", problem(404, client.send("GET", "/api/v1/hft/offload", null, null)));
    }

    @Test
    void servesTheDashboardUnderAStrictPolicy() {
        final HttpResponse<String> page = client.send("GET", "/", null, null);
        final String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertEquals(200, page.statusCode());
        assertTrue(policy.contains("default-src 'none'") && !policy.contains("unsafe"), policy);
        assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertFalse(page.body().contains("<script>") || page.body().contains("onclick=") || page.body().contains(" style="), "inline code");
        assertFalse(page.body().contains("https://"), "nothing from elsewhere");
        final java.util.regex.Matcher links = java.util.regex.Pattern.compile("(?:src|href)=\"(/[^\"]*)\"").matcher(page.body());
        int count = 0;
        while (links.find()) {
            assertEquals(200, client.send("GET", links.group(1), null, null).statusCode(), links.group(1));
            count++;
        }
        assertTrue(count >= 8, "links found: " + count);
    }

    @Test
    void aTakenPortIsSaidInOneLine() {
        final ApiStartException e = assertThrows(ApiStartException.class,
                () -> ApiServer.start(engine, ApiClient.settings(client.server().port(), 10), WatchSettings.NONE, null));
        assertTrue(e.getMessage().contains("127.0.0.1:" + client.server().port()) && !e.getMessage().contains("\n"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new ApiSettings("0.0.0.0", 8090, List.of(), 10, 1, 1));
        assertNotEquals(0, client.server().port());
    }

    private void refused(final String code, final String field, final String body) {
        final HttpResponse<String> response = client.post("/orders", body);
        assertEquals(code, problem(422, response), body);
        assertEquals(field, json(response).path("errors").get(0).path("field").asText());
        assertTrue(json(response).path("detail").asText().contains(field), body);
    }

    private void awaitFills(final int count) {
        try {
            client.server().view().await(() -> client.server().view().fills(fill -> true, 10).size() >= count ? true : null, 5_000);
        } catch (final InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String raw(final String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", client.server().port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            final InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String with(final String field, final String value) {
        return LIMIT.substring(0, LIMIT.length() - 1) + ",\"" + field + "\":" + value + "}";
    }

    private static List<String> texts(final JsonNode node, final String... fields) {
        return java.util.Arrays.stream(fields).map(field -> node.path(field).asText()).toList();
    }
}
