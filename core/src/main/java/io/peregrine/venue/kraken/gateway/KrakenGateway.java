package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.ExecutionReportWriter;
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
import io.peregrine.net.HttpPool;
import io.peregrine.net.HttpResponse;
import io.peregrine.net.HttpResponseListener;
import io.peregrine.net.HttpSettings;
import io.peregrine.net.WebSocketClient;
import io.peregrine.net.WebSocketListener;
import io.peregrine.net.WebSocketSettings;
import io.peregrine.order.ExecutionListener;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.agrona.DirectBuffer;

/**
 * Order entry on Kraken spot: the private WebSocket for orders and the account's events, one connection to REST for everything that is
 * asked for. It connects by itself, gets a token, subscribes, and is {@link #ready} from then on; when the WebSocket ends it connects
 * again, with pauses that double, and orders go over REST meanwhile.
 *
 * <p>Where neither is there, requests are refused at once with {@code NOT_CONNECTED}: they were not sent. Requests in flight when a
 * connection ends become {@code TIMEOUT}: they may have been carried out.
 *
 * <p><b>Threading:</b> confined to the gateway agent; {@link #ready} and {@link #status} may be read by any thread. <b>Allocates:</b> for
 * orders over the WebSocket none after construction; for connecting, REST and, with TLS, what the JDK's SSLEngine does.
 * <b>Errors:</b> operating conditions come back as execution reports.
 */
public final class KrakenGateway implements Gateway, WebSocketListener, HttpResponseListener {
    /** The venue sends a heartbeat a second; after this long without anything the connection is dead. */
    private static final long IDLE_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(20);
    private static final long REST_IDLE_NS = TimeUnit.SECONDS.toNanos(50);
    private static final int BACK_OFF_DOUBLINGS_MAX = 4;

    private final KrakenSession session;
    private final WebSocketClient client;
    private final HttpPool rest;
    private final long reconnectIntervalNs;
    private long connectTimeNs;
    private int failures;
    private volatile boolean closed;

    /**
     * @param instruments all of the engine's; asset and instrument ids are theirs
     * @param listener    gets the execution reports
     * @param account     hears what the venue holds
     * @param latency     of the gateway agent
     * @param sslContext  for {@code wss} and {@code https}, or null for the JDK's default
     * @throws IllegalArgumentException for an address that is not of a WebSocket or of HTTP, or a secret that is not Base64
     */
    public KrakenGateway(
            final KrakenGatewaySettings settings, final Instruments instruments, final ExecutionListener listener,
            final ReconciliationWriter account, final LatencyRecorder latency, final SSLContext sslContext) {
        reconnectIntervalNs = settings.reconnectIntervalNs();
        client = new WebSocketClient(settings.orderUri(), this,
                WebSocketSettings.DEFAULT.withLiveness(0, IDLE_TIMEOUT_NS).withSslContext(sslContext));
        rest = new HttpPool(settings.restUri(), HttpSettings.DEFAULT.withConnections(1)
                .withTimes(KrakenSession.ANSWER_MAX_NS, REST_IDLE_NS, reconnectIntervalNs).withSslContext(sslContext), this);
        session = new KrakenSession(settings, instruments, new ExecutionReportWriter(listener), account, latency,
                new KrakenSession.Channels(client::send, rest, rest::connected));
    }

    @Override
    public int doWork(final long nowNs) {
        if (closed) {
            return 0;
        }
        int work = client.doWork(nowNs) + rest.doWork(nowNs) + session.doWork(nowNs);
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
        return closed ? "closed" : session.status();
    }

    /** Has the venue cancel every order of the account, whosever they are; false where that can not be sent now. For the agent. */
    public boolean cancelAll() {
        return session.cancelAll();
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
    public void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        session.onReplaceOrder(replace, nowNs);
    }

    @Override
    public void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        session.onQueryOrder(query, nowNs);
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

    @Override
    public void onResponse(final long token, final HttpResponse response, final long receiveTimeNs, final long nowNs) {
        session.onResponse(token, response.status(), response.body(), response.body().capacity(), nowNs);
    }

    @Override
    public void onNoResponse(final long token, final String reason, final long nowNs) {
        session.onNoResponse(token, reason, nowNs);
    }

    /**
     * Disarms the venue's dead man's switch where it is armed, and ends the connections: requests in flight are not reported any more.
     * Forgets the secret.
     */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            session.close();
            client.close();
            rest.close();
        }
    }

    /** The interval, doubled for each failure in a row, less up to a quarter so that many clients do not come back at once. */
    private long pauseNs(final long nowNs) {
        final long pauseNs = reconnectIntervalNs << Math.min(failures, BACK_OFF_DOUBLINGS_MAX);
        return pauseNs - Math.floorMod(nowNs, pauseNs / 4 + 1);
    }
}
