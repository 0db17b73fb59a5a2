package io.peregrine.sim.coinbase.advanced;

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

/** What the venue sends has the fields and types of what was recorded from the real one; tokens are checked in every part. */
class AdvancedShapesTest {
    private static final long SECOND_US = 1_000_000;
    private static final String ROOT = "/api/v3/brokerage";
    private static final String SESSION = "coinbase_advanced_ws_md_session_seq10_22.jsonl";
    private static final String PRODUCT_BOOK_TICKER = "coinbase_advanced_rest_product_book_ticker_recorded.jsonl";
    private static final String ERRORS = "coinbase_advanced_rest_errors.jsonl";
    private static final String ORDERS = "coinbase_advanced_rest_orders_fills_nautilus.jsonl";

    private SteppedVenue venue;
    private TokenMaker tokens;
    private long nowS = SteppedVenue.START_US / SECOND_US;

    @BeforeEach
    void open() {
        venue = new SteppedVenue("coinbase-advanced", 7, FlowSettings.parse("rate=300,levels=20"));
        final Credentials credentials = ((AdvancedVenue) venue.venue()).credentials().getFirst();
        tokens = new TokenMaker(credentials.keyName(), credentials.privateKeyPem());
        run(2);
    }

    @AfterEach
    void close() {
        venue.close();
    }

    @Test
    void marketChannelsAreLikeTheRecordedOnes() {
        final SteppedVenue.Client client = venue.connect("/", "");
        for (final String channel : List.of("level2", "market_trades", "heartbeats", "ticker")) {
            client.say("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-USD\"],\"channel\":\"" + channel + "\"}");
        }
        final List<String> first = client.take().stream().map(text -> TokenMaker.json(text).path("channel").asText()).toList();
        assertEquals(List.of("l2_data", "l2_data", "subscriptions", "market_trades", "market_trades", "subscriptions", "subscriptions",
                "ticker", "ticker", "subscriptions"), first);
        run(2);
        final Map<String, JsonNode> byChannel = new HashMap<>();
        client.take().forEach(text -> byChannel.put(TokenMaker.json(text).path("channel").asText(), TokenMaker.json(text)));
        Fixtures.assertSameShape(Fixtures.first(SESSION, "channel", "l2_data"), byChannel.get("l2_data"));
        Fixtures.assertSameShape(Fixtures.first("coinbase_advanced_ws_heartbeats_and_error.jsonl", "channel", "heartbeats"),
                byChannel.get("heartbeats"));
        Fixtures.assertSameShape(today(Fixtures.read("coinbase_advanced_ws_market_trades_2024.jsonl").getFirst()),
                byChannel.get("market_trades"));
        Fixtures.assertSameShape(today(Fixtures.read("coinbase_advanced_ws_ticker_nautilus.jsonl").getFirst()), byChannel.get("ticker"));
        client.say("{\"type\":\"unsubscribe\",\"channel\":\"ticker\"}");
        assertEquals("{\"heartbeats\":[\"heartbeats\"],\"level2\":[\"BTC-USD\",\"ETH-USD\"],\"market_trades\":[\"BTC-USD\",\"ETH-USD\"]}",
                TokenMaker.json(client.take().getLast()).at("/events/0/subscriptions").toString());
    }

    @Test
    void theUserChannelIsLikeTheRecordedOne() {
        final String file = "coinbase_advanced_ws_user_recorded_empty.jsonl";
        final SteppedVenue.Client client = venue.connect("/", "");
        client.say("{\"type\":\"subscribe\",\"channel\":\"user\",\"jwt\":\"" + tokens.token(null, nowS) + "\"}");
        final List<String> messages = client.take();
        Fixtures.assertSameShape(Fixtures.read(file).get(0), TokenMaker.json(messages.get(0)));
        Fixtures.assertSameShape(Fixtures.read(file).get(1), TokenMaker.json(messages.get(1)));
        assertTrue(place("limit_limit_gtc", "{\"base_size\":\"0.01\",\"limit_price\":\"50000\",\"post_only\":true}").path("success")
                .asBoolean());
        final JsonNode update = TokenMaker.json(client.take().getLast());
        Fixtures.assertHasShape(Fixtures.read("coinbase_advanced_ws_user_nautilus.jsonl").getFirst(), update);
        update.at("/events/0/orders/0").forEach(value -> assertTrue(value.isTextual(), update.toString()));
        assertEquals("OPEN 0.01 0", update.at("/events/0/orders/0/status").asText() + ' '
                + update.at("/events/0/orders/0/leaves_quantity").asText() + ' '
                + update.at("/events/0/orders/0/cumulative_quantity").asText());
    }

