package io.peregrine.venue.kraken.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.Allocation;
import io.peregrine.gateway.ClientOrderId;
import io.peregrine.gateway.ExecutionReportWriter;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.Stage;
import io.peregrine.message.BalanceDecoder;
import io.peregrine.message.BooleanType;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.CancelOrderEncoder;
import io.peregrine.message.GatewayStatusDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OpenOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.ReconcileEndDecoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.ReconciliationListener;
import io.peregrine.time.EngineClock;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Place, acknowledge, fill, cancel, end: against a peer that is memory, so that only the gateway's own garbage is seen. */
class KrakenSessionAllocationTest {
    private static final int BATCH = 5_000;
    private static final int BATCHES_MAX = 12;
    private static final long BETWEEN_ORDERS_NS = TimeUnit.SECONDS.toNanos(5);
    private static final String ID = "\"cl_ord_id\":\"pg0000000000000000\",\"order_id\":\"O00000-00000-000000\"";

    private final LatencyRecorder latency = new LatencyRecorder();
    private final UnsafeBuffer requests = new UnsafeBuffer(new byte[256]);
    private final NewOrderEncoder newOrderEncoder = new NewOrderEncoder();
    private final NewOrderDecoder newOrder = new NewOrderDecoder();
    private final CancelOrderEncoder cancelEncoder = new CancelOrderEncoder();
    private final CancelOrderDecoder cancel = new CancelOrderDecoder();
    private final Template acknowledged = new Template("{\"method\":\"add_order\",\"req_id\":000000000000,\"result\":{" + ID
            + "},\"success\":true,\"time_in\":\"2023-09-21T14:15:07.197274Z\",\"time_out\":\"2023-09-21T14:15:07.205301Z\"}");
    private final Template canceled = new Template("{\"method\":\"cancel_order\",\"req_id\":000000000000,\"result\":{" + ID
            + "},\"success\":true,\"time_in\":\"2023-09-21T14:15:07.197274Z\",\"time_out\":\"2023-09-21T14:15:07.205301Z\"}");
    private final Template pending = frame(ID + ",\"symbol\":\"BTC/USD\",\"order_qty\":0.00500000,\"cum_cost\":0.0,"
            + "\"time_in_force\":\"GTC\",\"side\":\"sell\",\"order_type\":\"limit\",\"limit_price\":26500.0,"
            + "\"exec_type\":\"pending_new\",\"order_status\":\"pending_new\",\"timestamp\":\"2023-09-22T10:33:05.709950Z\"");
    private final Template fill = frame(ID + ",\"exec_id\":\"TGBB7L-HT5LX-J3BZ4A\",\"exec_type\":\"trade\",\"trade_id\":62887576,"
            + "\"symbol\":\"BTC/USD\",\"side\":\"sell\",\"last_qty\":0.002,\"last_price\":26599.9,\"liquidity_ind\":\"t\",\"cost\":53.2,"
            + "\"order_type\":\"limit\",\"timestamp\":\"2023-09-22T10:33:05.709993Z\",\"order_status\":\"partially_filled\","
            + "\"cum_qty\":0.002,\"fees\":[{\"asset\":\"USD\",\"qty\":0.3458}],\"ratecount\":3");
    private final Template end = frame(ID + ",\"exec_type\":\"canceled\",\"order_status\":\"canceled\",\"cum_qty\":0.002,"
            + "\"reason\":\"User requested\",\"timestamp\":\"2023-09-22T10:33:05.709993Z\"");
    private final Template balances = new Template("{\"channel\":\"balances\",\"type\":\"update\",\"data\":[{\"asset\":\"USD\","
            + "\"balance\":100.25,\"fee\":0.0}],\"sequence\":000000000002}");
    private long reports;
    private long bytesSent;
    private long lastSequence = 1;
    private long lastOrder;
    private long nowNs = EngineClock.nowNs();

    private final KrakenSession session = new KrakenSession(Fixtures.settings(Map.of("tier", "pro")), Fixtures.instruments(),
            new ExecutionReportWriter((report, timeNs) -> reports += report.clientOrderId() == lastOrder ? 1 : 0),
            new ReconciliationWriter(new Unheard(), 0), latency, new KrakenSession.Channels(
            (buffer, offset, length) -> {
                bytesSent += length;
                return true;
            },
            (token, buffer, offset, length, timeNs) -> true, () -> true));

