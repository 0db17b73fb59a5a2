package io.peregrine.net;

import java.net.URI;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import org.agrona.DirectBuffer;

/**
 * A few keep-alive connections to one HTTP/1.1 server, for requests that must not wait for one another. It connects by itself, and again
 * when a connection ends, with pauses that double. A request takes a free connection or is refused at once; it never waits and is never
 * sent twice.
 *
 * <p><b>Threading:</b> confined to one agent. <b>Memory:</b> off-heap buffers of each connection, freed by {@link #close}.
 * <b>Allocates:</b> while connecting, for a response longer than any before, and where a connection ends; otherwise none for
 * {@code http}, and for {@code https} what the JDK's SSLEngine does. <b>Errors:</b> told by {@link HttpResponseListener}; none is thrown.
 */
public final class HttpPool implements HttpChannel, AutoCloseable {
    private final HttpConnection[] connections;
    private final long[] connectTimesNs;
    private final boolean[] wasOpen;
    private final DoublingPause[] pauses;
    private boolean isClosed;

    /**
     * @param uri      {@code http} or {@code https}, with host and port; the path is the requests' affair
     * @param listener hears of each request that was taken
     * @throws IllegalArgumentException for another scheme or no host
     */
    public HttpPool(final URI uri, final HttpSettings settings, final HttpResponseListener listener) {
        if (uri.getHost() == null || !"http".equals(uri.getScheme()) && !"https".equals(uri.getScheme())) {
            throw new IllegalArgumentException("not an HTTP address (http://host… or https://host…): " + uri);
        }
        final SSLContext sslContext = "https".equals(uri.getScheme()) ? sslContext(settings) : null;
        connections = new HttpConnection[settings.connections()];
        connectTimesNs = new long[connections.length];
        wasOpen = new boolean[connections.length];
        pauses = new DoublingPause[connections.length];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new HttpConnection(uri, settings, sslContext, listener);
            connectTimesNs[i] = Long.MIN_VALUE;
            pauses[i] = new DoublingPause(settings.reconnectIntervalNs());
        }
    }

    /** Carries on with all connections: connects, reads, watches the times. */
    public int doWork(final long nowNs) {
        int work = 0;
        for (int i = 0; i < connections.length && !isClosed; i++) {
            work += doWork(i, nowNs);
        }
        return work;
    }

    @Override
    public boolean send(final long token, final DirectBuffer buffer, final int offset, final int length, final long nowNs) {
        for (final HttpConnection connection : connections) {
            if (connection.send(token, buffer, offset, length, nowNs)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean free() {
        return idleCount() > 0;
    }

    /** Connections that a request could take now. */
    public int idleCount() {
        return count(HttpConnection.State.IDLE);
    }

    /** Requests in flight. */
    public int busyCount() {
        return count(HttpConnection.State.BUSY);
    }

    /** {@inheritDoc} With a request in flight or not. */
    @Override
    public boolean connected() {
        return idleCount() + busyCount() > 0;
    }

    /** What the first connection without a server says, for people. */
    public String reason() {
        for (final HttpConnection connection : connections) {
            if (connection.state() == HttpConnection.State.CLOSED || connection.state() == HttpConnection.State.CONNECTING) {
                return connection.reason();
            }
        }
        return "connected";
    }

    /** Drops all connections without a word and frees the buffers; also from within the listener. */
    @Override
    public void close() {
        isClosed = true;
        for (final HttpConnection connection : connections) {
            connection.close();
        }
    }

    private int doWork(final int index, final long nowNs) {
        final HttpConnection connection = connections[index];
        final boolean wasClosed = connection.state() == HttpConnection.State.CLOSED;
        if (wasClosed && (connectTimesNs[index] == Long.MIN_VALUE || nowNs - connectTimesNs[index] >= 0)) {
            connection.connect(nowNs);
            return 1;
        }
        final int work = connection.doWork(nowNs);
        final HttpConnection.State state = connection.state();
        if (state == HttpConnection.State.IDLE && !wasOpen[index]) {
            wasOpen[index] = true;
            pauses[index].succeeded();
        } else if (state == HttpConnection.State.CLOSED && !wasClosed) {
            // One that was open is made anew at once: the server may close it after any answer.
            connectTimesNs[index] = wasOpen[index] ? nowNs : nowNs + pauses[index].failed(nowNs);
            wasOpen[index] = false;
        }
        return work;
    }

    private int count(final HttpConnection.State state) {
        int count = 0;
        for (final HttpConnection connection : connections) {
            count += connection.state() == state ? 1 : 0;
        }
        return count;
    }

    /** The JDK's default context reads its certificates from a file: here, and not on the agent's time. */
    private static SSLContext sslContext(final HttpSettings settings) {
        try {
            return settings.sslContext() == null ? SSLContext.getDefault() : settings.sslContext();
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("no TLS in this JDK", e);
        }
    }
}