    @Test
    void restAnswersAreLikeTheRecordedOnes() {
        final List<JsonNode> recorded = Fixtures.read(PRODUCT_BOOK_TICKER);
        Fixtures.assertSameShape(recorded.get(0), get("/market/products/BTC-USD", ""));
        Fixtures.assertSameShape(recorded.get(1), get("/market/product_book", "product_id=BTC-USD&limit=5"));
        Fixtures.assertSameShape(recorded.get(2), get("/market/products/BTC-USD/ticker", "limit=3"));
        place("market_market_ioc", "{\"base_size\":\"0.02\"}");
        final JsonNode open = place("limit_limit_gtc", "{\"base_size\":\"0.01\",\"limit_price\":\"50000\",\"post_only\":false}");
        final String id = open.at("/success_response/order_id").asText();
        final List<JsonNode> orders = Fixtures.read(ORDERS);
        final ObjectNode order = orders.get(0).path("order").deepCopy();
        order.remove("last_fill_time");
        Fixtures.assertHasShape(order, send("GET", "/orders/historical/" + id, "").path("order"));
        assertEquals(2, send("GET", "/orders/historical/batch", "").path("orders").size());
        Fixtures.assertHasShape(orders.get(2), send("GET", "/orders/historical/fills", ""));
        final ObjectNode accounts = orders.stream().filter(line -> line.has("accounts")).findFirst().orElseThrow().deepCopy();
        Fixtures.assertHasShape(accounts, send("GET", "/accounts", ""));
    }

    @Test
    void refusalsAreLikeTheRecordedOnes() {
        final List<JsonNode> errors = Fixtures.read(ERRORS);
        final ObjectNode poor = place("limit_limit_gtc", "{\"base_size\":\"900\",\"limit_price\":\"50000\"}").deepCopy();
        poor.remove("order_configuration");
        assertEquals(errors.get(0), poor);
        assertEquals(errors.get(1), send("POST", "/orders/batch_cancel", "{\"order_ids\":[\"0000-00000\"]}"));
        assertEquals("INVALID_LIMIT_PRICE_POST_ONLY",
                place("limit_limit_gtc", "{\"base_size\":\"0.01\",\"limit_price\":\"90000\",\"post_only\":true}")
                        .at("/error_response/error").asText());
        RestReply last = venue.request(RestRequest.get(ROOT + "/time", ""));
        for (int i = 0; i < 10; i++) {
            last = venue.request(RestRequest.get(ROOT + "/time", ""));
        }
        assertEquals("429 " + errors.get(2), last.status() + " " + last.body());
    }

    @Test
    void aClientOrderIdThatComesAgainBringsTheFirstOrder() {
        final String body = order("again", "limit_limit_gtc", "{\"base_size\":\"0.01\",\"limit_price\":\"50000\"}");
        final JsonNode first = send("POST", "/orders", body);
        assertEquals(first, send("POST", "/orders", body));
        assertEquals(1, send("GET", "/orders/historical/batch", "").path("orders").size());
    }

