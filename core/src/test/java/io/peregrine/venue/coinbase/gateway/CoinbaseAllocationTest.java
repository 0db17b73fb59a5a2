package io.peregrine.venue.coinbase.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.Allocation;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.TimeInForce;
import io.peregrine.net.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** An order on the Exchange from request to last fill, signature and reports included, leaves no garbage. */
class CoinbaseAllocationTest {
    private static final String ORDER_ID = "d50ec984-77a8-460a-b958-66f114b0de9b";
    private static final String OTHER_ID = "132fb6ae-456b-4654-b4e0-d681ac05cea1";
    private static final int ORDERS = 2_000;
    private static final int ROUNDS = 40;

    private final UnsafeBuffer request = new UnsafeBuffer(new byte[256]);
    private final NewOrderEncoder encoder = new NewOrderEncoder();
    private final NewOrderDecoder decoder = new NewOrderDecoder();
    private final byte[] receivedBytes = ("{\"type\":\"received\",\"time\":\"2023-11-14T22:13:20.000000Z\",\"product_id\":\"BTC-USD\","
            + "\"sequence\":10,\"order_id\":\"" + ORDER_ID + "\",\"size\":\"0.03\",\"price\":\"60000.00\",\"side\":\"buy\","
            + "\"order_type\":\"limit\",\"client_oid\":\"").getBytes(StandardCharsets.US_ASCII);
    private final byte[] received = new byte[receivedBytes.length + OrderUuid.LENGTH + 2];
    private final UnsafeBuffer receivedMessage = new UnsafeBuffer(received);
    private final UnsafeBuffer match = buffer("{\"type\":\"match\",\"trade_id\":1000000000,\"sequence\":50,\"maker_order_id\":\"" + OTHER_ID
            + "\",\"taker_order_id\":\"" + ORDER_ID + "\",\"time\":\"2023-11-14T22:13:20.000000Z\",\"product_id\":\"BTC-USD\","
            + "\"size\":\"0.03\",\"price\":\"60000.00\",\"side\":\"sell\",\"taker_fee_rate\":\"0.005\"}");
    private final UnsafeBuffer done = buffer("{\"type\":\"done\",\"time\":\"2023-11-14T22:13:20.000000Z\",\"product_id\":\"BTC-USD\","
            + "\"sequence\":10,\"price\":\"60000.00\",\"order_id\":\"" + ORDER_ID + "\",\"reason\":\"filled\",\"side\":\"buy\","
            + "\"remaining_size\":\"0\"}");
    private final HttpResponse accepted = HttpResponse.of(accepted());
    private long reports;
    private long fees;
    private long clientOrderId = 0x1_0000_0000L;
    private long tradeId = 1_000_000_000L;

    @Test
    void theOrderPathAllocatesNothing() {
        final ScriptedCoinbase venue = new ScriptedCoinbase((report, nowNs) -> {
            reports++;
            fees += report.feeE8() > 0 ? report.feeE8() : 0;
        }, false);
        venue.becomeReady();
        System.arraycopy(receivedBytes, 0, received, 0, receivedBytes.length);
        received[received.length - 2] = '"';
        received[received.length - 1] = '}';
        decoder.wrap(request, 0, NewOrderEncoder.BLOCK_LENGTH, 0);
        final long least = Allocation.leastBytes(ROUNDS, () -> trade(venue));
        assertEquals(0, least);
        final long orders = clientOrderId - 0x1_0000_0000L;
        assertEquals(2 * orders, reports, "NEW and TRADE of each");
        assertEquals(orders * 900_000_000L, fees, "0.5 % of 1800");
    }

    private void trade(final ScriptedCoinbase venue) {
        for (int i = 0; i < ORDERS; i++) {
            venue.pass(TimeUnit.MILLISECONDS.toNanos(100));
            clientOrderId++;
            encoder.wrap(request, 0);
            venue.encode(encoder, clientOrderId, OrderType.LIMIT, TimeInForce.GTC, false);
            venue.session.onNewOrder(decoder, venue.nowNs);
            OrderUuid.put(received, receivedBytes.length, clientOrderId);
            venue.user(receivedMessage, received.length);
            venue.answer(accepted);
            match.putLongAscii("{\"type\":\"match\",\"trade_id\":".length(), ++tradeId);
            venue.user(match, match.capacity());
            venue.user(done, done.capacity());
        }
    }

    private static byte[] accepted() {
        final String body = "{\"id\":\"" + ORDER_ID + "\",\"price\":\"60000.00000000\",\"size\":\"0.03000000\",\"product_id\":\"BTC-USD\","
                + "\"side\":\"buy\",\"type\":\"limit\",\"time_in_force\":\"GTC\",\"post_only\":false,"
                + "\"created_at\":\"2023-11-14T22:13:20.000000Z\",\"fill_fees\":\"0.0000000000000000\",\"filled_size\":\"0.00000000\","
                + "\"status\":\"pending\",\"settled\":false}";
        return ("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static UnsafeBuffer buffer(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII));
    }
}
