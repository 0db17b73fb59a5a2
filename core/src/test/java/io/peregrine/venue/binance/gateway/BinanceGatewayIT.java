package io.peregrine.venue.binance.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.OrderMessages;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.gateway.RecordedAccount;
import io.peregrine.gateway.RecordedReports;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.message.Side;
import io.peregrine.time.EngineClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.java_websocket.WebSocket;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The gateway against a scripted venue over a real socket, with a WebSocket server that is not ours. */
@Timeout(20)
class BinanceGatewayIT {
    private final RecordedReports reports = new RecordedReports();
    private final OrderMessages orders = new OrderMessages();
    private final Venue venue = new Venue();
    private final List<String> seen = new ArrayList<>();
    private BinanceGateway gateway;

    /** Acknowledges and fills buys, cancels, knows no order that is asked for, and hangs up at a sell. */
    private static final class Venue extends WebSocketServer {
        final CountDownLatch listening = new CountDownLatch(1);
        volatile int connections;

        Venue() {
            super(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            setReuseAddr(true);
            setDaemon(true);
        }

        @Override
        public void onStart() {
            listening.countDown();
        }

        @Override
        public void onOpen(final WebSocket socket, final ClientHandshake handshake) {
            connections++;
        }

        @Override
        public void onMessage(final WebSocket socket, final String text) {
            final JsonNode request = Fixtures.json(text);
            final JsonNode params = request.path("params");
            final String result = "{\"id\":" + request.path("id") + ",\"status\":200,\"result\":";
            switch (request.path("method").asText()) {
                case "time" -> socket.send(result + "{\"serverTime\":" + System.currentTimeMillis() + "}}");
                case "userDataStream.subscribe.signature" -> socket.send(result + "{\"subscriptionId\":0}}");
                case "account.status" -> socket.send(result + "{\"balances\":[]}}");
                case "order.place" -> place(socket, params, result);
                case "order.cancel" -> {
                    socket.send(event(params.path("origClientOrderId").asText(), "CANCELED", "CANCELED", "0.00400000", -1));
                    socket.send(result + "{\"symbol\":\"BTCUSDT\",\"status\":\"CANCELED\"}}");
                }
                default -> socket.send("{\"id\":" + request.path("id")
                        + ",\"status\":400,\"error\":{\"code\":-2013,\"msg\":\"Order does not exist.\"}}");
            }
        }

        private static void place(final WebSocket socket, final JsonNode params, final String result) {
            if (params.path("side").asText().equals("SELL")) {
                socket.closeConnection(1006, "gone");
                return;
            }
            final String order = params.path("newClientOrderId").asText();
            socket.send(result + "{\"symbol\":\"BTCUSDT\",\"orderId\":77,\"clientOrderId\":\"" + order + "\",\"transactTime\":4}}");
            socket.send(event(order, "TRADE", "PARTIALLY_FILLED", "0.00400000", 901));
        }

        private static String event(
                final String order, final String type, final String status, final String cumQuantity, final long tradeId) {
            return "{\"subscriptionId\":0,\"event\":{\"e\":\"executionReport\",\"s\":\"BTCUSDT\",\"c\":\"" + order
                    + "\",\"S\":\"BUY\",\"o\":\"LIMIT\",\"f\":\"GTC\",\"q\":\"0.01000000\",\"p\":\"50000.00000000\",\"C\":\"\",\"x\":\""
                    + type + "\",\"X\":\"" + status + "\",\"r\":\"NONE\",\"i\":77,\"l\":\"0.00400000\",\"z\":\"" + cumQuantity
                    + "\",\"L\":\"50000.00\",\"n\":\"0.00000400\",\"N\":\"BNB\",\"T\":5,\"t\":" + tradeId + ",\"m\":false}}";
        }

        @Override
        public void onClose(final WebSocket socket, final int code, final String reason, final boolean remote) {
        }

        @Override
        public void onError(final WebSocket socket, final Exception e) {
        }
    }

