package io.peregrine.sim.coinbase.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.venue.SteppedVenue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rules of orders, read as a client reads them: through REST and the user channel, in an otherwise empty market. */
class ExchangeOrdersTest {
    private static final long SECOND_US = 1_000_000;
    private static final String OID = "8cb2eea3-4fa4-495b-a949-976940c4b021";

    private SteppedVenue venue;
    private Signer signer;
    private SteppedVenue.Client user;
    private long nowS = SteppedVenue.START_US / SECOND_US;

    @BeforeEach
    void open() {
        venue = new SteppedVenue("coinbase", 3, FlowSettings.parse("rate=0,levels=0"));
        signer = new Signer(((ExchangeVenue) venue.venue()).credentials().getFirst());
        user = venue.connect("/", "");
        user.say(signer.subscribe(String.valueOf(nowS), "[]", "[\"user\"]"));
        user.take();
    }

    @AfterEach
    void close() {
        venue.close();
    }

    @Test
    void anOrderThatIsCanceledWithoutFillsIsForgotten() {
        final JsonNode order = place("\"side\":\"buy\",\"price\":\"50000\",\"size\":\"0.5\",\"client_oid\":\"" + OID + '"');
        assertEquals("25150.0000000000000000 974850.0000000000000000", holdAndAvailable("USD"));
        assertEquals(order.path("id").asText(), send("GET", "/orders/client:" + OID).path("id").asText());
        assertEquals("open", send("GET", "/orders/" + id(order)).path("status").asText());
        assertEquals('"' + id(order) + '"', reply("DELETE", "/orders/client:" + OID, "").body());
        assertEquals("404 {\"message\":\"NotFound\"}", text(reply("GET", "/orders/" + id(order), "")));
        assertEquals("400 {\"message\":\"Order already done\"}", text(reply("DELETE", "/orders/" + id(order), "")));
        assertEquals("404 {\"message\":\"order not found\"}", text(reply("DELETE", "/orders/client:" + OID.replace('8', '9'), "")));
        assertEquals("0.0000000000000000 1000000.0000000000000000", holdAndAvailable("USD"));
        final List<JsonNode> told = told();
        assertEquals(List.of("received", "open", "done"), types(told));
        assertEquals(OID, told.getFirst().path("client_oid").asText());
        assertEquals("canceled 0.5", told.getLast().path("reason").asText() + ' ' + told.getLast().path("remaining_size").asText());
        assertTrue(told.stream().allMatch(message -> message.path("user_id").asText().length() == 24));
    }

    @Test
    void aClientOidIsTakenOnceAndOnlyInLowerCase() {
        place("\"side\":\"buy\",\"price\":\"50000\",\"size\":\"0.5\",\"client_oid\":\"" + OID + '"');
        assertEquals("400 {\"message\":\"Duplicate client_oid\"}", text(reply("POST", "/orders",
                "{\"product_id\":\"ETH-USD\",\"side\":\"buy\",\"price\":\"50\",\"size\":\"0.5\",\"client_oid\":\"" + OID + "\"}")));
        final String upper = OID.toUpperCase(Locale.ROOT);
        final JsonNode dropped = place("\"side\":\"buy\",\"price\":\"50000\",\"size\":\"0.5\",\"client_oid\":\"" + upper + '"');
        assertFalse(dropped.has("client_oid"));
        assertFalse(told().getLast().has("client_oid"));
    }

    @Test
    void anOrderForAMinuteEndsAfterAMinute() {
        final JsonNode order =
                place("\"side\":\"buy\",\"price\":\"50000\",\"size\":\"0.5\",\"time_in_force\":\"GTT\",\"cancel_after\":\"min\"");
        venue.run(59 * SECOND_US);
        assertEquals(List.of("received", "open"), types(told()));
        venue.run(2 * SECOND_US);
        nowS += 61;
        assertEquals("101:Time In Force", told().getLast().path("cancel_reason").asText());
        assertEquals(404, reply("GET", "/orders/" + id(order), "").status());
    }

    @Test
    void aPostOnlyOrderThatWouldTakeIsRejected() {
        place("\"side\":\"sell\",\"price\":\"60000\",\"size\":\"0.5\"");
        final JsonNode order = place("\"side\":\"buy\",\"price\":\"60000\",\"size\":\"0.5\",\"post_only\":true");
        assertEquals("rejected post only", order.path("status").asText() + ' ' + order.path("reject_reason").asText());
        assertEquals(404, reply("GET", "/orders/" + id(order), "").status());
        assertEquals("400 {\"message\":\"post only can not be combined with market, IOC or FOK orders\"}", text(reply("POST", "/orders",
                "{\"product_id\":\"BTC-USD\",\"side\":\"buy\",\"price\":\"5\",\"size\":\"1\",\"post_only\":true,\"time_in_force\":\"IOC\"}")));
    }

