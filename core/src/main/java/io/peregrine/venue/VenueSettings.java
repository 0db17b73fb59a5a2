package io.peregrine.venue;

import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import java.net.URI;
import java.util.List;

/**
 * One venue.
 *
 * @param venue       which
 * @param restUri     base of its REST API, for example {@code https://api.binance.com}
 * @param streamUri   base of its market data stream, for example {@code wss://stream.binance.com:9443}
 * @param orderUri    base of its order entry, for example {@code wss://ws-api.binance.com:443/ws-api/v3}
 * @param credentials key for trading, or null for market data only
 * @param symbols     what to subscribe to, in the engine's names, for example {@code BTC/USDT}
 */
public record VenueSettings(
        Venue venue, URI restUri, URI streamUri, URI orderUri, Credentials credentials, List<String> symbols) {
}
