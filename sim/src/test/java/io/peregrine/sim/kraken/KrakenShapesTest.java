package io.peregrine.sim.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.venue.SteppedVenue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every field of the recorded and documented messages is in the simulated ones, with the same kind of value. */
class KrakenShapesTest {
    /** Fields that the real venue has for what is not simulated, and what the recorder wrapped around. */
    private static final Set<String> NOT_SIMULATED = Set.of("req_id", "ws_display_price_precision", "postxid", "ledgers");

    private SteppedVenue venue;
    private SteppedVenue.Client market;
    private SteppedClient alice;
    private SteppedClient bob;

    @BeforeEach
    void start() {
        venue = new SteppedVenue("kraken", 1, FlowSettings.parse("rate=500"), 2);
        market = venue.connect("/v2", "");
        alice = new SteppedClient(venue, 0);
        bob = new SteppedClient(venue, 1);
    }

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void publicMessagesHaveTheRecordedShapes() {
        for (final String params : List.of("\"channel\":\"instrument\"", "\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],\"depth\":25",
                "\"channel\":\"trade\",\"symbol\":[\"BTC/USD\"]", "\"channel\":\"ticker\",\"symbol\":[\"BTC/USD\"]")) {
            market.say("{\"method\":\"subscribe\",\"params\":{" + params + "}}");
        }
        venue.run(5_000_000);
        final List<JsonNode> received = market.take().stream().map(Fixtures::parse).toList();
        for (final String name : List.of("status", "subscribe_ack", "instrument_snapshot", "book_snapshot", "book_update", "ticker",
                "trade")) {
            for (final JsonNode recorded : Fixtures.lines("kraken_ws_v2_" + name + ".jsonl")) {
                covers(recorded, received, message -> like(recorded, message, "channel") && like(recorded, message, "type")
                        && like(recorded, message, "method") && like(recorded.path("result"), message.path("result"), "channel"));
            }
        }
    }

    @Test
    void ackAndPongHaveTheDocumentedShapes() {
        market.say("{\"method\":\"ping\",\"req_id\":42}");
        market.say("{\"method\":\"subscribe\",\"params\":{\"channel\":\"ticker\",\"symbol\":[\"BTC/USD\"]},\"req_id\":1}");
        final List<JsonNode> received = market.take().stream().map(Fixtures::parse).toList();
        for (final JsonNode documented : Fixtures.lines("kraken_ws_v2_ping_pong_subscribe_nautilus.jsonl")) {
            covers(documented, received, message -> like(documented, message, "method") && like(documented, message, "req_id"));
        }
    }

