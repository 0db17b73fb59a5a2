package io.peregrine.venue.coinbase.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BooleanType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.venue.coinbase.access.ExchangeSignature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Requests to the Exchange as bytes, and their signatures by the code that has the vectors as its own test. */
class ExchangeRequestsTest {
    private static final long TIME_NS = TimeUnit.SECONDS.toNanos(1_700_000_000) + 999_999_999;
    private static final Pattern REQUEST = Pattern.compile("(\\w+) (\\S+) HTTP/1\\.1\r\n(.*?)\r\n\r\n(.*)", Pattern.DOTALL);
    private static final String START = "{\"product_id\":\"BTC-USD\",\"side\":\"";
    private static final String CLIENT_OID = "\"client_oid\":\"70657265-6772-4000-9550-000000000007\"";

    private final ExchangeRequests requests = new ExchangeRequests(
            ScriptedCoinbase.ADDRESS, ScriptedCoinbase.credentials(), ScriptedCoinbase.instruments(Venue.COINBASE_EXCHANGE), "cn");
    private final ExchangeSignature signature = new ExchangeSignature(ScriptedCoinbase.credentials());
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);

    @Test
    void signaturesEqualTheVectors() throws Exception {
        final Path path = Path.of(System.getProperty("peregrine.data", "../../shared/data"))
                .resolve("../protocols/fixtures/signature_vectors.jsonl");
        assumeTrue(Files.exists(path), "vectors are not here: " + path);
        int vectors = 0;
        for (final String line : Files.readAllLines(path)) {
            final JsonNode vector = new ObjectMapper().readTree(line);
            if (vector.path("name").asText().startsWith("coinbase_exchange_rest")) {
                assertEquals(ScriptedCoinbase.SECRET, vector.path("secret").asText());
                assertEquals(vector.path("signature").asText(), signature.sign(vector.path("timestamp").asText(),
                        vector.path("method").asText(), vector.path("requestPath").asText(), vector.path("body").asText()));
                vectors++;
            }
        }
        assertEquals(2, vectors);
    }

    @Test
    void eachKindOfOrderHasItsBody() {
        assertOrder(OrderType.MARKET, TimeInForce.GTC, false, Side.BUY, "\",\"type\":\"market\",\"size\":\"0.03000000\",\"stp\":\"cn\"}");
        assertOrder(OrderType.LIMIT, TimeInForce.GTC, false, Side.SELL,
                limit() + "\"time_in_force\":\"GTC\",\"stp\":\"cn\"}");
        assertOrder(OrderType.LIMIT, TimeInForce.IOC, false, Side.BUY,
                limit() + "\"time_in_force\":\"IOC\",\"stp\":\"cn\"}");
        assertOrder(OrderType.LIMIT, TimeInForce.FOK, false, Side.BUY,
                limit() + "\"time_in_force\":\"FOK\",\"stp\":\"cn\"}");
        assertOrder(OrderType.LIMIT, TimeInForce.GTC, true, Side.BUY,
                limit() + "\"time_in_force\":\"GTC\",\"post_only\":true,\"stp\":\"cn\"}");
        assertOrder(OrderType.STOP_LIMIT, TimeInForce.GTC, false, Side.BUY,
                limit() + "\"time_in_force\":\"GTC\",\"stop\":\"entry\",\"stop_price\":\"59900.00\",\"stp\":\"cn\"}");
        assertOrder(OrderType.STOP_LIMIT, TimeInForce.GTC, false, Side.SELL,
                limit() + "\"time_in_force\":\"GTC\",\"stop\":\"loss\",\"stop_price\":\"59900.00\",\"stp\":\"cn\"}");
    }

    @Test
    void whatTheVenueDoesNotHaveIsRefusedHere() {
        assertEquals(RejectReason.UNSUPPORTED, encode(OrderType.STOP, TimeInForce.GTC, false, Side.BUY));
        assertEquals(RejectReason.UNSUPPORTED, encode(OrderType.LIMIT, TimeInForce.IOC, true, Side.BUY));
        assertEquals(RejectReason.UNSUPPORTED, encode(OrderType.MARKET, TimeInForce.GTC, true, Side.BUY));
        assertEquals(RejectReason.UNSUPPORTED, encode(OrderType.LIMIT, TimeInForce.NULL_VAL, false, Side.BUY));
    }

    @Test
    void cancelsAndQuestionsNameTheOrder() {
        requests.cancel(7, 0, false, 0, 0, TIME_NS);
        assertSigned("DELETE", "/orders/client:70657265-6772-4000-9550-000000000007?product_id=BTC-USD", "");
        requests.cancel(7, 1, true, 0xd50ec98477a8460aL, 0xb95866f114b0de9bL, TIME_NS);
        assertSigned("DELETE", "/orders/d50ec984-77a8-460a-b958-66f114b0de9b?product_id=ETH-USD", "");
        requests.query(7, 0, null, new Page(), TIME_NS);
        assertSigned("GET", "/orders/client:70657265-6772-4000-9550-000000000007", "");
        final Page page = new Page();
        page.set(new UnsafeBuffer("123".getBytes(StandardCharsets.US_ASCII)), 0, 3);
        requests.fills(ScriptedCoinbase.instruments(Venue.COINBASE_EXCHANGE).get(1), page, TIME_NS);
        assertSigned("GET", "/fills?product_id=ETH-USD&limit=1000&after=123", "");
        requests.openOrders(page, TIME_NS);
        assertSigned("GET", "/orders?status=open&status=pending&status=active&limit=1000&after=123", "");
        requests.balances(page, TIME_NS);
        assertSigned("GET", "/accounts", "");
    }

    private static String limit() {
        return "\",\"type\":\"limit\",\"price\":\"60000.00\",\"size\":\"0.03000000\",";
    }

    private void assertOrder(
            final OrderType type, final TimeInForce timeInForce, final boolean isPostOnly, final Side side, final String end) {
        assertEquals(RejectReason.NONE, encode(type, timeInForce, isPostOnly, side));
        assertSigned("POST", "/orders", START + (side == Side.BUY ? "buy" : "sell") + "\"," + CLIENT_OID + end.substring(1));
    }

    private RejectReason encode(final OrderType type, final TimeInForce timeInForce, final boolean isPostOnly, final Side side) {
        new NewOrderEncoder().wrap(buffer, 0).clientOrderId(7).instrumentId(0).price(6_000_000).stopPrice(5_990_000).quantity(3_000_000)
                .tickReceiveTimeNs(Instrument.NULL_VALUE).side(side).orderType(type).timeInForce(timeInForce)
                .postOnly(isPostOnly ? BooleanType.TRUE : BooleanType.FALSE);
        return requests.newOrder(new NewOrderDecoder().wrap(buffer, 0, NewOrderEncoder.BLOCK_LENGTH, 0), TIME_NS);
    }

    private void assertSigned(final String method, final String target, final String body) {
        final Matcher request = REQUEST.matcher(requests.buffer().getStringWithoutLengthAscii(0, requests.length()));
        assertTrue(request.matches());
        assertEquals(method, request.group(1));
        assertEquals(target, request.group(2));
        assertEquals(body, request.group(4));
        assertEquals("Host: api.exchange.coinbase.com\r\nUser-Agent: peregrine\r\nCB-ACCESS-KEY: the-key\r\nCB-ACCESS-PASSPHRASE: open\r\n"
                + "Content-Type: application/json\r\nCB-ACCESS-TIMESTAMP: 1700000000\r\nCB-ACCESS-SIGN: "
                + signature.sign("1700000000", method, target, body)
                + (body.isEmpty() ? "" : "\r\nContent-Length: " + body.length()), request.group(3));
    }
}
