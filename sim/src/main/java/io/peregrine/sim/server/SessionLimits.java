package io.peregrine.sim.server;

import java.time.Duration;

/**
 * Time and size limits of WebSocket connections.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param pingInterval   time between the server's pings
 * @param pongTimeout    a connection without a pong for so long is closed
 * @param lifetime       a connection is closed when it is so old
 * @param queuedCharsMax text that may wait for a slow client before it is disconnected
 */
public record SessionLimits(Duration pingInterval, Duration pongTimeout, Duration lifetime, long queuedCharsMax) {
    /** Ping every 20 seconds, close after 60 without pong and after 24 hours; 16 million characters may wait. */
    public static final SessionLimits STANDARD =
            new SessionLimits(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofHours(24), 16L << 20);
}
