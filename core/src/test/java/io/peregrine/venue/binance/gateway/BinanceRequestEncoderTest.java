package io.peregrine.venue.binance.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.gateway.ClientOrderId;
import io.peregrine.gateway.HmacSha256;
import io.peregrine.gateway.OrderMessages;
import io.peregrine.message.BooleanType;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class BinanceRequestEncoderTest {
    private static final long TIME_MS = 1645423376532L;
    private static final String PREFIX = "{\"apiKey\":\"" + Fixtures.API_KEY + "\",";

    private final OrderMessages orders = new OrderMessages();
    private final BinanceRequestEncoder encoder = new BinanceRequestEncoder(Fixtures.credentials(), Fixtures.instruments(), 5000);

    @Test
    void signsTheDocumentedRequests() throws Exception {
        int requests = 0;
        for (final JsonNode message : Fixtures.messages("binance_wsapi_ratelimit_and_signed_docs.jsonl")) {
            final JsonNode params = message.path("params");
            if (params.path("signature").asText().length() == HmacSha256.HEX_LENGTH && params.has("price")) {
                final SignedRequest request = new SignedRequest(Fixtures.credentials());
                request.begin(7, request.signedMethod("order.place"));
                for (final RequestParameter parameter : EnumSet.complementOf(EnumSet.of(RequestParameter.API_KEY))) {
                    final JsonNode value = params.path(parameter.text());
                    if (value.isTextual()) {
                        request.constant(ConstantParameter.text(parameter, value.asText()));
                    } else if (value.isNumber()) {
                        request.number(parameter, value.asLong());
                    }
                }
                request.sign();
                final JsonNode sent = Fixtures.json(request.buffer().getStringWithoutLengthUtf8(0, request.length()));
                assertEquals(params, sent.path("params"), "the same fields, and so the same signature");
                requests++;
            }
        }
        assertEquals(2, requests);
    }

    @Test
    void parametersAreSortedByName() {
        final String[] names = Arrays.stream(RequestParameter.values()).map(RequestParameter::text).toArray(String[]::new);
        assertEquals(Arrays.stream(names).sorted().toList(), Arrays.asList(names));
    }

    @Test
    void limitOrder() throws Exception {
        assertEquals(RejectReason.NONE, encoder.newOrder(42, orders.limit(255, Fixtures.BTCUSDT, Side.SELL, 847, 2341610), TIME_MS));
        assertSent(42, "order.place", PREFIX + """
                "newClientOrderId":"pg00000000000000ff","newOrderRespType":"ACK","price":"23416.10","quantity":"0.00847",\
                "recvWindow":5000,"side":"SELL","symbol":"BTCUSDT","timeInForce":"GTC","timestamp":1645423376532,"type":"LIMIT"}""");
    }

    @Test
    void everyTypeAndTimeInForce() throws Exception {
        assertParameters("\"quantity\":\"0.5000\",\"side\":\"BUY\",\"type\":\"MARKET\"", order -> order.orderType(OrderType.MARKET));
        assertParameters("\"price\":\"2500.00\",\"quantity\":\"0.5000\",\"side\":\"BUY\",\"timeInForce\":\"IOC\",\"type\":\"LIMIT\"",
                order -> order.orderType(OrderType.LIMIT).price(250000).timeInForce(TimeInForce.IOC));
        assertParameters("\"price\":\"2500.00\",\"quantity\":\"0.5000\",\"side\":\"BUY\",\"timeInForce\":\"FOK\",\"type\":\"LIMIT\"",
                order -> order.orderType(OrderType.LIMIT).price(250000).timeInForce(TimeInForce.FOK));
        assertParameters("\"price\":\"2500.00\",\"quantity\":\"0.5000\",\"side\":\"BUY\",\"type\":\"LIMIT_MAKER\"",
                order -> order.orderType(OrderType.LIMIT).price(250000).timeInForce(TimeInForce.GTC).postOnly(BooleanType.TRUE));
        assertParameters("\"quantity\":\"0.5000\",\"side\":\"BUY\",\"stopPrice\":\"2600.01\",\"type\":\"STOP_LOSS\"",
                order -> order.orderType(OrderType.STOP).stopPrice(260001));
        assertParameters("\"price\":\"2610.00\",\"quantity\":\"0.5000\",\"side\":\"BUY\",\"stopPrice\":\"2600.01\","
                        + "\"timeInForce\":\"GTC\",\"type\":\"STOP_LOSS_LIMIT\"",
                order -> order.orderType(OrderType.STOP_LIMIT).stopPrice(260001).price(261000).timeInForce(TimeInForce.GTC));
    }

    @Test
    void whatTheVenueHasNoWordForIsRefusedAndNothingIsAdded() {
        assertUnsupported(order -> order.orderType(OrderType.LIMIT).price(1));
        assertUnsupported(order -> order.orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC));
        assertUnsupported(order -> order.orderType(OrderType.LIMIT).price(1).timeInForce(TimeInForce.IOC).postOnly(BooleanType.TRUE));
        assertUnsupported(order -> order.orderType(OrderType.MARKET).postOnly(BooleanType.TRUE));
        assertUnsupported(order -> order.orderType(OrderType.STOP));
        assertUnsupported(order -> order.orderType(OrderType.STOP_LIMIT).price(1).timeInForce(TimeInForce.GTC));
        assertUnsupported(order -> order.orderType(OrderType.NULL_VAL));
        assertUnsupported(order -> order.orderType(OrderType.MARKET).side(Side.NULL_VAL));
        assertUnsupported(order -> order.orderType(OrderType.MARKET).quantity(NewOrderEncoder.quantityNullValue()));
    }

    @Test
    void cancelByTheVenuesIdWhereItIsKnown() throws Exception {
        encoder.cancelOrder(43, orders.cancel(255, Fixtures.BTCUSDT, 12569099453L), TIME_MS);
        assertSent(43, "order.cancel", PREFIX + """
                "orderId":12569099453,"recvWindow":5000,"symbol":"BTCUSDT","timestamp":1645423376532}""");
        encoder.cancelOrder(44, orders.cancel(-1, Fixtures.ETHUSDT), TIME_MS);
        assertSent(44, "order.cancel", PREFIX + """
                "origClientOrderId":"pgffffffffffffffff","recvWindow":5000,"symbol":"ETHUSDT","timestamp":1645423376532}""");
    }

    @Test
    void queryAccountSubscriptionAndTime() throws Exception {
        encoder.queryOrder(1, 1, Id128Decoder.lowNullValue(), Fixtures.BTCUSDT, TIME_MS);
        assertSent(1, "order.status", PREFIX + """
                "origClientOrderId":"pg0000000000000001","recvWindow":5000,"symbol":"BTCUSDT","timestamp":1645423376532}""");
        encoder.trades(5, 77, Fixtures.BTCUSDT, TIME_MS);
        assertSent(5, "myTrades", PREFIX + "\"orderId\":77,\"recvWindow\":5000,\"symbol\":\"BTCUSDT\",\"timestamp\":1645423376532}");
        encoder.account(2, TIME_MS);
        assertSent(2, "account.status", PREFIX + "\"omitZeroBalances\":true,\"recvWindow\":5000,\"timestamp\":1645423376532}");
        encoder.subscribe(3, TIME_MS);
        assertSent(3, "userDataStream.subscribe.signature", PREFIX + "\"timestamp\":1645423376532}");
        encoder.time(4);
        assertEquals("{\"id\":4,\"method\":\"time\"}", sent());
    }

    @Test
    void clientOrderIdsComeBack() {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        for (final long id : new long[] {0, 1, -1, 0x0123456789abcdefL, Long.MAX_VALUE}) {
            ClientOrderId.put(buffer, 5, id);
            assertEquals(id, ClientOrderId.parse(buffer, 5, ClientOrderId.LENGTH));
        }
        for (final String foreign : new String[] {"", "pg", "pg000000000000000", "pg000000000000000G", "xg0000000000000001",
            "pg00000000000000011", "web_0123456789abcd"}) {
            buffer.putStringWithoutLengthAscii(5, foreign);
            assertEquals(ClientOrderId.FOREIGN, ClientOrderId.parse(buffer, 5, foreign.length()), foreign);
        }
    }

    private void assertParameters(final String expected, final Consumer<NewOrderEncoder> order) throws Exception {
        assertEquals(RejectReason.NONE, encoder.newOrder(1, orders.order(1, Fixtures.ETHUSDT, Side.BUY, 5000, order), TIME_MS));
        final Map<String, JsonNode> params = Fixtures.JSON.convertValue(
                checked(1, "order.place"), new TypeReference<TreeMap<String, JsonNode>>() { });
        params.keySet().removeAll(
                List.of("apiKey", "newClientOrderId", "newOrderRespType", "recvWindow", "symbol", "timestamp", "signature"));
        assertEquals("{" + expected + "}", Fixtures.JSON.writeValueAsString(params));
    }

    private void assertUnsupported(final Consumer<NewOrderEncoder> order) {
        assertEquals(RejectReason.UNSUPPORTED, encoder.newOrder(1, orders.order(1, Fixtures.ETHUSDT, Side.BUY, 5000, order), TIME_MS));
    }

    private void assertSent(final long id, final String method, final String params) throws Exception {
        final ObjectNode sent = checked(id, method);
        sent.remove("signature");
        assertEquals(params, sent.toString());
    }

    /** The parameters that were sent, after their signature was made again by other means. */
    private ObjectNode checked(final long id, final String method) throws Exception {
        final JsonNode request = Fixtures.json(sent());
        assertEquals(id, request.path("id").asLong());
        assertEquals(method, request.path("method").asText());
        final ObjectNode params = (ObjectNode) request.path("params");
        final TreeMap<String, String> sorted = new TreeMap<>();
        params.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue().asText()));
        final String signature = sorted.remove("signature");
        final String payload = sorted.entrySet().stream().map(e -> e.getKey() + '=' + e.getValue()).collect(Collectors.joining("&"));
        final Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(bytes(Fixtures.SECRET), "HmacSHA256"));
        assertEquals(HexFormat.of().formatHex(mac.doFinal(bytes(payload))), signature, payload);
        return params;
    }

    private String sent() {
        return encoder.buffer().getStringWithoutLengthUtf8(0, encoder.length());
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
