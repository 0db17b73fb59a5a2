package io.peregrine.sim.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.venue.SteppedVenue;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The REST API: who may call it, how often, and what it tells. */
class KrakenRestTest {
    private SteppedVenue venue;
    private SteppedClient alice;

    @BeforeEach
    void start() {
        venue = new SteppedVenue("kraken", 1, FlowSettings.parse("rate=500"), 1);
        alice = new SteppedClient(venue, 0);
    }

    @AfterEach
    void stop() {
        venue.close();
    }

    @Test
    void keySignatureAndNonceAreChecked() {
        final String path = "/0/private/Balance";
        assertEquals("[\"EAPI:Invalid key\"]", error(alice.call(path, "nonce=5000", "nobody", "")));
        assertEquals("[\"EAPI:Invalid signature\"]", error(alice.call(path, "nonce=5000", alice.apiKey(), "wrong")));
        assertEquals("[\"EAPI:Invalid signature\"]",
                error(alice.call(path, "nonce=5000&a=1", alice.apiKey(), alice.sign(path, "5000", "nonce=5000"))));
        assertEquals("[\"EAPI:Invalid nonce\"]", error(alice.call(path, "", alice.apiKey(), alice.sign(path, "", ""))));
        assertEquals("[]", error(alice.call(path, "nonce=5000", alice.apiKey(), alice.sign(path, "5000", "nonce=5000"))));
        assertEquals("[\"EAPI:Invalid nonce\"]", error(alice.call(path, "nonce=5000", alice.apiKey(), alice.sign(path, "5000",
                "nonce=5000"))));
        assertEquals("[\"EAPI:Invalid nonce\"]", error(alice.call(path, "nonce=4999", alice.apiKey(), alice.sign(path, "4999",
                "nonce=4999"))));
        final String max = "18446744073709551615";
        assertEquals("[]", error(alice.call(path, "nonce=" + max, alice.apiKey(), alice.sign(path, max, "nonce=" + max))));
    }

    @Test
    void aJsonBodyIsSignedAsItIs() {
        final String body = "{\"nonce\":7000,\"pair\":\"XBTUSD\",\"orders\":[{\"ordertype\":\"limit\",\"type\":\"buy\",\"volume\":\"0.01\","
                + "\"price\":\"20000\"},{\"ordertype\":\"limit\",\"type\":\"buy\",\"volume\":\"0.00001\",\"price\":\"20000\"}]}";
        final String path = "/0/private/AddOrderBatch";
        final JsonNode answer = alice.call(path, body, alice.apiKey(), alice.sign(path, "7000", body));
        assertEquals("buy 0.01000000 XBTUSD @ limit 20000.0", answer.at("/result/orders/0/descr/order").asText(), answer.toString());
        assertEquals("EOrder:Order minimum not met", answer.at("/result/orders/1/error").asText());
    }

    @Test
    void privateCallsAreCountedAndTheCounterRunsDown() {
        int allowed = 0;
        while (error(alice.call("Balance", "")).equals("[]")) {
            allowed++;
        }
        assertEquals(19, allowed, "one went for the token");
        assertEquals("[\"EAPI:Rate limit exceeded\"]", error(alice.call("Balance", "")));
        assertEquals("[\"EOrder:Unknown order\"]", error(alice.call("CancelOrder", "txid=OAAAAA-AAAAA-AAAAAA")), "trading is not counted");
        venue.run(1_000_000);
        assertEquals("[\"EAPI:Rate limit exceeded\"]", error(alice.call("TradesHistory", "")), "a history costs two");
        assertEquals("[]", error(alice.call("Balance", "")));
    }

    @Test
    void whatIsUnknownIsSaidSo() {
        assertEquals("[\"EGeneral:Unknown method\"]", error(get("Nothing", "")));
        assertEquals("[\"EGeneral:Unknown method\"]", error(alice.call("Nothing", "")));
        assertEquals("[\"EQuery:Unknown asset pair\"]", error(get("Ticker", "pair=XBTDOGE")));
        assertEquals("[\"EQuery:Unknown asset\"]", error(get("Assets", "asset=DOGE")));
        assertEquals("[\"EGeneral:Invalid arguments:pair\"]", error(get("Depth", "")));
        assertEquals("[\"EGeneral:Invalid arguments:count\"]", error(get("Depth", "pair=XBTUSD&count=0")));
        assertEquals(404, venue.request(RestRequest.get("/1/public/Time", "")).status());
        final RestReply reply = venue.request(RestRequest.get("/0/public/Nothing", ""));
        assertEquals("200 {\"error\":[\"EGeneral:Unknown method\"]}", reply.status() + " " + reply.body());
    }

