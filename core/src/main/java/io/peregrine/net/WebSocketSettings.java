package io.peregrine.net;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Settings of a {@link WebSocketClient}.
 *
 * @param readBufferBytes    first size of the read buffer, at least {@link #READ_BUFFER_BYTES_MIN}; grows for a longer message only
 * @param sendBufferBytes    what a slow socket may leave unsent; also bounds one message
 * @param maxMessageBytes    a longer message closes the connection with 1009
 * @param connectTimeoutNs   for the name look-up and TCP together
 * @param handshakeTimeoutNs for TLS and the HTTP upgrade together
 * @param closeTimeoutNs     for the peer's answer to our Close
 * @param pingIntervalNs     least time between our own pings, which go out where nothing comes for a third of it; 0 for none
 * @param idleTimeoutNs      silence (not even a ping) after which the connection is given up; 0 for never
 * @param headers            further headers of the upgrade, for example {@code X-MBX-APIKEY}
 * @param sslContext         for {@code wss}, or null for the JDK's default
 */
public record WebSocketSettings(
        int readBufferBytes,
        int sendBufferBytes,
        int maxMessageBytes,
        long connectTimeoutNs,
        long handshakeTimeoutNs,
        long closeTimeoutNs,
        long pingIntervalNs,
        long idleTimeoutNs,
        Map<String, String> headers,
        SSLContext sslContext) {

    /** Room for two TLS records, so that a read always finds room for one. */
    public static final int READ_BUFFER_BYTES_MIN = 64 * 1024;

    /** Of the send buffer; the upgrade request and a pong must always fit. */
    public static final int SEND_BUFFER_BYTES_MIN = 1024;

    /**
     * 256 KiB read and send buffers, messages to 16 MiB, 5 s to connect, 10 s for the handshake (the first one of a cold JVM on a busy
     * machine was seen to take 6 s), 1 s for Close, no own pings, no idle time-out.
     */
    public static final WebSocketSettings DEFAULT = new WebSocketSettings(
            256 * 1024, 256 * 1024, 16 * 1024 * 1024,
            TimeUnit.SECONDS.toNanos(5), TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(1), 0, 0, Map.of(), null);

    /**
     * Checks the ranges above.
     *
     * @throws IllegalArgumentException naming the field and the value
     */
    public WebSocketSettings {
        check(readBufferBytes >= READ_BUFFER_BYTES_MIN, "readBufferBytes", readBufferBytes);
        check(sendBufferBytes >= SEND_BUFFER_BYTES_MIN, "sendBufferBytes", sendBufferBytes);
        check(maxMessageBytes >= 1 && maxMessageBytes <= 1 << 30, "maxMessageBytes", maxMessageBytes);
        check(connectTimeoutNs > 0, "connectTimeoutNs", connectTimeoutNs);
        check(handshakeTimeoutNs > 0, "handshakeTimeoutNs", handshakeTimeoutNs);
        check(closeTimeoutNs > 0, "closeTimeoutNs", closeTimeoutNs);
        check(pingIntervalNs >= 0, "pingIntervalNs", pingIntervalNs);
        check(idleTimeoutNs >= 0, "idleTimeoutNs", idleTimeoutNs);
        headers = Map.copyOf(headers);
        headers.forEach((name, value) -> {
            if (!(name + value).chars().allMatch(c -> c >= ' ' && c <= '~')) {
                throw new IllegalArgumentException("WebSocket header " + name + ": only printable ASCII");
            }
        });
    }

    /** The same with other buffer and message sizes. */
    public WebSocketSettings withSizes(final int newReadBufferBytes, final int newSendBufferBytes, final int newMaxMessageBytes) {
        return new WebSocketSettings(newReadBufferBytes, newSendBufferBytes, newMaxMessageBytes, connectTimeoutNs, handshakeTimeoutNs,
                closeTimeoutNs, pingIntervalNs, idleTimeoutNs, headers, sslContext);
    }

    /** The same with other time-outs. */
    public WebSocketSettings withTimeouts(final long newConnectTimeoutNs, final long newHandshakeTimeoutNs, final long newCloseTimeoutNs) {
        return new WebSocketSettings(readBufferBytes, sendBufferBytes, maxMessageBytes, newConnectTimeoutNs, newHandshakeTimeoutNs,
                newCloseTimeoutNs, pingIntervalNs, idleTimeoutNs, headers, sslContext);
    }

    /** The same with own pings and an idle time-out. */
    public WebSocketSettings withLiveness(final long newPingIntervalNs, final long newIdleTimeoutNs) {
        return new WebSocketSettings(readBufferBytes, sendBufferBytes, maxMessageBytes, connectTimeoutNs, handshakeTimeoutNs,
                closeTimeoutNs, newPingIntervalNs, newIdleTimeoutNs, headers, sslContext);
    }

    /** The same with other further headers. */
    public WebSocketSettings withHeaders(final Map<String, String> newHeaders) {
        return new WebSocketSettings(readBufferBytes, sendBufferBytes, maxMessageBytes, connectTimeoutNs, handshakeTimeoutNs,
                closeTimeoutNs, pingIntervalNs, idleTimeoutNs, newHeaders, sslContext);
    }

    /** The same with another TLS context; null for the JDK's default. */
    public WebSocketSettings withSslContext(final SSLContext newSslContext) {
        return new WebSocketSettings(readBufferBytes, sendBufferBytes, maxMessageBytes, connectTimeoutNs, handshakeTimeoutNs,
                closeTimeoutNs, pingIntervalNs, idleTimeoutNs, headers, newSslContext);
    }

    /** Tells nothing of the headers' values: they may hold keys. */
    @Override
    public String toString() {
        return "WebSocketSettings[readBufferBytes=" + readBufferBytes + ", sendBufferBytes=" + sendBufferBytes
                + ", maxMessageBytes=" + maxMessageBytes + ", headers=" + headers.keySet() + "]";
    }

    private static void check(final boolean ok, final String field, final long value) {
        if (!ok) {
            throw new IllegalArgumentException("WebSocket " + field + " out of range: " + value);
        }
    }
}