    @Test
    void anOrderIsEditedAndKeepsItsId() {
        final String id = place("limit_limit_gtc", "{\"base_size\":\"0.01\",\"limit_price\":\"50000\",\"post_only\":true}")
                .at("/success_response/order_id").asText();
        assertEquals("{\"success\":true,\"errors\":[]}", edit(id, "50000", "0.005"));
        assertEquals("{\"success\":true,\"errors\":[]}", edit(id, "50001.5", "0.02"));
        final JsonNode order = send("GET", "/orders/historical/" + id, "").path("order");
        assertEquals("{\"limit_limit_gtc\":{\"base_size\":\"0.02\",\"limit_price\":\"50001.5\",\"post_only\":true}}",
                order.path("order_configuration").toString());
        assertEquals("1006.03018", order.path("outstanding_hold_amount").asText());
        assertEquals("{\"success\":false,\"errors\":[{\"edit_failure_reason\":\"EDIT_EQUAL_TO_ORIGINAL\"}]}", edit(id, "50001.5", "0.02"));
        assertEquals("{\"success\":false,\"errors\":[{\"edit_failure_reason\":\"INVALID_EDITED_PRICE\"}]}", edit(id, "90000", "0.02"));
        assertEquals("{\"success\":false,\"errors\":[{\"edit_failure_reason\":\"ORDER_NOT_FOUND\"}]}", edit("nothing", "1", "1"));
    }

    @Test
    void aTokenIsCheckedInEveryPart() {
        final String uri = "GET api.coinbase.com" + ROOT + "/accounts";
        assertEquals(200, accounts(tokens.token(uri, nowS)));
        assertEquals(401, accounts(tokens.token("POST api.coinbase.com" + ROOT + "/accounts", nowS)));
        assertEquals(401, accounts(tokens.token(uri, nowS - 121)));
        assertEquals(401, accounts(tokens.token(uri, nowS + 60)));
        assertEquals(401, accounts(tokens.token(null, nowS)));
        final String token = tokens.token(uri, nowS);
        assertEquals(401, accounts(token.substring(0, token.length() - 4) + "AAAA"));
        final ObjectNode header = TokenMaker.JSON.createObjectNode().put("alg", "none").put("kid", "somebody").put("typ", "JWT");
        assertEquals(401, accounts(tokens.token(header, tokens.claims(uri, nowS))));
        assertEquals(401, accounts("x.y"));
        final SteppedVenue.Client client = venue.connect("/", "");
        client.say("{\"type\":\"subscribe\",\"channel\":\"user\",\"jwt\":\"x.y.z\"}");
        client.say("{\"type\":\"subscribe\",\"channel\":\"nonsense\"}");
        final String denied = Fixtures.first("coinbase_advanced_ws_heartbeats_and_error.jsonl", "type", "error").toString();
        assertEquals(List.of(denied, denied), client.take());
    }

    private int accounts(final String token) {
        return venue.request(new RestRequest("GET", ROOT + "/accounts", "", Map.of("Authorization", "Bearer " + token), "", "127.0.0.1"))
                .status();
    }

    /** The market-data host sends no client id any more. */
    private static JsonNode today(final JsonNode message) {
        final ObjectNode copy = message.deepCopy();
        copy.remove("client_id");
        return copy;
    }

    private JsonNode place(final String kind, final String configuration) {
        return send("POST", "/orders", order(kind + configuration.hashCode(), kind, configuration));
    }

    private static String order(final String id, final String kind, final String configuration) {
        return "{\"client_order_id\":\"" + id + "\",\"product_id\":\"BTC-USD\",\"side\":\"BUY\",\"order_configuration\":{\"" + kind + "\":"
                + configuration + "}}";
    }

    private String edit(final String id, final String price, final String size) {
        return send("POST", "/orders/edit", "{\"order_id\":\"" + id + "\",\"price\":\"" + price + "\",\"size\":\"" + size + "\"}")
                .toString();
    }

    private JsonNode get(final String path, final String query) {
        return TokenMaker.json(venue.request(RestRequest.get(ROOT + path, query)).body());
    }

    private JsonNode send(final String method, final String path, final String body) {
        final String token = tokens.token(method + " api.coinbase.com" + ROOT + path, nowS);
        final RestReply reply = venue.request(
                new RestRequest(method, ROOT + path, "", Map.of("Authorization", "Bearer " + token), body, "127.0.0.1"));
        assertEquals(200, reply.status(), reply.body());
        return TokenMaker.json(reply.body());
    }

    private void run(final int seconds) {
        venue.run(seconds * SECOND_US);
        nowS += seconds;
    }
}
