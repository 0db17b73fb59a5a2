package io.peregrine.net;

import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Settings of an {@link HttpConnection} and an {@link HttpPool}.
 *
 * @param connections         kept open at the same time: requests that can be in flight
 * @param requestBytesMax     longest request, head and body
 * @param responseBytesMax    longest response, head and body; a longer one ends the connection, its outcome unknown
 * @param connectTimeoutNs    for the name look-up and TCP together
 * @param handshakeTimeoutNs  for TLS
 * @param requestTimeoutNs    from a request's sending to its whole response; then the connection ends, the outcome unknown
 * @param idleMaxNs           a connection that was not used for so long is made anew, before the server ends it under a request
 * @param reconnectIntervalNs first pause after a connection that failed; doubled at each failure up to 16 times
 * @param sslContext          for {@code https}, or null for the JDK's default
 */
public record HttpSettings(
        int connections,
        int requestBytesMax,
        int responseBytesMax,
        long connectTimeoutNs,
        long handshakeTimeoutNs,
        long requestTimeoutNs,
        long idleMaxNs,
        long reconnectIntervalNs,
        SSLContext sslContext) {

    /**
     * Four connections, requests to 8 KiB, responses to 4 MiB, 5 s to connect, 10 s for TLS, 10 s for a response, 50 s idle, half a second
     * before a new attempt.
     */
    public static final HttpSettings DEFAULT = new HttpSettings(4, 8 * 1024, 4 * 1024 * 1024, TimeUnit.SECONDS.toNanos(5),
            TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(10), TimeUnit.SECONDS.toNanos(50), TimeUnit.MILLISECONDS.toNanos(500),
            null);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException naming the field and the value
     */
    public HttpSettings {
        check(connections >= 1 && connections <= 64, "connections", connections);
        check(requestBytesMax >= 1024, "requestBytesMax", requestBytesMax);
        check(responseBytesMax >= 1024 && responseBytesMax <= 1 << 30, "responseBytesMax", responseBytesMax);
        check(connectTimeoutNs > 0, "connectTimeoutNs", connectTimeoutNs);
        check(handshakeTimeoutNs > 0, "handshakeTimeoutNs", handshakeTimeoutNs);
        check(requestTimeoutNs > 0, "requestTimeoutNs", requestTimeoutNs);
        check(idleMaxNs > 0, "idleMaxNs", idleMaxNs);
        check(reconnectIntervalNs > 0, "reconnectIntervalNs", reconnectIntervalNs);
    }

    /** The same with another number of connections. */
    public HttpSettings withConnections(final int newConnections) {
        return new HttpSettings(newConnections, requestBytesMax, responseBytesMax, connectTimeoutNs, handshakeTimeoutNs, requestTimeoutNs,
                idleMaxNs, reconnectIntervalNs, sslContext);
    }

    /** The same with other bounds of a request and a response. */
    public HttpSettings withSizes(final int newRequestBytesMax, final int newResponseBytesMax) {
        return new HttpSettings(connections, newRequestBytesMax, newResponseBytesMax, connectTimeoutNs, handshakeTimeoutNs,
                requestTimeoutNs, idleMaxNs, reconnectIntervalNs, sslContext);
    }

    /** The same with another time for a response, time without use, and first pause. */
    public HttpSettings withTimes(final long newRequestTimeoutNs, final long newIdleMaxNs, final long newReconnectIntervalNs) {
        return new HttpSettings(connections, requestBytesMax, responseBytesMax, connectTimeoutNs, handshakeTimeoutNs, newRequestTimeoutNs,
                newIdleMaxNs, newReconnectIntervalNs, sslContext);
    }

    /** The same with another TLS context; null for the JDK's default. */
    public HttpSettings withSslContext(final SSLContext newSslContext) {
        return new HttpSettings(connections, requestBytesMax, responseBytesMax, connectTimeoutNs, handshakeTimeoutNs, requestTimeoutNs,
                idleMaxNs, reconnectIntervalNs, newSslContext);
    }

    private static void check(final boolean ok, final String field, final long value) {
        if (!ok) {
            throw new IllegalArgumentException("HTTP " + field + " out of range: " + value);
        }
    }
}
