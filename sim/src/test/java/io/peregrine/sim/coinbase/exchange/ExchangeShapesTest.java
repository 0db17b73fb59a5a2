package io.peregrine.sim.coinbase.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.coinbase.Fixtures;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.venue.SteppedVenue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the venue sends has the fields and types of what was recorded from the real one. */
class ExchangeShapesTest {
    private static final long SECOND_US = 1_000_000;
    private static final String SAMPLES = "coinbase_exchange_ws_2026_samples.jsonl";
    private static final String FULL = "coinbase_exchange_full_channel_recorded.jsonl";
    private static final String ORDERS = "coinbase_exchange_rest_orders_xchange.jsonl";

    private SteppedVenue venue;
    private Signer signer;
    private long nowS = SteppedVenue.START_US / SECOND_US;

    @BeforeEach
    void open() {
        venue = new SteppedVenue("coinbase", 7, FlowSettings.parse("rate=300,levels=20"));
        signer = new Signer(((ExchangeVenue) venue.venue()).credentials().getFirst());
        run(2);
    }

    @AfterEach
    void close() {
        venue.close();
    }

    @Test
    void feedMessagesAreLikeTheRecordedOnes() {
        final SteppedVenue.Client client = venue.connect("/", "");
        client.say(signer.subscribe(String.valueOf(nowS), "[\"BTC-USD\",\"ETH-USD\"]",
                "[\"level2_batch\",\"heartbeat\",\"full\",{\"name\":\"ticker\",\"product_ids\":[\"ETH-BTC\"]}]"));
        final SteppedVenue.Client trades = venue.connect("/", "");
        trades.say("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channels\":[\"matches\"]}");
        run(3);
        final Map<String, JsonNode> byType = new HashMap<>();
        final List<String> texts = client.take();
        texts.forEach(text -> byType.putIfAbsent(Signer.json(text).path("type").asText(), Signer.json(text)));
        trades.take().forEach(text -> byType.put(Signer.json(text).path("type").asText() + " trade", Signer.json(text)));
        Fixtures.assertSameShape(Fixtures.first(SAMPLES, "type", "subscriptions"), byType.get("subscriptions"));
        Fixtures.assertSameShape(Fixtures.first(SAMPLES, "type", "last_match"), byType.get("last_match trade"));
        Fixtures.assertSameShape(Fixtures.first(SAMPLES, "type", "match"), byType.get("match trade"));
        Fixtures.assertSameShape(Fixtures.first(SAMPLES, "type", "match"), byType.get("match"));
        Fixtures.assertSameShape(Fixtures.first(SAMPLES, "type", "l2update"), byType.get("l2update"));
        Fixtures.assertSameShape(Fixtures.first(SAMPLES, "type", "heartbeat"), byType.get("heartbeat"));
        Fixtures.assertSameShape(Fixtures.first(FULL, "type", "open"), byType.get("open"));
        Fixtures.assertSameShape(Fixtures.first(FULL, "type", "done"), byType.get("done"));
        final ObjectNode received = Fixtures.first(FULL, "type", "received").deepCopy();
        received.remove("client_oid");
        Fixtures.assertSameShape(received, byType.get("received"));
        final ObjectNode ticker = Fixtures.first("coinbase_exchange_ws_ticker.jsonl", "type", "ticker").deepCopy();
        Fixtures.assertSameShape(ticker.put("best_bid_size", "1").put("best_ask_size", "1"), byType.get("ticker"));
        assertTrue(texts.stream().noneMatch(text -> text.contains("match") && text.contains("user_id")));
    }

    @Test
    void aNewSubscriptionIsAnsweredFirstAndThenShown() {
        final SteppedVenue.Client client = venue.connect("/", "");
        client.say("{\"type\":\"subscribe\",\"product_ids\":[\"ETH-USD\"],\"channels\":[\"level2_batch\",\"matches\",\"ticker\"]}");
        final List<String> types = client.take().stream().map(text -> Signer.json(text).path("type").asText()).toList();
        assertEquals(List.of("subscriptions", "snapshot", "last_match", "ticker"), types);
    }

    @Test
    void productsAreLikeTheRecordedOne() {
        final JsonNode recorded = Fixtures.read("coinbase_exchange_rest_product.json").getFirst();
        Fixtures.assertSameShape(recorded, get("/products/BTC-USD", ""));
        assertEquals(4, get("/products", "").size());
    }

