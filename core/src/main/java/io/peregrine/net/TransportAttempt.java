package io.peregrine.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;

/**
 * The way of one connection from a host's name to a transport that takes application bytes.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Allocates:</b> freely; it is over when messages begin. <b>Errors:</b> an
 * {@link IOException} says why there will be no connection.
 */
final class TransportAttempt {
    private final URI uri;
    private final boolean isSecure;
    private final SSLContext sslContext;
    private final long handshakeTimeoutNs;
    private final int number;
    private final Resolution resolution;
    private SocketChannel channel;
    private Transport transport;
    private long deadlineNs;

    /**
     * Starts the look-up of the host's name.
     *
     * @param sslContext         where TLS is wanted, else null
     * @param connectTimeoutNs   for the name look-up and TCP together
     * @param handshakeTimeoutNs for TLS
     * @param number             counts the attempts: a host may have several addresses of which one is dead, so each takes the next
     */
    TransportAttempt(
            final URI uri, final SSLContext sslContext, final long connectTimeoutNs, final long handshakeTimeoutNs, final int number,
            final long nowNs) {
        this.uri = uri;
        this.sslContext = sslContext;
        this.handshakeTimeoutNs = handshakeTimeoutNs;
        this.number = number & Integer.MAX_VALUE;
        isSecure = sslContext != null;
        resolution = Resolution.start(host(uri));
        deadlineNs = nowNs + connectTimeoutNs;
    }

    /**
     * Takes the next step if it can be taken now.
     *
     * @return the transport once application bytes can flow, else null
     */
    Transport advance(final long nowNs) throws IOException {
        if (channel == null && resolution.done()) {
            final InetAddress[] addresses = resolution.addresses();
            channel = Sockets.connect(addresses[number % addresses.length], port());
            return null;
        }
        if (channel != null && transport == null && channel.finishConnect()) {
            deadlineNs = nowNs + handshakeTimeoutNs;
            transport = isSecure ? new TlsTransport(channel, sslContext, host(uri), port()) : new PlainTransport(channel);
            return isSecure ? null : transport;
        }
        if (transport != null && transport.connected()) {
            return transport;
        }
        if (nowNs - deadlineNs >= 0) {
            throw new IOException("timed out");
        }
        return null;
    }

    /** What is being done: RESOLVING, CONNECTING or TLS_HANDSHAKE. */
    ConnectionState state() {
        return channel == null ? ConnectionState.RESOLVING : transport == null ? ConnectionState.CONNECTING : ConnectionState.TLS_HANDSHAKE;
    }

    /** When it is over: of the handshake once TCP is connected. */
    long deadlineNs() {
        return deadlineNs;
    }

    /** Closes what is open; again does nothing. */
    void close() {
        if (transport != null) {
            transport.close();
        } else if (channel != null) {
            Sockets.close(channel);
        }
        transport = null;
        channel = null;
    }

    private int port() {
        return uri.getPort() >= 0 ? uri.getPort() : isSecure ? 443 : 80;
    }

    /** The host without the brackets of an IPv6 address. */
    private static String host(final URI uri) {
        final String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
