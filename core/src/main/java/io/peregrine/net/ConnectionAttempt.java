package io.peregrine.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.random.RandomGenerator;

/**
 * The way of one connection from a host's name to an accepted upgrade.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Allocates:</b> freely; it is over when messages begin. <b>Errors:</b> an
 * {@link IOException} says why there will be no connection.
 */
final class ConnectionAttempt {
    private final URI uri;
    private final WebSocketSettings settings;
    private final InboundBuffer inbound;
    private final OutboundBuffer outbound;
    private final HttpUpgrade upgrade;
    private final Resolution resolution;
    private final int number;
    private SocketChannel channel;
    private Transport transport;
    private long deadlineNs;

    /**
     * Starts the look-up of the host's name.
     *
     * @param settings with a TLS context where the address is {@code wss}
     * @param number   counts the attempts: a host may have several addresses of which one is dead, so each attempt takes the next
     * @param random   for the upgrade's key
     */
    ConnectionAttempt(
            final URI uri, final WebSocketSettings settings, final InboundBuffer inbound, final OutboundBuffer outbound,
            final RandomGenerator random, final int number, final long nowNs) {
        this.uri = uri;
        this.settings = settings;
        this.inbound = inbound;
        this.outbound = outbound;
        this.number = number;
        upgrade = new HttpUpgrade(uri, settings.headers(), random);
        resolution = Resolution.start(host());
        deadlineNs = nowNs + settings.connectTimeoutNs();
    }

    /**
     * Does what can be done now.
     *
     * @return the next state, or the same
     */
    ConnectionState advance(final ConnectionState state, final long nowNs) throws IOException {
        final ConnectionState next = switch (state) {
            case RESOLVING -> resolving();
            case CONNECTING -> connecting(nowNs);
            case TLS_HANDSHAKE -> transport.connected() ? sendRequest() : ConnectionState.TLS_HANDSHAKE;
            case UPGRADING -> upgrading(nowNs);
            default -> throw new IllegalStateException("nothing to connect while " + state);
        };
        if (next == state && nowNs - deadlineNs >= 0) {
            throw new IOException("timed out");
        }
        return next;
    }

    /** The connection, once the upgrade is accepted. */
    Transport transport() {
        return transport;
    }

    /** Seconds that a refusing server asked to wait, or 0. */
    int retryAfterS() {
        return upgrade.retryAfterS();
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

    private ConnectionState resolving() throws IOException {
        if (!resolution.done()) {
            return ConnectionState.RESOLVING;
        }
        final InetAddress[] addresses = resolution.addresses();
        channel = Sockets.connect(addresses[number % addresses.length], port());
        return ConnectionState.CONNECTING;
    }

    private ConnectionState connecting(final long nowNs) throws IOException {
        if (!channel.finishConnect()) {
            return ConnectionState.CONNECTING;
        }
        deadlineNs = nowNs + settings.handshakeTimeoutNs();
        if (secure()) {
            transport = new TlsTransport(channel, settings.sslContext(), host(), port());
            return ConnectionState.TLS_HANDSHAKE;
        }
        transport = new PlainTransport(channel);
        return sendRequest();
    }

    private ConnectionState sendRequest() throws IOException {
        if (!outbound.putBytes(upgrade.request())) {
            throw new IOException("the upgrade request is longer than the send buffer");
        }
        outbound.flush(transport);
        return ConnectionState.UPGRADING;
    }

    private ConnectionState upgrading(final long nowNs) throws IOException {
        outbound.flush(transport);
        inbound.require(inbound.length() + 1);
        final int count = inbound.receive(transport);
        final boolean ended = count < 0 || nowNs - deadlineNs >= 0;
        if (count == 0 && !ended) {
            return ConnectionState.UPGRADING;
        }
        final byte[] received = new byte[inbound.length()];
        inbound.buffer().getBytes(inbound.offset(), received);
        return switch (upgrade.onResponse(received, ended)) {
            case INCOMPLETE -> ConnectionState.UPGRADING;
            case REFUSED -> throw new IOException(upgrade.refusal());
            case ACCEPTED -> {
                inbound.skip(upgrade.headLength());
                yield ConnectionState.OPEN;
            }
        };
    }

    private boolean secure() {
        return "wss".equals(uri.getScheme());
    }

    private String host() {
        final String host = uri.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    private int port() {
        return uri.getPort() >= 0 ? uri.getPort() : secure() ? 443 : 80;
    }
}
