package io.peregrine.sim.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.account.Account;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.venue.SteppedVenue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults of order entry and the private stream; the account always knows better. */
class FaultedOrdersTest {
    private static final Pattern REPORT = Pattern.compile("\"c\":\"([^\"]+)\".*\"x\":\"([A-Z]+)\".*\"t\":(-?\\d+)");
    private static final String BUY = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC";

    private SteppedVenue venue;
    private SteppedVenue.Client stream;
    private String apiKey;
    private String secret;

    @BeforeEach
    void open() {
        venue = new SteppedVenue("binance", 1, FlowSettings.parse("rate=0"));
        final ObjectNode client = JsonNodeFactory.instance.objectNode();
        venue.venue().describe(client);
        apiKey = client.path("apiKey").asText();
        secret = client.path("secret").asText();
        stream = venue.connect("/ws-api/v3", "");
        final String payload = "apiKey=" + apiKey + "&timestamp=" + nowMs();
        stream.say("{\"id\":1,\"method\":\"userDataStream.subscribe.signature\",\"params\":{\"apiKey\":\"" + apiKey + "\",\"timestamp\":"
                + nowMs() + ",\"signature\":\"" + sign(payload) + "\"}}");
        assertTrue(stream.take().getFirst().contains("\"subscriptionId\":0"));
    }

    @AfterEach
    void close() {
        venue.close();
    }

    @Test
    void anAnswerIsLostAndTheOrderIsThere() {
        fault("{do: lose-answer, request: '^POST /api/v3/order', for: 1m, count: 1}");
        final RestReply lost = order(BUY + "&quantity=0.01&price=30000&newClientOrderId=mine");
        assertEquals("504 {\"code\":-1007,\"msg\":\"Timeout waiting for response from backend server. Send status unknown; "
                + "execution status unknown.\"}", lost.status() + " " + lost.body());
        final Account account = venue.venue().accounts().get(apiKey);
        assertEquals("mine", account.openOrders().iterator().next().clientOrderId());
        assertEquals(List.of("mine NEW"), reports());
        assertTrue(order(BUY + "&quantity=0.01&price=30000&newClientOrderId=mine").body().contains("Duplicate order sent."));
    }

    @Test
    void anAnswerOfTheWebSocketApiIsLostToo() {
        fault("{do: lose-answer, message: answer, for: 1m, count: 1}");
        final String payload = "apiKey=" + apiKey + "&newClientOrderId=mine&price=30000&quantity=0.01&side=BUY&symbol=BTCUSDT"
                + "&timeInForce=GTC&timestamp=" + nowMs() + "&type=LIMIT";
        stream.say("{\"id\":\"a\",\"method\":\"order.place\",\"params\":{\"apiKey\":\"" + apiKey + "\",\"newClientOrderId\":\"mine\","
                + "\"price\":\"30000\",\"quantity\":\"0.01\",\"side\":\"BUY\",\"symbol\":\"BTCUSDT\",\"timeInForce\":\"GTC\",\"timestamp\":"
                + nowMs() + ",\"type\":\"LIMIT\",\"signature\":\"" + sign(payload) + "\"}}");
        venue.run(1);
        final List<String> all = stream.take();
        assertTrue(all.stream().anyMatch(text -> text.startsWith("{\"id\":\"a\",\"status\":504,\"error\":{\"code\":-1007,")),
                all.toString());
        assertEquals(1, venue.venue().accounts().get(apiKey).openOrders().size());
    }

    @Test
    void anAcknowledgementComesAfterTheFill() {
        fault("{do: hold, message: ack, by: 500ms, for: 1m}");
        order(BUY + "&quantity=0.001&price=62000&newClientOrderId=mine");
        assertEquals(List.of("mine TRADE"), reports());
        venue.run(500_000);
        assertEquals(List.of("mine NEW"), reports());
    }

    @Test
    void aFillComesTwiceWithTheSameTradeId() {
        fault("{do: duplicate, message: fill, by: 100ms, for: 1m}");
        order(BUY + "&quantity=0.001&price=62000&newClientOrderId=mine");
        venue.run(200_000);
        final List<String> fills = stream.take().stream().filter(text -> text.contains("\"x\":\"TRADE\"")).toList();
        assertEquals(2, fills.size());
        assertEquals(fills.getFirst(), fills.getLast());
        assertEquals(1, venue.venue().accounts().get(apiKey).fills().size());
    }

    @Test
    void fillsComeInTheWrongOrder() {
        fault("{do: reorder, message: fill, for: 1m, every: 2}");
        order(BUY + "&quantity=5&price=62000&newClientOrderId=mine");
        venue.run(2_000_000);
        final List<Long> tradeIds = stream.take().stream().map(REPORT::matcher).filter(Matcher::find)
                .filter(report -> report.group(2).equals("TRADE")).map(report -> Long.parseLong(report.group(3))).toList();
        assertTrue(tradeIds.size() > 4, tradeIds.toString());
        assertTrue(!tradeIds.equals(tradeIds.stream().sorted().toList()), tradeIds.toString());
        assertEquals(venue.venue().accounts().get(apiKey).fills().stream().map(fill -> fill.tradeId()).toList(),
                tradeIds.stream().sorted().toList());
    }

    @Test
    void ordersAreRefusedWhileTheMarketIsHaltedAndCanBeCanceled() {
        order(BUY + "&quantity=0.01&price=30000&newClientOrderId=before");
        fault("{do: halt, instrument: BTC/USDT, for: 1m}");
        assertEquals("400 {\"code\":-2010,\"msg\":\"Market is closed.\"}", text(order(BUY + "&quantity=0.01&price=30000")));
        assertEquals(200, signed("DELETE", "symbol=BTCUSDT&origClientOrderId=before").status());
    }

    private void fault(final String fault) {
        venue.fault(FaultScriptReader.read("faults:\n  - " + fault));
    }

    private List<String> reports() {
        return stream.take().stream().map(REPORT::matcher).filter(Matcher::find)
                .map(report -> report.group(1) + ' ' + report.group(2)).toList();
    }

    private RestReply order(final String parameters) {
        return signed("POST", parameters);
    }

    private RestReply signed(final String method, final String parameters) {
        final String payload = parameters + "&timestamp=" + nowMs();
        return venue.request(new RestRequest(method, "/api/v3/order", payload + "&signature=" + sign(payload),
                Map.of("x-mbx-apikey", apiKey), "", "127.0.0.1"));
    }

    private static String text(final RestReply reply) {
        return reply.status() + " " + reply.body();
    }

    private long nowMs() {
        return (SteppedVenue.START_US + venue.elapsedUs()) / 1_000;
    }

    private String sign(final String payload) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