    @Test
    void selfTradesDecrementUnlessToldOtherwise() {
        final JsonNode maker = place("\"side\":\"sell\",\"price\":\"60000\",\"size\":\"0.5\"");
        final JsonNode taker = place("\"side\":\"buy\",\"price\":\"60000\",\"size\":\"0.2\"");
        final List<JsonNode> told = told();
        assertEquals(List.of("received", "open", "received", "change", "done"), types(told));
        assertEquals("STP 0.5 0.3", told.get(3).path("reason").asText() + ' ' + told.get(3).path("old_size").asText() + ' '
                + told.get(3).path("new_size").asText());
        assertEquals(id(maker) + ' ' + id(taker), told.get(3).path("order_id").asText() + ' ' + told.get(4).path("order_id").asText());
        assertEquals("102:Self Trade Prevention", told.get(4).path("cancel_reason").asText());
        assertEquals("0.3000000000000000 9.7000000000000000", holdAndAvailable("BTC"));
        place("\"side\":\"buy\",\"price\":\"60000\",\"size\":\"0.1\",\"stp\":\"co\"");
        assertEquals(List.of("received", "done", "open"), types(told()));
    }

    @Test
    void listsComeInPages() {
        final List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(id(place("\"side\":\"buy\",\"price\":\"" + (50_000 + i) + "\",\"size\":\"0.01\"")));
        }
        final List<String> read = new ArrayList<>();
        RestReply page = reply("GET", "/orders?limit=3", "");
        while (!Signer.json(page.body()).isEmpty()) {
            Signer.json(page.body()).forEach(order -> read.add(id(order)));
            page = reply("GET", "/orders?limit=3&status=open&after=" + page.headers().get("CB-AFTER"), "");
        }
        assertEquals(ids.reversed(), read);
        final List<String> canceled = new ArrayList<>();
        send("DELETE", "/orders?product_id=BTC-USD").forEach(id -> canceled.add(id.asText()));
        assertEquals(ids, canceled);
        assertEquals(0, send("GET", "/orders?status=all").size());
    }

    @Test
    void whoDoesNotSubscribeWithinFiveSecondsIsCutOff() {
        final SteppedVenue.Client silent = venue.connect("/", "");
        venue.run(4 * SECOND_US);
        assertEquals(List.of(), silent.take());
        venue.run(3 * SECOND_US);
        assertEquals(List.of("close 1008 no subscription within 5 seconds"), silent.take());
    }

    @Test
    void wrongSubscriptionsAreRefusedInTheVenuesWords() {
        final SteppedVenue.Client client = venue.connect("/", "");
        client.say("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channels\":[\"level2\"]}");
        assertTrue(client.take().getFirst().contains("level2, level3, and full channels now require authentication"));
        client.say("{\"type\":\"subscribe\",\"product_ids\":[\"XYZ-USD\"],\"channels\":[\"matches\"]}");
        client.say("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\"],\"channels\":[\"nonsense\"]}");
        client.say(signer.subscribe("1600000000", "[\"BTC-USD\"]", "[\"user\"]"));
        client.say("{nonsense");
        assertEquals(List.of("{\"type\":\"error\",\"message\":\"Failed to subscribe\",\"reason\":\"XYZ-USD is not a valid product\"}",
                "{\"type\":\"error\",\"message\":\"Failed to subscribe\",\"reason\":\"nonsense is not a valid channel\"}",
                "{\"type\":\"error\",\"message\":\"Authentication Failed\",\"reason\":\"{\\\"message\\\":\\\"request timestamp expired\\\"}\"}",
                "{\"type\":\"error\",\"message\":\"Malformed JSON\",\"reason\":\"\"}"), client.take());
    }

    @Test
    void requestsBeyondTheBurstAreRefused() {
        int served = 0;
        while (venue.request(RestRequest.get("/time", "")).status() == 200) {
            served++;
        }
        assertEquals(15, served);
        assertEquals("429 {\"message\":\"Public rate limit exceeded\"}", text(venue.request(RestRequest.get("/time", ""))));
        venue.run(SECOND_US);
        assertEquals(200, venue.request(RestRequest.get("/time", "")).status());
    }

    private List<JsonNode> told() {
        return user.take().stream().map(Signer::json).toList();
    }

    private static List<String> types(final List<JsonNode> messages) {
        return messages.stream().map(message -> message.path("type").asText()).toList();
    }

    private String holdAndAvailable(final String currency) {
        for (final JsonNode account : send("GET", "/accounts")) {
            if (account.path("currency").asText().equals(currency)) {
                final BigDecimal hold = new BigDecimal(account.path("hold").asText());
                final BigDecimal available = new BigDecimal(account.path("available").asText());
                assertEquals(hold.add(available), new BigDecimal(account.path("balance").asText()));
                return account.path("hold").asText() + ' ' + account.path("available").asText();
            }
        }
        throw new AssertionError(currency);
    }

    private static String id(final JsonNode order) {
        return order.path("id").asText();
    }

    private JsonNode place(final String fields) {
        final RestReply reply = reply("POST", "/orders", "{\"product_id\":\"BTC-USD\"," + fields + '}');
        assertEquals(200, reply.status(), reply.body());
        return Signer.json(reply.body());
    }

    private JsonNode send(final String method, final String pathAndQuery) {
        final RestReply reply = reply(method, pathAndQuery, "");
        assertEquals(200, reply.status(), reply.body());
        return Signer.json(reply.body());
    }

    private RestReply reply(final String method, final String pathAndQuery, final String body) {
        final int question = pathAndQuery.indexOf('?');
        final String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        return venue.request(new RestRequest(method, path, question < 0 ? "" : pathAndQuery.substring(question + 1),
                signer.headers(String.valueOf(nowS), method, pathAndQuery, body), body, "127.0.0.1"));
    }

    private static String text(final RestReply reply) {
        return reply.status() + " " + reply.body();
    }
}