    @Test
    void heartbeatsComeEverySecondWhereNothingElseDoes() {
        market.take();
        venue.venue().flow().rate(0);
        venue.run(3_000_000);
        assertEquals(List.of(), market.take());
        market.say("{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":[\"BTC/USD\"]}}");
        market.take();
        venue.run(3_000_000);
        assertEquals(3, market.take().stream().filter("{\"channel\":\"heartbeat\"}"::equals).count());
    }

    @Test
    void aConnectionWithoutSubscriptionIsClosedAfterAMinute() {
        market.take();
        venue.run(58_000_000);
        assertEquals(List.of(), market.take());
        venue.run(3_000_000);
        assertEquals(List.of("close 1000 "), market.take());
    }

    @Test
    void refusalsOfSubscriptionsAreWordForWord() {
        market.take();
        market.say("{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"XBT/USD\"]}}");
        market.say("{\"method\":\"subscribe\",\"params\":{\"channel\":\"executions\",\"token\":\"" + alice.token() + "\"}}");
        final SteppedVenue.Client other = venue.connect("/auth/v2", "");
        other.take();
        other.say("{\"method\":\"subscribe\",\"params\":{\"channel\":\"book\",\"symbol\":[\"BTC/USD\"]}}");
        other.say("{\"method\":\"subscribe\",\"params\":{\"channel\":\"executions\",\"token\":\"wrong\"}}");
        final List<String> refusals = new ArrayList<>(market.take());
        refusals.addAll(other.take());
        final List<JsonNode> recorded = Fixtures.lines("kraken_ws_v2_errors.jsonl");
        assertEquals(recorded.size(), refusals.size());
        for (int i = 0; i < recorded.size(); i++) {
            assertEquals(untimed(recorded.get(i).toString()), untimed(refusals.get(i)));
        }
    }

    @Test
    void privateMessagesHaveTheRecordedShapes() {
        alice.limit("sell", "26500.0", "0.005", ",\"order_userref\":3");
        alice.limit("buy", "20000.0", "0.005", ",\"order_userref\":3");
        alice.request("cancel_all", "");
        final List<JsonNode> received = alice.frames("executions");
        for (final JsonNode documented : Fixtures.lines("kraken_ws_v2_executions_docs.jsonl")) {
            if (documented.path("type").asText().equals("update")) {
                covers(documented, received, message -> like(documented.at("/data/0"), message.at("/data/0"), "exec_type"));
            }
        }
        for (final JsonNode recorded : Fixtures.lines("kraken_ws_v2_executions_recorded_entry.jsonl")) {
            covers(recorded, received.stream().map(frame -> frame.at("/data/0")).toList(), message -> like(recorded, message, "exec_type"));
        }
    }

    @Test
    void answersToOrdersHaveTheDocumentedShapes() {
        final String id = alice.limit("buy", "20000.0", "0.005", ",\"cl_ord_id\":\"x\"").at("/result/order_id").asText();
        final List<JsonNode> answers = new ArrayList<>();
        answers.add(alice.limit("buy", "20000.0", "0.005", ",\"order_userref\":100054"));
        answers.add(alice.request("amend_order", "\"cl_ord_id\":\"x\",\"order_qty\":0.004"));
        answers.add(alice.request("edit_order", "\"order_id\":\"" + id + "\",\"symbol\":\"BTC/USD\",\"order_qty\":0.006"));
        answers.add(alice.request("batch_add", "\"symbol\":\"BTC/USD\",\"orders\":["
                + "{\"order_type\":\"limit\",\"side\":\"buy\",\"order_qty\":0.01,\"limit_price\":20000.0,\"order_userref\":1},"
                + "{\"order_type\":\"limit\",\"side\":\"buy\",\"order_qty\":0.01,\"limit_price\":20000.0,\"order_userref\":2}]"));
        answers.add(alice.request("cancel_order", "\"order_id\":[\"" + answers.getFirst().at("/result/order_id").asText() + "\"]"));
        answers.add(alice.request("cancel_all", ""));
        answers.add(alice.request("cancel_all_orders_after", "\"timeout\":100"));
        for (final JsonNode documented : Fixtures.lines("kraken_ws_v2_order_responses_docs_jkorf.jsonl")) {
            covers(documented, answers, answer -> like(documented, answer, "method"));
        }
    }

    @Test
    void restAnswersHaveTheRecordedShapes() {
        final JsonNode recorded = Fixtures.lines("kraken_rest_AssetPairs_recorded.json").getFirst();
        covers(recorded, List.of(get("AssetPairs", "pair=XBTUSDT")), answer -> true);
        for (final JsonNode line : Fixtures.lines("kraken_rest_public_recorded.jsonl")) {
            covers(line, List.of(get("Time", ""), get("SystemStatus", "")),
                    answer -> answer.path("result").has(first(line.path("result"))));
        }
        covers(Fixtures.lines("kraken_rest_token_docs.jsonl").getFirst(), List.of(alice.call("GetWebSocketsToken", "")), answer -> true);
        assertEquals(Fixtures.lines("kraken_rest_errors.jsonl").getFirst().path("error"), get("Depth", "pair=NOPE").path("error"));
    }

    @Test
    void privateRestAnswersHaveTheDocumentedShapes() {
        final List<JsonNode> answers = new ArrayList<>();
        answers.add(alice.call("AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&price=20000&volume=0.01"));
        answers.add(alice.call("OpenOrders", ""));
        answers.add(alice.call("CancelOrder", "txid=" + answers.getFirst().at("/result/txid/0").asText()));
        bob.call("AddOrder", "pair=XBTUSD&type=sell&ordertype=market&volume=0.01");
        answers.add(alice.call("ClosedOrders", ""));
        answers.add(bob.call("TradesHistory", ""));
        for (final JsonNode documented : Fixtures.lines("kraken_rest_orders_nautilus.jsonl")) {
            final String field = first(documented.path("result"));
            final JsonNode answer = answers.stream().filter(each -> each.path("result").has(field)).findFirst().orElseThrow();
            final List<String> missing = new ArrayList<>();
            if (field.equals("open") || field.equals("closed") || field.equals("trades")) {
                shape(documented.path("result").path(field).iterator().next(), answer.path("result").path(field).iterator().next(), "",
                        missing);
            }
            assertEquals(List.of(), missing, answer.toString());
        }
    }

    private JsonNode get(final String method, final String query) {
        return Fixtures.parse(venue.request(RestRequest.get("/0/public/" + method, query)).body());
    }

    private static String first(final JsonNode object) {
        return object.fieldNames().next();
    }

    private static boolean like(final JsonNode one, final JsonNode other, final String field) {
        return one.path(field).asText().equals(other.path(field).asText());
    }

    /** Some message of the kind must have every field of the example. */
    private static void covers(final JsonNode example, final List<JsonNode> messages, final Predicate<JsonNode> kind) {
        final List<JsonNode> candidates = messages.stream().filter(kind).toList();
        assertTrue(!candidates.isEmpty(), () -> "nothing like " + example + " in " + messages);
        List<String> least = null;
        for (final JsonNode candidate : candidates) {
            final List<String> missing = new ArrayList<>();
            shape(example, candidate, "", missing);
            if (least == null || missing.size() < least.size()) {
                least = missing;
            }
        }
        final JsonNode shown = candidates.getFirst();
        assertEquals(List.of(), least, () -> example + "\n" + shown);
    }

    private static void shape(final JsonNode example, final JsonNode actual, final String path, final List<String> missing) {
        if (example.isObject()) {
            example.properties().forEach(field -> {
                if (!NOT_SIMULATED.contains(field.getKey())) {
                    shape(field.getValue(), actual.path(field.getKey()), path + '/' + field.getKey(), missing);
                }
            });
        } else if (example.isArray() && !example.isEmpty() && !actual.isEmpty()) {
            shape(example.path(0), actual.path(0), path + "/0", missing);
        } else if (!example.isNull() && example.getNodeType() != actual.getNodeType()) {
            missing.add(path + ' ' + example.getNodeType() + " but " + actual.getNodeType());
        }
    }

    private static String untimed(final String text) {
        return text.replaceAll("20[0-9T:.-]+Z", "");
    }
}
