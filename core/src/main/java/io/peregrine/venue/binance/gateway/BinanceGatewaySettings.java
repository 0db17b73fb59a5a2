package io.peregrine.venue.binance.gateway;

import io.peregrine.gateway.Credentials;
import io.peregrine.venue.binance.reference.BinanceRateLimit;
import io.peregrine.venue.binance.reference.BinanceRateLimit.Type;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Settings of a Binance gateway.
 *
 * @param orderUri            the WebSocket API, for example {@code wss://ws-api.binance.com:443/ws-api/v3}
 * @param restUri             the REST API, for example {@code https://api.binance.com}, for orders while the WebSocket is down
 * @param credentials         an HMAC key that may trade
 * @param recvWindowMs        how old a request may be when it reaches the matching engine, 1 to 60000
 * @param reconnectIntervalNs first pause before a reconnect; doubled with jitter at each failure, at most 16 times this
 * @param inFlightMax         unanswered requests at most; one more is refused
 * @param rateLimits          the venue's, from its reference data
 */
public record BinanceGatewaySettings(
        URI orderUri,
        URI restUri,
        Credentials credentials,
        long recvWindowMs,
        long reconnectIntervalNs,
        int inFlightMax,
        List<BinanceRateLimit> rateLimits) {

    /** Binance's published limits, for when its own answer is not at hand: 6000 weight a minute, 50 orders in 10 s, 160000 a day. */
    public static final List<BinanceRateLimit> PUBLISHED_RATE_LIMITS = List.of(
            new BinanceRateLimit(Type.REQUEST_WEIGHT, TimeUnit.MINUTES.toNanos(1), 6000),
            new BinanceRateLimit(Type.ORDERS, TimeUnit.SECONDS.toNanos(10), 50),
            new BinanceRateLimit(Type.ORDERS, TimeUnit.DAYS.toNanos(1), 160_000));

    private static final long RECV_WINDOW_MAX_MS = 60_000;

    /**
     * Checks the ranges above.
     *
     * @throws IllegalArgumentException naming the field and the value
     */
    public BinanceGatewaySettings {
        check(recvWindowMs >= 1 && recvWindowMs <= RECV_WINDOW_MAX_MS, "recvWindowMs", recvWindowMs);
        check(reconnectIntervalNs > 0, "reconnectIntervalNs", reconnectIntervalNs);
        check(inFlightMax > 0, "inFlightMax", inFlightMax);
        rateLimits = List.copyOf(rateLimits);
    }

    /** A receive window of 5 s, 4096 requests in flight, the published rate limits. */
    public static BinanceGatewaySettings of(
            final URI orderUri, final URI restUri, final Credentials credentials, final long reconnectIntervalNs) {
        return new BinanceGatewaySettings(orderUri, restUri, credentials, 5_000, reconnectIntervalNs, 4096, PUBLISHED_RATE_LIMITS);
    }

    /** The same with the limits that the venue itself tells. */
    public BinanceGatewaySettings withRateLimits(final List<BinanceRateLimit> newRateLimits) {
        return new BinanceGatewaySettings(orderUri, restUri, credentials, recvWindowMs, reconnectIntervalNs, inFlightMax, newRateLimits);
    }

    private static void check(final boolean ok, final String field, final long value) {
        if (!ok) {
            throw new IllegalArgumentException("Binance gateway " + field + " out of range: " + value);
        }
    }
}
