package io.peregrine.gateway;

import io.peregrine.message.CancelOrderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QueryOrderDecoder;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.net.ConnectionState;
import io.peregrine.net.DoublingPause;
import io.peregrine.net.WebSocketClient;
import io.peregrine.net.WebSocketListener;
import io.peregrine.net.WebSocketSettings;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.agrona.DirectBuffer;

/**
 * A gateway whose session lives on a WebSocket, besides other connections or not: it connects by itself, ends a connection that the
 * session has no use for any more, and connects again when one ends, with pauses that double until the session is ready.
 *
 * <p><b>Threading:</b> confined to the gateway agent; {@link #ready} and {@link #status} may be read by any thread. <b>Allocates:</b> none
 * after construction but for connecting and, with TLS, what the JDK's SSLEngine does. <b>Errors:</b> operating conditions come back as
 * execution reports.
 */
public abstract class SocketGateway implements Gateway, WebSocketListener {
    /** A venue's word for "not now, and not so often" (IANA, WebSocket Close Code Number Registry). Who insists is banned by some. */
    private static final int TRY_AGAIN_LATER = 1013;
    private static final long LATER_NS = TimeUnit.SECONDS.toNanos(10);

    private final DoublingPause pause;
    private WebSocketClient client;
    private long connectTimeNs = Long.MIN_VALUE;
    private volatile boolean closed;

    /** The constructor of a gateway calls {@link #channel} next, and makes its session with what that gives. */
    protected SocketGateway(final long reconnectIntervalNs) {
        pause = new DoublingPause(reconnectIntervalNs);
    }

    /**
     * Makes the WebSocket, without connecting it.
     *
     * @param idleTimeoutNs after this long without anything the connection is dead
     * @param sslContext    for {@code wss}, or null for the JDK's default
     * @return takes messages while the connection is open
     * @throws IllegalArgumentException for an address that is not of a WebSocket
     */
    protected final RequestChannel channel(final URI uri, final long idleTimeoutNs, final SSLContext sslContext) {
        client = new WebSocketClient(uri, this, WebSocketSettings.DEFAULT.withLiveness(0, idleTimeoutNs).withSslContext(sslContext));
        return client::send;
    }

    /** The same one each time. */
    protected abstract GatewaySession session();

    /** Carries on with the connections that the gateway has besides. */
    protected int connections(final long nowNs) {
        return 0;
    }

    /** Ends the connections that the gateway has besides. */
    protected void closeConnections() {
    }

    @Override
    public final int doWork(final long nowNs) {
        if (closed) {
            return 0;
        }
        int work = connections(nowNs) + client.doWork(nowNs) + session().doWork(nowNs);
        if (session().failed() && client.state() == ConnectionState.OPEN) {
            client.disconnect(nowNs);
            work++;
        }
        if (client.state() == ConnectionState.CLOSED && session().wantsConnection()
                && (connectTimeNs == Long.MIN_VALUE || nowNs - connectTimeNs >= 0)) {
            client.connect(nowNs);
            work++;
        }
        return work;
    }

    @Override
    public final void dropUnsent(final long nowNs) {
        session().dropUnsent(nowNs);
    }

    @Override
    public final boolean ready() {
        return !closed && session().ready();
    }

    @Override
    public final String status() {
        return closed ? "closed" : session().status();
    }

    @Override
    public final void onNewOrder(final NewOrderDecoder order, final long nowNs) {
        session().onNewOrder(order, nowNs);
    }

    @Override
    public final void onCancelOrder(final CancelOrderDecoder cancel, final long nowNs) {
        session().onCancelOrder(cancel, nowNs);
    }

    @Override
    public final void onReplaceOrder(final ReplaceOrderDecoder replace, final long nowNs) {
        session().onReplaceOrder(replace, nowNs);
    }

    @Override
    public final void onQueryOrder(final QueryOrderDecoder query, final long nowNs) {
        session().onQueryOrder(query, nowNs);
    }

    @Override
    public final void onReconcile(final ReconcileRequestDecoder request, final long nowNs) {
        session().onReconcile(request, nowNs);
    }

    @Override
    public final void onOpen(final long nowNs) {
        session().onOpen(nowNs);
    }

    @Override
    public final void onMessage(
            final DirectBuffer buffer, final int offset, final int length, final boolean text, final long receiveTimeNs, final long nowNs) {
        session().onMessage(buffer, offset, length, receiveTimeNs, nowNs);
        if (session().ready()) {
            pause.succeeded();
        }
    }

    @Override
    public final void onClosed(final int code, final String reason, final long nowNs) {
        final String why = session().failed() ? session().reason() : "connection closed: " + code + ' ' + reason;
        final long wantedNs = Math.max(code == TRY_AGAIN_LATER ? LATER_NS : 0, client.retryAfterNs());
        connectTimeNs = nowNs + Math.max(pause.failed(nowNs), wantedNs);
        session().onClosed(why, nowNs);
    }

    /** What the session has to say last, then the end of the connections: requests in flight are not reported any more. */
    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            session().close();
            client.finish();
            closeConnections();
        }
    }
}
