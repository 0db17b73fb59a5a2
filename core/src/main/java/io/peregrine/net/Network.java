package io.peregrine.net;

import io.peregrine.time.EngineClock;
import java.net.URI;
import javax.net.ssl.SSLContext;

/**
 * Where connections come from: sockets, or in a drill a venue in the same process and in simulated time.
 *
 * <p><b>Threading:</b> immutable; what it makes is confined to the agent that asked for it.
 */
public interface Network {
    /** Sockets of this machine, with the JDK's default for TLS. */
    Network SOCKETS = sockets(null);

    /** A client of a WebSocket address, not connected. */
    WebSocket webSocket(URI uri, WebSocketListener listener, WebSocketSettings settings);

    /**
     * What GETs.
     *
     * @param capacity  requests on their way at the same time
     * @param timeoutNs for one request
     */
    Fetcher fetcher(int capacity, long timeoutNs);

    /** The time where it leads to, in ns since the epoch: what is signed for a connection over it is signed at this time. */
    default long nowNs() {
        return EngineClock.nowNs();
    }

    /**
     * Sockets of this machine.
     *
     * @param sslContext for {@code wss} and {@code https}, or null for the JDK's default
     */
    static Network sockets(final SSLContext sslContext) {
        return new Network() {
            @Override
            public WebSocket webSocket(final URI uri, final WebSocketListener listener, final WebSocketSettings settings) {
                return new WebSocketClient(uri, listener, settings.withSslContext(sslContext));
            }

            @Override
            public Fetcher fetcher(final int capacity, final long timeoutNs) {
                return new HttpFetcher(capacity, timeoutNs, sslContext);
            }
        };
    }
}