    @Test
    void ordersAreLikeTheRecordedOnes() {
        final ObjectNode placed = Signer.JSON.createObjectNode().put("product_id", "BTC-USD").put("side", "buy");
        final JsonNode pending = send("POST", "/orders", placed.deepCopy().put("price", "100000").put("size", "0.01").toString());
        assertEquals("pending", pending.path("status").asText());
        Fixtures.assertHasShape(without(Fixtures.first(ORDERS, "status", "pending")), pending);
        final JsonNode filled = send("GET", "/orders/" + pending.path("id").asText(), "");
        assertEquals("done filled", filled.path("status").asText() + ' ' + filled.path("done_reason").asText());
        Fixtures.assertHasShape(Fixtures.first(ORDERS, "status", "done"), filled);
        final JsonNode funds = send("POST", "/orders", placed.deepCopy().put("type", "market").put("funds", "100").toString());
        final ObjectNode byFunds = Fixtures.first(ORDERS, "type", "market").deepCopy();
        byFunds.remove("size");
        Fixtures.assertHasShape(byFunds, send("GET", "/orders/" + funds.path("id").asText(), ""));
        final JsonNode stop = send("POST", "/orders", placed.deepCopy().put("price", "90000").put("size", "0.01").put("stop", "entry")
                .put("stop_price", "89000").toString());
        final JsonNode active = send("GET", "/orders/" + stop.path("id").asText(), "");
        Fixtures.assertSameShape(addTodays(Fixtures.first(ORDERS, "status", "active")), active);
        final ObjectNode fill = Fixtures.read("coinbase_exchange_rest_fills_xchange.jsonl").getFirst().path(0).deepCopy();
        Fixtures.assertHasShape(fill, send("GET", "/fills?product_id=BTC-USD", "").path(0));
    }

    @Test
    void refusalsAreTheVenuesWords() {
        final RestReply poor = reply("POST", "/orders",
                "{\"product_id\":\"BTC-USD\",\"side\":\"buy\",\"price\":\"50000\",\"size\":\"900\"}");
        assertEquals(400, poor.status());
        assertEquals(Fixtures.read("coinbase_exchange_rest_errors.jsonl").getFirst(), Signer.json(poor.body()));
        assertEquals("400 {\"message\":\"size is too small. Minimum size is 0.000001\"}", refused("0.0000000", "50000"));
        assertEquals("400 {\"message\":\"size is too accurate. Smallest unit is 0.000001\"}", refused("0.0100001", "50000"));
        assertEquals("400 {\"message\":\"price is too precise. Smallest unit is 0.01\"}", refused("0.01", "50000.001"));
        assertEquals("400 {\"message\":\"funds is too small. Minimum size is 1\"}", refused("0.00001", "50000"));
        assertEquals("404 {\"message\":\"NotFound\"}", text(reply("GET", "/products/XYZ-USD", "")));
        assertEquals("400 {\"message\":\"Invalid order id\"}", text(reply("DELETE", "/orders/12", "")));
    }

    @Test
    void signaturesAreThoseOfTheVectors() {
        int checked = 0;
        for (final JsonNode vector : Fixtures.read("signature_vectors.jsonl")) {
            if (vector.path("name").asText().startsWith("coinbase_exchange")) {
                assertEquals(vector.path("signature").asText(), SignedHeaders.sign(vector.path("secret").asText(),
                        vector.path("timestamp").asText() + vector.path("method").asText() + vector.path("requestPath").asText()
                                + vector.path("body").asText()), vector.path("name").asText());
                checked++;
            }
        }
        assertTrue(checked >= 3, "only " + checked);
    }

    private String refused(final String size, final String price) {
        return text(reply("POST", "/orders",
                "{\"product_id\":\"BTC-USD\",\"side\":\"buy\",\"price\":\"" + price + "\",\"size\":\"" + size + "\"}"));
    }

    private static String text(final RestReply reply) {
        return reply.status() + " " + reply.body();
    }

    /** The recorded orders that are done say so; one that has just been placed is not. */
    private static JsonNode without(final JsonNode order) {
        final ObjectNode copy = order.deepCopy();
        copy.remove(List.of("done_at", "done_reason"));
        return copy;
    }

    /** Fields that came after the recording. */
    private static JsonNode addTodays(final JsonNode order) {
        return ((ObjectNode) order.deepCopy()).put("profile_id", "").put("market_type", "spot").put("funding_currency", "USD");
    }

    private JsonNode get(final String path, final String query) {
        return Signer.json(venue.request(RestRequest.get(path, query)).body());
    }

    private JsonNode send(final String method, final String pathAndQuery, final String body) {
        final RestReply reply = reply(method, pathAndQuery, body);
        assertEquals(200, reply.status(), reply.body());
        return Signer.json(reply.body());
    }

    private RestReply reply(final String method, final String pathAndQuery, final String body) {
        final int question = pathAndQuery.indexOf('?');
        final String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        return venue.request(new RestRequest(method, path, question < 0 ? "" : pathAndQuery.substring(question + 1),
                signer.headers(String.valueOf(nowS), method, pathAndQuery, body), body, "127.0.0.1"));
    }

    private void run(final int seconds) {
        venue.run(seconds * SECOND_US);
        nowS += seconds;
    }
}