    @Test
    void nothingIsAllocatedOnceWarm() {
        session.onOpen(nowNs);
        session.onToken("G38a1tGFzqGiUCmnegBcm8d4nfP3tytiNQz6tkCBYXY", nowNs);
        say(new Template("{\"channel\":\"executions\",\"type\":\"snapshot\",\"data\":[],\"sequence\":000000000001}"), 1);
        assertEquals(SessionState.READY, session.state());
        for (long id = 1; id < session.requests().inFlight().nextId(); id++) {
            acknowledge(acknowledged, id);
        }
        run();
        latency.reset();
        assertEquals(0, Allocation.leastBytes(BATCHES_MAX, this::run), "bytes in " + BATCH + " orders");
        assertEquals(3 * lastOrder, reports, "each was acknowledged, filled, and ended");
        assertTrue(bytesSent > 0 && session.unreadableMessages() == 0 && session.gaps() == 0);
        System.out.printf("Kraken order intent to bytes: p50 %d ns, p99 %d ns%n",
                latency.snapshot(Stage.ENCODE).getValueAtPercentile(50), latency.snapshot(Stage.ENCODE).getValueAtPercentile(99));
    }

    private void run() {
        for (int i = 0; i < BATCH; i++) {
            nowNs += BETWEEN_ORDERS_NS;
            lastOrder++;
            final long placeId = session.requests().inFlight().nextId();
            session.onNewOrder(order(), nowNs);
            acknowledge(acknowledged, placeId);
            say(pending, ++lastSequence);
            say(fill, ++lastSequence);
            say(balances, 2);
            final long cancelId = session.requests().inFlight().nextId();
            session.onCancelOrder(cancel(), nowNs);
            acknowledge(canceled, cancelId);
            say(end, ++lastSequence);
        }
    }

    private NewOrderDecoder order() {
        newOrderEncoder.wrap(requests, 0).timeNs(nowNs).clientOrderId(lastOrder).instrumentId(Fixtures.BTCUSD).strategyId(0)
                .price(265_000).stopPrice(NewOrderEncoder.stopPriceNullValue()).quantity(500_000).tickReceiveTimeNs(nowNs)
                .side(Side.SELL).orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC).postOnly(BooleanType.FALSE);
        return newOrder.wrap(requests, 0, NewOrderEncoder.BLOCK_LENGTH, NewOrderEncoder.SCHEMA_VERSION);
    }

    private CancelOrderDecoder cancel() {
        cancelEncoder.wrap(requests, 128).timeNs(nowNs).clientOrderId(lastOrder).instrumentId(Fixtures.BTCUSD).strategyId(0)
                .tickReceiveTimeNs(nowNs);
        cancelEncoder.venueOrderId().high(VenueId.UNKNOWN).low(VenueId.UNKNOWN);
        return cancel.wrap(requests, 128, CancelOrderEncoder.BLOCK_LENGTH, CancelOrderEncoder.SCHEMA_VERSION);
    }

    private void acknowledge(final Template answer, final long requestId) {
        answer.number(answer.requestId, requestId);
        answer.order(lastOrder);
        session.onMessage(answer.bytes, 0, answer.bytes.capacity(), nowNs, nowNs);
    }

    private void say(final Template frame, final long sequence) {
        frame.number(frame.sequence, sequence);
        frame.order(lastOrder);
        session.onMessage(frame.bytes, 0, frame.bytes.capacity(), nowNs, nowNs);
    }

    private static Template frame(final String entry) {
        return new Template("{\"channel\":\"executions\",\"type\":\"update\",\"data\":[{" + entry + "}],\"sequence\":000000000000}");
    }

    /** Keeps nothing. */
    private static final class Unheard implements ReconciliationListener {
        @Override
        public void onOpenOrder(final OpenOrderDecoder order, final long timeNs) {
        }

        @Override
        public void onBalance(final BalanceDecoder balance, final long timeNs) {
        }

        @Override
        public void onReconcileEnd(final ReconcileEndDecoder reconcileEnd, final long timeNs) {
        }

        @Override
        public void onGatewayStatus(final GatewayStatusDecoder status, final long timeNs) {
        }
    }

    /** A message with places for its numbers. */
    private static final class Template {
        private static final int DIGITS = 12;

        private final UnsafeBuffer bytes;
        private final int requestId;
        private final int sequence;
        private final int clientOrderId;
        private final int venueOrderId;

        private Template(final String text) {
            bytes = new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII));
            requestId = text.indexOf("\"req_id\":") + 9;
            sequence = text.indexOf("\"sequence\":") + 11;
            clientOrderId = text.indexOf("pg0000000000000000");
            venueOrderId = text.indexOf("O00000-00000-000000");
        }

        private void number(final int place, final long number) {
            long rest = number;
            for (int i = DIGITS - 1; i >= 0; i--, rest /= 10) {
                bytes.putByte(place + i, (byte) ('0' + rest % 10));
            }
        }

        private void order(final long order) {
            if (clientOrderId >= 0) {
                ClientOrderId.put(bytes, clientOrderId, order);
                long rest = order;
                for (int i = 18; i > 12; i--, rest /= 10) {
                    bytes.putByte(venueOrderId + i, (byte) ('0' + rest % 10));
                }
            }
        }
    }
}
