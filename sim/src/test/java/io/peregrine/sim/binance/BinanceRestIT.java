package io.peregrine.sim.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** REST requests: answers, headers, refusals. Each test uses its own symbol or looks only at its own orders. */
class BinanceRestIT {
    private static final String ORDER = "symbol=ETHUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.1&price=2000";

    private static final long TRADE_TIMEOUT_NS = 30_000_000_000L;
    private static final long POLL_NS = 200_000_000L;
    private static final int ANSWER_MS = 10_000;

    private static Simulator simulator;
    private static VenueClient client;

    @BeforeAll
    static void start() throws BindException {
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of("binance", 0)).withFlow(FlowSettings.parse("rate=100")));
        client = new VenueClient(simulator, 0);
        // Filters that compare with the average price need one.
        final long start = System.nanoTime();
        while (client.get("/api/v3/trades?symbol=ETHUSDT&limit=1").isEmpty()) {
            assertTrue(System.nanoTime() - start < TRADE_TIMEOUT_NS, "nothing trades");
            LockSupport.parkNanos(POLL_NS);
        }
    }

    @AfterAll
    static void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void weightsAreCountedInAHeader() {
        final long before = weight(client.send("GET", "/api/v3/ping"));
        assertEquals(before + 250, weight(client.send("GET", "/api/v3/depth?symbol=BTCUSDT&limit=5000")));
        assertEquals(before + 250 + 20, weight(client.send("GET", "/api/v3/exchangeInfo")));
        assertEquals(before + 250 + 20 + 5, weight(client.send("GET", "/api/v3/depth?symbol=BTCUSDT")));
    }

    @Test
    void publicRequestsAreAnsweredAndBadOnesRefused() {
        assertEquals("{}", client.send("GET", "/api/v3/ping").body());
        assertTrue(Math.abs(client.get("/api/v3/time").path("serverTime").asLong() - System.currentTimeMillis()) < 2_000);
        assertEquals(3, client.get("/api/v3/exchangeInfo").path("symbols").size());
        assertEquals(2, client.get("/api/v3/exchangeInfo?symbols=%5B%22BTCUSDT%22,%22ETHBTC%22%5D").path("symbols").size());
        assertEquals(7, client.get("/api/v3/depth?symbol=BTCUSDT&limit=7").path("bids").size());
        assertEquals(3, client.get("/api/v3/ticker/price").size());
        assertEquals("ETHBTC", client.get("/api/v3/ticker/bookTicker?symbol=ETHBTC").path("symbol").asText());
        assertEquals("5", client.get("/api/v3/avgPrice?symbol=BTCUSDT").path("mins").asText());
        assertRefused(400, -1121, "Invalid symbol.", client.send("GET", "/api/v3/depth?symbol=btcusdt"));
        assertRefused(400, -1102, "Mandatory parameter 'symbol' was not sent, was empty/null, or malformed.",
                client.send("GET", "/api/v3/depth"));
        assertRefused(400, -1100, "Illegal characters found in parameter 'limit'; legal range is '^[0-9]{1,20}$'.",
                client.send("GET", "/api/v3/depth?symbol=BTCUSDT&limit=many"));
        assertRefused(400, -1104, "Not all sent parameters were read; read '1' parameter(s) but was sent '2'.",
                client.send("GET", "/api/v3/depth?symbol=BTCUSDT&color=red"));
        assertRefused(400, -1101, "Too many parameters; expected '0' and received '1'.", client.send("GET", "/api/v3/time?x=1"));
        assertRefused(400, -1120, "Invalid interval.", client.send("GET", "/api/v3/klines?symbol=BTCUSDT&interval=7m"));
        assertEquals(404, client.send("GET", "/api/v3/nothing").statusCode());
        assertEquals(400, client.send("POST", "/sim/faults").statusCode());
    }

    /** Only the head is sent: who still sends a body to a peer that has closed may never see the answer. */
    @Test
    void aBodyThatIsTooLargeIsRefusedByItsLength() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), simulator.port("binance"))) {
            socket.setSoTimeout(ANSWER_MS);
            socket.getOutputStream().write("POST /api/v3/order HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2097152\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            final String answer = new String(socket.getInputStream().readNBytes(13), StandardCharsets.US_ASCII);
            assertEquals("HTTP/1.1 413 ", answer);
        }
    }

    @Test
    void keysTimesAndSignaturesAreChecked() {
        assertRefused(401, -2014, "API-key format invalid.", client.send("GET", "/api/v3/account"));
        assertRefused(401, -2015, "Invalid API-key, IP, or permissions for action.", client.send(
                client.request("/api/v3/account?timestamp=1&signature=x").header("X-MBX-APIKEY", "A".repeat(64)).GET()));
        assertRefused(400, -1102, "Mandatory parameter 'timestamp' was not sent, was empty/null, or malformed.",
                client.withKey("GET", "/api/v3/account"));
        final long now = System.currentTimeMillis();
        assertRefused(400, -1022, "Signature for this request is not valid.",
                client.withKey("GET", "/api/v3/account?timestamp=" + now + "&signature=00"));
        assertRefused(400, -1021, "Timestamp for this request is outside of the recvWindow.",
                client.withKey("GET", "/api/v3/account?timestamp=" + (now - 10_000) + "&signature=00"));
        assertRefused(400, -1021, "Timestamp for this request was 1000ms ahead of the server's time.",
                client.withKey("GET", "/api/v3/account?timestamp=" + (now + 10_000) + "&signature=00"));
        assertRefused(400, -1131, "recvWindow must be less than 60000.",
                client.signed("GET", "/api/v3/account", "recvWindow=60001"));
        assertEquals(200, client.signed("GET", "/api/v3/account", "recvWindow=1000.125").statusCode());
        assertRefused(400, -1104, "Not all sent parameters were read; read '2' parameter(s) but was sent '3'.",
                client.signed("GET", "/api/v3/account", "color=red"));
    }

    @Test
    void aSignatureMayCoverQueryAndBodyTogether() {
        final String query = "symbol=ETHUSDT&side=BUY&type=LIMIT&timestamp=" + System.currentTimeMillis();
        final String body = "timeInForce=GTC&quantity=0.1&price=2000";
        final HttpResponse<String> placed = client.send(
                client.request("/api/v3/order?" + query + "&signature=" + client.sign(query + body)).header("X-MBX-APIKEY", client.apiKey())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertEquals(200, placed.statusCode(), placed.body());
        assertTrue(placed.headers().firstValueAsLong("X-MBX-ORDER-COUNT-10S").orElse(0) > 0);
    }

    @Test
    void anOrderLivesThroughItsQueries() {
        final JsonNode placed = ok(client.signed("POST", "/api/v3/order", ORDER + "&newClientOrderId=query-1&newOrderRespType=RESULT"));
        assertEquals("NEW 0.10000000 2000.00000000 EXPIRE_TAKER", placed.path("status").asText() + ' ' + placed.path("origQty").asText()
                + ' ' + placed.path("price").asText() + ' ' + placed.path("selfTradePreventionMode").asText());
        final String reference = "symbol=ETHUSDT&orderId=" + placed.path("orderId").asText();
        final JsonNode queried = ok(client.signed("GET", "/api/v3/order", reference));
        assertEquals("query-1 NEW true", queried.path("clientOrderId").asText() + ' ' + queried.path("status").asText() + ' '
                + queried.path("isWorking").asText());
        assertTrue(ok(client.signed("GET", "/api/v3/openOrders", "symbol=ETHUSDT")).toString().contains("\"query-1\""));
        assertRefused(400, -2011, "Order was not canceled due to cancel restrictions.",
                client.signed("DELETE", "/api/v3/order", reference + "&cancelRestrictions=ONLY_PARTIALLY_FILLED"));
        assertEquals("CANCELED", ok(client.signed("DELETE", "/api/v3/order", reference)).path("status").asText());
        assertEquals("CANCELED", ok(client.signed("GET", "/api/v3/order", reference)).path("status").asText());
        assertRefused(400, -2013, "Order does not exist.", client.signed("GET", "/api/v3/order", "symbol=ETHUSDT&orderId=999999999"));
        assertTrue(ok(client.signed("GET", "/api/v3/allOrders", "symbol=ETHUSDT")).toString().contains("\"query-1\""));
        assertEquals(200, client.signed("POST", "/api/v3/order", ORDER + "&newClientOrderId=query-1").statusCode());
        assertEquals(200, client.signed("DELETE", "/api/v3/openOrders", "symbol=ETHUSDT").statusCode());
    }

    @Test
    void aMarketOrderIsPaidFromTheAccountAndListedInItsTrades() {
        final JsonNode placed = ok(client.signed("POST", "/api/v3/order", "symbol=BTCUSDT&side=BUY&type=MARKET&quantity=0.01"));
        assertEquals("FILLED", placed.path("status").asText());
        final JsonNode trades = ok(client.signed("GET", "/api/v3/myTrades",
                "symbol=BTCUSDT&orderId=" + placed.path("orderId").asText()));
        assertEquals(placed.path("fills").size(), trades.size());
        assertEquals(placed.at("/fills/0/tradeId").asLong(), trades.at("/0/id").asLong());
        final JsonNode account = ok(client.signed("GET", "/api/v3/account", "omitZeroBalances=true"));
        assertEquals("0.00100000", account.at("/commissionRates/maker").asText());
        assertEquals("10.00999000", account.at("/balances/0/free").asText());
    }

    @Test
    void wrongOrdersAreRefusedByTheRuleTheyBreak() {
        refused(-1117, "Invalid side.", ORDER.replace("BUY", "UP"));
        refused(-1116, "Invalid orderType.", ORDER.replace("LIMIT", "SOON"));
        refused(-1115, "Invalid timeInForce.", ORDER.replace("GTC", "GTX"));
        refused(-1106, "Parameter 'timeInForce' sent when not required.", ORDER.replace("LIMIT", "MARKET"));
        refused(-1013, "Filter failure: PRICE_FILTER", ORDER.replace("2000", "2000.001"));
        refused(-1013, "Filter failure: LOT_SIZE", ORDER.replace("0.1", "0.00001"));
        refused(-1013, "Filter failure: NOTIONAL", ORDER.replace("0.1", "0.0001"));
        refused(-1013, "Filter failure: PERCENT_PRICE_BY_SIDE", ORDER.replace("2000", "100"));
        refused(-1013, "Filter failure: MARKET_LOT_SIZE", "symbol=ETHUSDT&side=BUY&type=MARKET&quantity=1000");
        refused(-1013, "This symbol does not allow the specified self-trade prevention mode.",
                ORDER + "&selfTradePreventionMode=DECREMENT");
        refused(-1111, "Parameter 'price' has too much precision.", ORDER.replace("2000", "2000.000000001"));
        refused(-1100, "Illegal characters found in parameter 'price'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.",
                ORDER.replace("2000", "-1"));
        refused(-1100, "Illegal characters found in parameter 'newClientOrderId'; legal range is '^[\\.A-Z\\:/a-z0-9_-]{1,36}$'.",
                ORDER + "&newClientOrderId=no%20blanks");
        refused(-1105, "Parameter 'price' was empty.", ORDER.replace("2000", ""));
        refused(-1134, "`strategyType` was less than 1000000.", ORDER + "&strategyType=1");
        refused(-1013, "Filter failure: ICEBERG_PARTS", ORDER + "&icebergQty=0.001");
        refused(-1106, "Parameter 'icebergQty' sent when not required.", ORDER.replace("GTC", "IOC") + "&icebergQty=0.05");
        refused(-2010, "Account has insufficient balance for requested action.", ORDER.replace("0.1", "2000"));
        assertEquals("{}", client.signed("POST", "/api/v3/order/test", ORDER).body());
    }

    private static void refused(final int code, final String message, final String order) {
        assertRefused(400, code, message, client.signed("POST", "/api/v3/order", order));
        assertRefused(400, code, message, client.signed("POST", "/api/v3/order/test", order));
    }

    private static void assertRefused(final int status, final int code, final String message, final HttpResponse<String> response) {
        final JsonNode body = VenueClient.json(response.body());
        assertEquals(status + " " + code + ' ' + message,
                response.statusCode() + " " + body.path("code").asInt() + ' ' + body.path("msg").asText());
    }

    private static JsonNode ok(final HttpResponse<String> response) {
        assertEquals(200, response.statusCode(), response.body());
        return VenueClient.json(response.body());
    }

    private static long weight(final HttpResponse<String> response) {
        return response.headers().firstValueAsLong("X-MBX-USED-WEIGHT-1M").orElseThrow();
    }
}
