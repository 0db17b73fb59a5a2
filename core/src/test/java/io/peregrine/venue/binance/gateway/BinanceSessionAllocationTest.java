package io.peregrine.venue.binance.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.peregrine.gateway.InFlightRequests;
import io.peregrine.gateway.OrderMessages;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.gateway.RecordedAccount;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.Stage;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.Side;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.binance.reference.BinanceRateLimit;
import io.peregrine.venue.binance.reference.BinanceRateLimit.Type;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Place, acknowledge, fill, cancel, answer: against a peer that is memory, so that only the gateway's own garbage is seen. */
class BinanceSessionAllocationTest {
    private static final int BATCH = 10_000;
    private static final int BATCHES = 5;

    private final LatencyRecorder latency = new LatencyRecorder();
    private final OrderMessages orders = new OrderMessages();
    private final NewOrderDecoder newOrder = orders.limit(1, Fixtures.BTCUSDT, Side.BUY, 1000, 5_000_000);
    private final CancelOrderDecoder cancel = orders.cancel(1, Fixtures.BTCUSDT, 77);
    private final UnsafeBuffer acknowledgement = new UnsafeBuffer(new byte[512]);
    private final DirectBuffer fill = message("{\"subscriptionId\":0,\"event\":{\"e\":\"executionReport\",\"E\":1,\"s\":\"BTCUSDT\","
            + "\"c\":\"pg0000000000000001\",\"S\":\"BUY\",\"o\":\"LIMIT\",\"f\":\"GTC\",\"q\":\"0.01000000\",\"p\":\"50000.00000000\","
            + "\"P\":\"0.00000000\",\"F\":\"0.00000000\",\"g\":-1,\"C\":\"\",\"x\":\"TRADE\",\"X\":\"PARTIALLY_FILLED\",\"r\":\"NONE\","
            + "\"i\":77,\"l\":\"0.00400000\",\"z\":\"0.00400000\",\"L\":\"49999.50000000\",\"n\":\"0.00000400\",\"N\":\"BTC\",\"T\":5,"
            + "\"t\":901,\"I\":4644480641,\"w\":true,\"m\":true,\"M\":false,\"O\":5,\"Z\":\"200\",\"Y\":\"200\",\"Q\":\"0.00000000\"}}");
    private final DirectBuffer balances = message("{\"subscriptionId\":0,\"event\":{\"e\":\"outboundAccountPosition\",\"E\":1,\"u\":1,"
            + "\"B\":[{\"a\":\"BTC\",\"f\":\"11818.00000000\",\"l\":\"182.00000000\"}]}}");
    private final DirectBuffer refusal = message("{\"id\":999999999,\"status\":400,\"error\":{\"code\":-2011,\"msg\":\"Unknown order "
            + "sent.\"},\"rateLimits\":[{\"rateLimitType\":\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":6000,"
            + "\"count\":1}]}");
    private long reports;
    private long bytesSent;
    private long nowNs = EngineClock.nowNs();

    private final BinanceSession session = new BinanceSession(
            new BinanceGatewaySettings(URI.create("ws://venue.test"), URI.create("http://venue.test"), Fixtures.credentials(), 5000, 1, 64,
                    List.of(new BinanceRateLimit(Type.ORDERS, 1, 1000))),
            Fixtures.instruments(), (report, timeNs) -> reports += report.clientOrderId() == 1 ? 1 : 0,
            new ReconciliationWriter(new RecordedAccount(), 0), latency,
            BinanceSession.Channels.of((buffer, offset, length) -> {
                bytesSent += length;
                return true;
            }));

    /** The least of several batches: what the JIT allocates once when it replaces its own code is not the gateway's. */
    @Test
    void nothingIsAllocatedOnceWarm() {
        connect();
        final long firstId = session.requests().inFlight().nextId();
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long thread = Thread.currentThread().threadId();
        run(BATCH);
        latency.reset();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < BATCHES; i++) {
            final long before = threads.getThreadAllocatedBytes(thread);
            run(BATCH);
            least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
        }
        assertEquals(0, least, "bytes in " + BATCH + " orders");
        final long orderCount = BATCH * (BATCHES + 1L);
        assertEquals(firstId + 2 * orderCount,
                session.requests().inFlight().nextId(), "each was placed and cancelled");
        assertEquals(2 * orderCount, reports, "each was acknowledged and filled");
        assertTrue(bytesSent > 0);
        System.out.printf("Binance order intent to signed bytes: p50 %d ns, p99 %d ns%n",
                latency.snapshot(Stage.ENCODE).getValueAtPercentile(50), latency.snapshot(Stage.ENCODE).getValueAtPercentile(99));
    }

    private void run(final int times) {
        final InFlightRequests<RequestKind> inFlight = session.requests().inFlight();
        for (int i = 0; i < times; i++) {
            nowNs += 2 * RateLimits.JITTER_NS;
            final long placeId = inFlight.nextId();
            session.onNewOrder(newOrder, nowNs);
            acknowledge(placeId);
            session.onMessage(fill, 0, fill.capacity(), nowNs, nowNs);
            session.onMessage(balances, 0, balances.capacity(), nowNs, nowNs);
            session.onMessage(refusal, 0, refusal.capacity(), nowNs, nowNs);
            final long cancelId = inFlight.nextId();
            session.onCancelOrder(cancel, nowNs);
            acknowledge(cancelId);
        }
    }

    private void connect() {
        session.onOpen(nowNs);
        acknowledge(1);
        acknowledge(2);
        assertEquals(SessionState.READY, session.state());
    }

    private void acknowledge(final long id) {
        int length = acknowledgement.putStringWithoutLengthAscii(0, "{\"id\":");
        length += acknowledgement.putLongAscii(length, id);
        length += acknowledgement.putStringWithoutLengthAscii(length, ",\"status\":200,\"result\":{\"symbol\":\"BTCUSDT\",\"orderId\":77,"
                + "\"orderListId\":-1,\"clientOrderId\":\"pg0000000000000001\",\"transactTime\":4}}");
        session.onMessage(acknowledgement, 0, length, nowNs, nowNs);
    }

    private static DirectBuffer message(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII));
    }
}
