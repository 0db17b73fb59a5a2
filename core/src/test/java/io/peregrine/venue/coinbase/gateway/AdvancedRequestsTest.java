package io.peregrine.venue.coinbase.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.gateway.Credentials;
import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.FirstFills;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.coinbase.access.CdpToken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests to Advanced Trade, their tokens, and its user channel's frames. */
class AdvancedRequestsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "organizations/3f/apiKeys/17";
    private static final String ID = "a1b2c3d4-e5f6-7890-abcd-ef1234567890";

    private final Instruments instruments = ScriptedCoinbase.instruments(Venue.COINBASE_ADVANCED);
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[256]);
    private final long nowNs = EngineClock.nowNs();
    private KeyPair keys;
    private TokenPool pool;
    private AdvancedRequests requests;
    private CdpToken tokens;

    @BeforeEach
    void makeKey() throws GeneralSecurityException {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        keys = generator.generateKeyPair();
        final String pem = "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        tokens = new CdpToken(new Credentials(NAME, pem.getBytes(StandardCharsets.US_ASCII)));
        pool = new TokenPool(tokens, "api.coinbase.com");
        requests = new AdvancedRequests(URI.create("https://api.coinbase.com"), pool, instruments);
    }

    @AfterEach
    void close() {
        requests.close();
    }

    @Test
    void ordersAreTheDocumentedConfigurations() throws Exception {
        assertOrder(OrderType.LIMIT, TimeInForce.GTC, false,
                "{\"limit_limit_gtc\":{\"base_size\":\"0.03000000\",\"limit_price\":\"60000.00\",\"post_only\":false}}");
        assertOrder(OrderType.LIMIT, TimeInForce.GTC, true,
                "{\"limit_limit_gtc\":{\"base_size\":\"0.03000000\",\"limit_price\":\"60000.00\",\"post_only\":true}}");
        assertOrder(OrderType.LIMIT, TimeInForce.IOC, false,
                "{\"sor_limit_ioc\":{\"base_size\":\"0.03000000\",\"limit_price\":\"60000.00\"}}");
        assertOrder(OrderType.LIMIT, TimeInForce.FOK, false,
                "{\"limit_limit_fok\":{\"base_size\":\"0.03000000\",\"limit_price\":\"60000.00\"}}");
        assertOrder(OrderType.MARKET, TimeInForce.GTC, false, "{\"market_market_ioc\":{\"base_size\":\"0.03000000\"}}");
        assertOrder(OrderType.STOP_LIMIT, TimeInForce.GTC, false, "{\"stop_limit_stop_limit_gtc\":{\"base_size\":\"0.03000000\","
                + "\"limit_price\":\"60000.00\",\"stop_price\":\"59900.00\",\"stop_direction\":\"STOP_DIRECTION_STOP_UP\"}}");
        assertEquals(RejectReason.UNSUPPORTED, encode(OrderType.STOP, TimeInForce.GTC, false));
        assertEquals(RejectReason.UNSUPPORTED, encode(OrderType.LIMIT, TimeInForce.IOC, true));
    }

    @Test
    void eachRequestHasATokenOfItsOwnForItsPathWithoutTheQuery() throws Exception {
        final Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            requests.openOrders(new Page(), nowNs);
            nonces.add(token("GET", "/api/v3/brokerage/orders/historical/batch"));
        }
        assertEquals(100, nonces.size());
        requests.cancel(7, 0, true, 0xa1b2c3d4e5f67890L, 0xabcdef1234567890L, nowNs);
        token("POST", "/api/v3/brokerage/orders/batch_cancel");
        assertTrue(text().endsWith("\r\n\r\n{\"order_ids\":[\"" + ID + "\"]}"), text());
        assertEquals(RejectReason.UNKNOWN_ORDER, requests.cancel(7, 0, false, 0, 0, nowNs));
    }

    /** The thread makes them as soon as it knows the venue's time; what is too old is not used. */
    @Test
    void tokensAreMadeBeforeTheyAreNeededAndNotKeptTooLong() throws Exception {
        pool.refresh(nowNs, nowNs);
        final long deadlineNs = EngineClock.nowNs() + 60_000_000_000L;
        while (pool.madeOnTheSpot() == 0 && EngineClock.nowNs() - deadlineNs < 0 && !pool.isFull()) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < 30; i++) {
            assertEquals(RejectReason.NONE, encode(OrderType.LIMIT, TimeInForce.GTC, false));
        }
        assertEquals(0, pool.madeOnTheSpot(), "a burst of orders finds its tokens");
        final long laterNs = nowNs + 200_000_000_000L;
        requests.balances(new Page(), laterNs);
        assertEquals(1, pool.madeOnTheSpot());
    }

    @Test
    void framesOfTheUserChannelTellAcceptanceTriggersAndEnds() {
        final List<String> reports = new ArrayList<>();
        final SentOrders orders = new SentOrders();
        final AdvancedUserChannel channel = new AdvancedUserChannel(instruments, tokens, new OrderReports(
                new ExecutionReportWriter((report, timeNs) -> reports.add(ScriptedCoinbase.line(report))), instruments, orders,
                new FirstFills(new LatencyRecorder())));
        channel.onOpen();
        assertEquals(UserChannel.Event.NONE, frame(channel, "{\"channel\":\"user\",\"client_id\":\"\",\"timestamp\":"
                + "\"2026-09-30T02:37:14.089808906Z\",\"sequence_num\":0,\"events\":[{\"type\":\"snapshot\",\"orders\":[],"
                + "\"positions\":{\"perpetual_futures_positions\":[]}}]}"));
        assertEquals(UserChannel.Event.NONE, frame(channel, "{\"channel\":\"subscriptions\",\"sequence_num\":1,\"events\":"
                + "[{\"subscriptions\":{\"heartbeats\":[\"heartbeats\"]}}]}"));
        assertEquals(UserChannel.Event.SUBSCRIBED, frame(channel, "{\"channel\":\"subscriptions\",\"sequence_num\":2,\"events\":"
                + "[{\"subscriptions\":{\"user\":[\"00000000-0000-0000-0000-000000000000\"]}}]}"));
        frame(channel, update(3, "OPEN", "0", "STOP_PENDING", ""));
        frame(channel, update(4, "OPEN", "0", "STOP_TRIGGERED", ""));
        frame(channel, update(5, "CANCELLED", "0", "STOP_TRIGGERED", "User requested cancel"));
        assertEquals(List.of("NEW 7 NEW", "TRIGGERED 7 TRIGGERED", "CANCELED 7 CANCELED of 0"), reports);
        assertEquals(UserChannel.Event.GAP, frame(channel, update(9, "OPEN", "0", "", "").replace("70657265", "00000000")));
        assertEquals(UserChannel.Event.NONE, frame(channel, update(8, "OPEN", "0", "", "").replace("70657265", "00000000")));
        assertEquals(1, orders.size(), "orders of others are not kept");
        assertEquals(UserChannel.Event.UNREADABLE, frame(channel, "{\"channel\":\"user\""));
        assertEquals(UserChannel.Event.REFUSED, frame(channel, "{\"type\":\"error\",\"message\":\"authentication failure\"}"));
    }

    private static String update(final int sequence, final String status, final String filled, final String trigger, final String why) {
        return "{\"channel\":\"user\",\"client_id\":\"\",\"timestamp\":\"2026-04-07T14:30:06.000000Z\",\"sequence_num\":" + sequence
                + ",\"events\":[{\"type\":\"update\",\"orders\":[{\"order_id\":\"" + ID + "\",\"client_order_id\":"
                + "\"70657265-6772-4000-9550-000000000007\",\"cumulative_quantity\":\"" + filled + "\",\"leaves_quantity\":\"0.03\","
                + "\"avg_price\":\"0\",\"total_fees\":\"0\",\"status\":\"" + status + "\",\"product_id\":\"BTC-USD\",\"creation_time\":"
                + "\"2026-04-07T14:29:55.123456Z\",\"order_side\":\"BUY\",\"order_type\":\"Stop Limit\",\"cancel_reason\":\"" + why
                + "\",\"reject_reason\":\"\",\"time_in_force\":\"GOOD_UNTIL_CANCELLED\",\"trigger_status\":\"" + trigger + "\"}]}]}";
    }

    private static UserChannel.Event frame(final AdvancedUserChannel channel, final String text) {
        final byte[] bytes = ("##" + text).getBytes(StandardCharsets.US_ASCII);
        return channel.onMessage(new UnsafeBuffer(bytes), 2, bytes.length - 2, 0, 0);
    }

    private void assertOrder(final OrderType type, final TimeInForce timeInForce, final boolean isPostOnly, final String configuration)
            throws Exception {
        assertEquals(RejectReason.NONE, encode(type, timeInForce, isPostOnly));
        token("POST", "/api/v3/brokerage/orders");
        final String body = text().substring(text().indexOf("\r\n\r\n") + 4);
        assertEquals("{\"client_order_id\":\"70657265-6772-4000-9550-000000000007\",\"product_id\":\"BTC-USD\",\"side\":\"BUY\","
                + "\"order_configuration\":" + configuration + "}", body);
        JSON.readTree(body);
    }

    private RejectReason encode(final OrderType type, final TimeInForce timeInForce, final boolean isPostOnly) {
        new NewOrderEncoder().wrap(buffer, 0).clientOrderId(7).instrumentId(0).price(6_000_000).stopPrice(5_990_000).quantity(3_000_000)
                .tickReceiveTimeNs(Instrument.NULL_VALUE).side(Side.BUY).orderType(type).timeInForce(timeInForce)
                .postOnly(isPostOnly ? BooleanType.TRUE : BooleanType.FALSE);
        return requests.newOrder(new NewOrderDecoder().wrap(buffer, 0, NewOrderEncoder.BLOCK_LENGTH, 0), nowNs);
    }

    /** Checks the token of the request made last; its nonce. */
    private String token(final String method, final String path) throws Exception {
        final String request = text();
        assertTrue(request.startsWith(method + ' ' + path), request);
        final int start = request.indexOf("Authorization: Bearer ") + 22;
        final String[] parts = request.substring(start, request.indexOf("\r\n", start)).split("\\.");
        final JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
        final JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        assertEquals(NAME, claims.path("sub").asText());
        assertEquals(method + " api.coinbase.com" + path, claims.path("uri").asText());
        assertEquals(120, claims.path("exp").asLong() - claims.path("nbf").asLong());
        final Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertTrue(signature.verify(Base64.getUrlDecoder().decode(parts[2])));
        return header.path("nonce").asText();
    }

    private String text() {
        return requests.buffer().getStringWithoutLengthAscii(0, requests.length());
    }
}
