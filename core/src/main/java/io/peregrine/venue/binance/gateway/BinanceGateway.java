package io.peregrine.venue.binance.gateway;

import io.peregrine.gateway.Gateway;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.instrument.Instruments;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.net.ConnectionState;
import io.peregrine.net.WebSocketClient;
import io.peregrine.net.WebSocketListener;
import io.peregrine.net.WebSocketSettings;
import io.peregrine.order.ExecutionListener;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.agrona.DirectBuffer;

/**
 * Order entry on Binance spot: one connection to the WebSocket API for requests, their responses and the account's events. It connects by
 * itself, measures the venue's clock, subscribes, and is {@link #ready} from then on; when the connection ends it connects again, with
 * pauses that double.
 *
 * <p>While it is not ready requests are refused at once with {@code NOT_CONNECTED}: they were not sent. Requests in flight when the
 * connection ends become {@code TIMEOUT}: they may have been carried out. What happened to open orders meanwhile must be asked for.
 *
 * <p><b>Threading:</b> confined to the gateway agent; {@link #ready}, {@link #status} and {@link #balances} may be read by any thread.
 * <b>Allocates:</b> none after construction but for connecting and, with TLS, what the JDK's SSLEngine does.
 * <b>Errors:</b> operating conditions come back as execution reports.
 */
public final class BinanceGateway implements Gateway, WebSocketListener {
    /** The venue pings every 20 s; after a minute without anything the connection is dead. */
    private static final long IDLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);
    private static final int BACK_OFF_DOUBLINGS_MAX = 4;

    private final BinanceSession session;
    private final WebSocketClient client;
    private final long reconnectIntervalNs;
    private long connectTimeNs;
    private int failures;
    private volatile boolean closed;

    /**
     * @param instruments all of the engine's; asset and instrument ids are theirs
     * @param account     hears what the venue holds
     * @param latency     of the gateway agent
     * @param sslContext  for {@code wss}, or null for the JDK's default
     * @throws IllegalArgumentException for an address that is not of a WebSocket
     */
    public BinanceGateway(
            final BinanceGatewaySettings settings, final Instruments instruments, final ExecutionListener listener,
            final ReconciliationWriter account, final LatencyRecorder latency, final SSLContext sslContext) {
        reconnectIntervalNs = settings.reconnectIntervalNs();
        client = new WebSocketClient(settings.orderUri(), this,
                WebSocketSettings.DEFAULT.withLiveness(0, IDLE_TIMEOUT_NS).withSslContext(sslContext));
        session = new BinanceSession(settings, instruments, listener, account, latency, client::send);
    }

    @Override
    public int doWork(final long nowNs) {
        if (closed) {
            return 0;
        }
        int work = client.doWork(nowNs) + session.doWork(nowNs);
        if (session.state() == SessionState.FAILED && client.state() == ConnectionState.OPEN) {
            client.disconnect(nowNs);
            work++;
        }
        if (client.state() == ConnectionState.CLOSED && nowNs - connectTimeNs >= 0) {
            client.connect(nowNs);
            work++;
        }
        return work;
    }

    @Override
    public boolean ready() {
        return !closed && session.ready();
    }

    @Override
    public String status() {
        return closed ? "closed" : session.state() + ": " + session.reason();
    }

    /** The account's balances, as the venue told them last. */
    public Balances balances() {
        return session.userData().balances();
    }

    /** How far the venue's clock is ahead of the engine's; for the gateway agent. */
    public long clockOffsetNs() {
        return session.requests().clock().offsetNs();
    }

    @Override
    public void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        session.onNewOrder(order, nowNs);
    }

    @Override
    public void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        session.onCancelOrder(cancel, nowNs);
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        session.onQueryOrder(query, nowNs);
    }

    @Override
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        session.onReplaceOrder(replace, nowNs);
    }

    @Override
    public void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        session.onReconcile(request, nowNs);
    }

    @Override
    public void onOpen(final long nowNs) {
        session.onOpen(nowNs);
    }

    @Override
    public void onMessage(
            final DirectBuffer buffer, final int offset, final int length, final boolean text, final long receiveTimeNs, final long nowNs) {
        session.onMessage(buffer, offset, length, receiveTimeNs, nowNs);
        if (session.ready()) {
            failures = 0;
        }
    }

    @Override
    public void onClosed(final int code, final String reason, final long nowNs) {
        final String why = session.state() == SessionState.FAILED ? session.reason() : "connection closed: " + code + ' ' + reason;
        connectTimeNs = nowNs + pauseNs(nowNs);
        failures++;
        session.onClosed(why, nowNs);
    }

    /** Ends the connection without a word: requests in flight are not reported any more. Wipes the secret. */
    @Override
    public void close() {
        closed = true;
        client.close();
        session.close();
    }

    /** The interval, doubled for each failure in a row, less up to a quarter so that many clients do not come back at once. */
    private long pauseNs(final long nowNs) {
        final long pauseNs = reconnectIntervalNs << Math.min(failures, BACK_OFF_DOUBLINGS_MAX);
        return pauseNs - Math.floorMod(nowNs, pauseNs / 4 + 1);
    }
}
