package io.peregrine.net;

import java.io.IOException;
import java.net.URI;
import java.util.random.RandomGenerator;

/**
 * The way of one connection from a host's name to an accepted upgrade.
 *
 * <p><b>Threading:</b> confined to the agent. <b>Allocates:</b> freely; it is over when messages begin. <b>Errors:</b> an
 * {@link IOException} says why there will be no connection.
 */
final class ConnectionAttempt {
    private final InboundBuffer inbound;
    private final OutboundBuffer outbound;
    private final HttpUpgrade upgrade;
    private final TransportAttempt connecting;
    private Transport transport;

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
        this.inbound = inbound;
        this.outbound = outbound;
        upgrade = new HttpUpgrade(uri, settings.headers(), random);
        final boolean isSecure = "wss".equals(uri.getScheme());
        connecting = new TransportAttempt(uri, isSecure ? settings.sslContext() : null, settings.connectTimeoutNs(),
                settings.handshakeTimeoutNs(), number, nowNs);
    }

    /**
     * Does what can be done now.
     *
     * @return the next state, or the same
     */
    ConnectionState advance(final ConnectionState state, final long nowNs) throws IOException {
        final ConnectionState next = state == ConnectionState.UPGRADING ? upgrading(nowNs) : connecting(nowNs);
        if (next == ConnectionState.UPGRADING && state == next && nowNs - connecting.deadlineNs() >= 0) {
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
        connecting.close();
        transport = null;
    }

    private ConnectionState connecting(final long nowNs) throws IOException {
        transport = connecting.advance(nowNs);
        return transport == null ? connecting.state() : sendRequest();
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
        final boolean ended = count < 0 || nowNs - connecting.deadlineNs() >= 0;
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
}