    @BeforeEach
    void start() throws InterruptedException {
        venue.start();
        venue.listening.await();
        final URI uri = URI.create("ws://127.0.0.1:" + venue.getPort() + "/ws-api/v3");
        gateway = new BinanceGateway(
                BinanceGatewaySettings.of(
                        uri, URI.create("http://127.0.0.1:1"), Fixtures.credentials(), TimeUnit.MILLISECONDS.toNanos(20)),
                Fixtures.instruments(),
                reports, new ReconciliationWriter(new RecordedAccount(), 0), new LatencyRecorder(), null);
    }

    @AfterEach
    void stop() throws InterruptedException {
        gateway.close();
        venue.stop(0);
    }

    @Test
    void placeFillCancelLoseAndComeBack() {
        assertFalse(gateway.ready());
        gateway.onNewOrder(orders.limit(1, Fixtures.BTCUSDT, Side.BUY, 1000, 5_000_000), EngineClock.nowNs());
        assertEquals(List.of("REJECTED status=REJECTED order=1 instrument=0 reason=NOT_CONNECTED"), reports.take());

        workUntil(gateway::ready);
        gateway.onNewOrder(orders.limit(2, Fixtures.BTCUSDT, Side.BUY, 1000, 5_000_000), EngineClock.nowNs());
        gateway.onQueryOrder(orders.query(3, Fixtures.BTCUSDT), EngineClock.nowNs());
        gateway.onCancelOrder(orders.cancel(2, Fixtures.BTCUSDT), EngineClock.nowNs());
        workUntil(() -> received(4));
        assertEquals(List.of(
                "NEW status=NEW order=2 instrument=0 venueOrder=77 venueTime=4000000",
                "TRADE status=PARTIALLY_FILLED order=2 instrument=0 venueOrder=77 execution=901 venueTime=5000000 BUY LIMIT GTC "
                        + "price=5000000 quantity=1000 lastPrice=5000000 last=400 cum=400 leaves=600 fee=400 TAKER 'BNB'",
                "ORDER_STATUS order=3 instrument=0 code=-2013 reason=UNKNOWN_ORDER 'Order does not exist.'",
                "CANCELED status=CANCELED order=2 instrument=0 venueOrder=77 venueTime=5000000 BUY LIMIT GTC price=5000000 quantity=1000 "
                        + "cum=400 leaves=0"), taken());

        gateway.onNewOrder(orders.limit(4, Fixtures.BTCUSDT, Side.SELL, 1000, 5_000_000), EngineClock.nowNs());
        workUntil(() -> received(1));
        assertEquals(List.of("TIMEOUT status=UNKNOWN order=4 instrument=0 reason=NOT_CONNECTED"), taken());
        assertFalse(gateway.ready());
        assertTrue(gateway.status().startsWith("DISCONNECTED: connection closed: 1006"), gateway.status());

        workUntil(gateway::ready);
        assertEquals(2, venue.connections);
        gateway.onNewOrder(orders.limit(5, Fixtures.BTCUSDT, Side.BUY, 1000, 5_000_000), EngineClock.nowNs());
        workUntil(() -> received(3));
        assertEquals(List.of(
                "ORDER_STATUS order=4 instrument=0 code=-2013 reason=UNKNOWN_ORDER 'Order does not exist.'",
                "NEW status=NEW order=5 instrument=0 venueOrder=77 venueTime=4000000",
                "TRADE status=PARTIALLY_FILLED order=5 instrument=0 venueOrder=77 execution=901 venueTime=5000000 BUY LIMIT GTC "
                        + "price=5000000 quantity=1000 lastPrice=5000000 last=400 cum=400 leaves=600 fee=400 TAKER 'BNB'"), taken(),
                "what was in flight is asked for first");
    }

    private boolean received(final int count) {
        seen.addAll(reports.take());
        return seen.size() >= count;
    }

    private List<String> taken() {
        final List<String> lines = List.copyOf(seen);
        seen.clear();
        return lines;
    }

    private void workUntil(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (gateway.doWork(EngineClock.nowNs()) == 0) {
                Thread.onSpinWait();
            }
        }
    }
}