    @Test
    void pairsAreFoundByAllTheirNames() {
        for (final String name : List.of("XBTUSD", "XXBTZUSD", "XBT/USD", "BTC/USD", "BTCUSD", "xbtusd")) {
            assertTrue(get("Depth", "pair=" + name).path("result").has("XXBTZUSD"), name);
        }
        assertEquals("[\"XXBTZUSD\",\"XETHZUSD\",\"XETHXXBT\",\"XBTUSDT\"]", Fixtures.parse("[\"" + String.join("\",\"",
                get("AssetPairs", "").path("result").properties().stream().map(Map.Entry::getKey).toList()) + "\"]").toString());
    }

    @Test
    void theMarketIsToldInEveryForm() {
        venue.run(30_000_000);
        final JsonNode depth = get("Depth", "pair=XBTUSD&count=3").at("/result/XXBTZUSD");
        assertEquals("3 3", depth.path("asks").size() + " " + depth.path("bids").size());
        final JsonNode ticker = get("Ticker", "pair=XBTUSD").at("/result/XXBTZUSD");
        assertEquals(depth.at("/asks/0/0"), ticker.at("/a/0"));
        assertEquals(depth.at("/bids/0/0"), ticker.at("/b/0"));
        final JsonNode trades = get("Trades", "pair=XBTUSD").at("/result");
        assertTrue(trades.path("XXBTZUSD").size() > 50, trades.toString());
        assertEquals(ticker.at("/c/0"), trades.path("XXBTZUSD").path(trades.path("XXBTZUSD").size() - 1).path(0));
        assertEquals(0, get("Trades", "pair=XBTUSD&since=" + trades.path("last").asText()).at("/result/XXBTZUSD").size());
        final JsonNode candle = get("OHLC", "pair=XBTUSD&interval=1").at("/result/XXBTZUSD/0");
        assertEquals(8, candle.size());
        assertEquals(ticker.at("/c/0"), candle.path(4));
        assertTrue(get("Spread", "pair=XBTUSD").at("/result/XXBTZUSD").size() > 5);
    }

    @Test
    void ordersAreFoundAgainWithTheirTrades() {
        final String id = alice.call("AddOrder",
                "pair=XBTUSD&type=buy&ordertype=market&volume=0.01&userref=77").at("/result/txid/0").asText();
        final JsonNode order = alice.call("QueryOrders", "trades=true&txid=" + id).path("result").path(id);
        assertEquals("closed 0.01000000 77", order.path("status").asText() + ' ' + order.path("vol_exec").asText() + ' '
                + order.path("userref"));
        final String trade = order.at("/trades/0").asText();
        final JsonNode trades = alice.call("QueryTrades", "txid=" + trade).path("result");
        assertEquals(id, trades.path(trade).path("ordertxid").asText(), trades.toString());
        assertEquals(trades.path(trade), alice.call("TradesHistory", "").at("/result/trades").path(trade));
        assertEquals("[\"EOrder:Unknown order\"]", error(alice.call("QueryOrders", "txid=OAAAAA-AAAAA-AAAAAA")));
    }

    @Test
    void balancesShowWhatOrdersHold() {
        alice.call("AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&price=20000&volume=1");
        final JsonNode extended = alice.call("BalanceEx", "").path("result");
        assertEquals("{\"balance\":\"1000000.0000\",\"hold_trade\":\"20080.0000\"}", extended.path("ZUSD").toString());
        assertEquals("1000000.0000", alice.call("Balance", "").at("/result/ZUSD").asText());
        assertEquals("10.0000", alice.call("Balance", "").at("/result/XXBT").asText());
        assertNotEquals(alice.call("TradeBalance", "").at("/result/eb"), alice.call("TradeBalance", "").at("/result/mf"));
    }

    @Test
    void anEditOverRestReplacesTheOrder() {
        final String id = alice.call("AddOrder", "pair=XBTUSD&type=buy&ordertype=limit&price=20000&volume=1").at("/result/txid/0").asText();
        final JsonNode edited = alice.call("EditOrder", "pair=XBTUSD&txid=" + id + "&price=21000&volume=0.5").path("result");
        assertEquals("ok " + id, edited.path("status").asText() + ' ' + edited.path("originaltxid").asText(), edited.toString());
        assertEquals("buy 0.50000000 XBTUSD @ limit 21000.0", edited.at("/descr/order").asText());
        final String amended = edited.path("txid").asText();
        assertTrue(alice.call("AmendOrder", "txid=" + amended + "&limit_price=22000").at("/result/amend_id").isTextual());
        assertEquals("22000.0", alice.call("OpenOrders", "").at("/result/open").path(amended).at("/descr/price").asText());
        assertEquals("{\"count\":1}", alice.call("CancelOrder", "txid=" + amended).path("result").toString());
    }

    private JsonNode get(final String method, final String query) {
        return Fixtures.parse(venue.request(RestRequest.get("/0/public/" + method, query)).body());
    }

    private static String error(final JsonNode answer) {
        return answer.path("error").toString();
    }
}
