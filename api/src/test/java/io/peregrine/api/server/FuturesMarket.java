package io.peregrine.api.server;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.websocket.WsRouting;
import io.helidon.websocket.WsCloseCodes;
import io.helidon.websocket.WsListener;
import io.helidon.websocket.WsSession;
import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Market data of BTCUSDT as Binance's USD-M futures tell them (protocols/binance.md): reference data, snapshots and the stream of changes,
 * of a book with one level a side. No orders: the engine enters none there.
 *
 * <p><b>Threading:</b> thread-safe.
 */
final class FuturesMarket implements AutoCloseable {
    private static final String EXCHANGE_INFO = """
            {"rateLimits":[],"symbols":[{"symbol":"BTCUSDT","status":"TRADING","baseAsset":"BTC","quoteAsset":"USDT","filters":[
            {"filterType":"PRICE_FILTER","tickSize":"0.10"},
            {"filterType":"LOT_SIZE","stepSize":"0.001","minQty":"0.001","maxQty":"1000"},
            {"filterType":"MIN_NOTIONAL","notional":"5"}]}]}""";
    private static final int PAUSE_MS = 20;

    private final Set<WsSession> sessions = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final WebServer server;
    private String bid = "49999.9";
    private String ask = "50000.1";
    private long lastUpdateId = 1_000;

    FuturesMarket() {
        server = WebServer.builder()
                .address(InetAddress.getLoopbackAddress())
                .addRouting(HttpRouting.builder()
                        .get("/fapi/v1/exchangeInfo", (_, response) -> response.send(EXCHANGE_INFO))
                        .get("/fapi/v1/time", (_, response) -> response.send("{\"serverTime\":" + System.currentTimeMillis() + '}'))
                        .get("/fapi/v1/depth", (_, response) -> response.send(snapshot())))
                .addRouting(WsRouting.builder().endpoint("/stream", Listener::new))
                .build()
                .start();
        clock.scheduleWithFixedDelay(this::tick, PAUSE_MS, PAUSE_MS, TimeUnit.MILLISECONDS);
    }

    /** Host and port. */
    String address() {
        return "127.0.0.1:" + server.port();
    }

    /** The market is this from now on. */
    synchronized void move(final String newBid, final String newAsk) {
        final long previous = lastUpdateId++;
        final long nowMs = System.currentTimeMillis();
        final String change = "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":" + nowMs + ",\"T\":" + nowMs
                + ",\"s\":\"BTCUSDT\",\"U\":" + lastUpdateId + ",\"u\":" + lastUpdateId + ",\"pu\":" + previous + ",\"b\":["
                + side(bid, newBid) + "],\"a\":[" + side(ask, newAsk) + "]}}";
        bid = newBid;
        ask = newAsk;
        sessions.removeIf(session -> !sent(session, change));
    }

    private synchronized void tick() {
        move(bid, ask);
    }

    /** False where the other side is gone. */
    private static boolean sent(final WsSession session, final String message) {
        try {
            session.send(message, true);
            return true;
        } catch (final RuntimeException gone) {
            return false;
        }
    }

    private static String side(final String from, final String to) {
        return (from.equals(to) ? "" : "[\"" + from + "\",\"0\"],") + "[\"" + to + "\",\"100\"]";
    }

    private synchronized String snapshot() {
        return "{\"lastUpdateId\":" + lastUpdateId + ",\"E\":1,\"T\":1,\"bids\":[[\"" + bid + "\",\"100\"]],\"asks\":[[\"" + ask
                + "\",\"100\"]]}";
    }

    @Override
    public void close() {
        clock.shutdownNow();
        server.stop();
    }

    private final class Listener implements WsListener {
        @Override
        public void onOpen(final WsSession session) {
            synchronized (FuturesMarket.this) {
                sessions.add(session);
            }
        }

        @Override
        public void onClose(final WsSession session, final int status, final String reason) {
            sessions.remove(session);
            session.close(WsCloseCodes.NORMAL_CLOSE, "");
        }

        @Override
        public void onError(final WsSession session, final Throwable t) {
            sessions.remove(session);
        }
    }
}
