package io.peregrine.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.binance.BinanceProvider;
import io.peregrine.venue.coinbase.CoinbaseAdvancedProvider;
import io.peregrine.venue.coinbase.CoinbaseProvider;
import io.peregrine.venue.kraken.KrakenProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A simulated venue, and how to reach it.
 *
 * @param name     in the simulator
 * @param provider makes the gateway
 * @param limits   rate limits in the venue's own words, empty for its usual ones
 * @param settings from the venue's entry of the simulator's first line ({@code rest}, {@code ws}, and how to log in), with one symbol
 *                 whose base is BTC
 */
record VenueUnderTest(String name, Supplier<VenueProvider> provider, String limits, Function<JsonNode, VenueSettings> settings) {
    static final VenueUnderTest BINANCE = new VenueUnderTest("binance", BinanceProvider::new, "", VenueUnderTest::binance);
    /** Each test has a gateway of its own, which knows nothing of the requests of the one before. */
    static final VenueUnderTest EXCHANGE = new VenueUnderTest(
            "coinbase", CoinbaseProvider::new, "public=1000,private=1000,fills=1000", VenueUnderTest::exchange);
    static final VenueUnderTest ADVANCED = new VenueUnderTest(
            "coinbase-advanced", CoinbaseAdvancedProvider::new, "public=1000,private=1000,fills=1000", VenueUnderTest::advanced);
    /** Each test is a connection and a key's first calls: more than the venue's usual limits allow one after the other. */
    static final VenueUnderTest KRAKEN = new VenueUnderTest(
            "kraken", KrakenProvider::new, "counter=100000,calls=100000", venue -> kraken(venue, Map.of("tier", "pro")));

    /** The same with the venue's usual rate limits. */
    VenueUnderTest atItsOwnLimits() {
        return new VenueUnderTest(name, provider, "", settings);
    }

    /** Kraken at its usual rate limits, with a dead man's switch. */
    static VenueUnderTest kraken(final int deadManSeconds) {
        return new VenueUnderTest("kraken", KrakenProvider::new, "",
                venue -> kraken(venue, Map.of("tier", "pro", "dead_man_seconds", Integer.toString(deadManSeconds))));
    }

    private static VenueSettings binance(final JsonNode venue) {
        final URI stream = URI.create(text(venue, "ws"));
        return new VenueSettings(Venue.BINANCE_SPOT, URI.create(text(venue, "rest")), stream, stream.resolve("/ws-api/v3"),
                new Credentials(text(venue, "apiKey"), bytes(venue, "secret")), List.of("BTC/USDT"));
    }

    private static VenueSettings exchange(final JsonNode venue) {
        return coinbase(Venue.COINBASE_EXCHANGE, venue,
                new Credentials(text(venue, "apiKey"), bytes(venue, "secret"), text(venue, "passphrase")));
    }

    private static VenueSettings advanced(final JsonNode venue) {
        return coinbase(Venue.COINBASE_ADVANCED, venue, new Credentials(text(venue, "apiKey"), bytes(venue, "privateKeyPem")));
    }

    private static VenueSettings coinbase(final Venue name, final JsonNode venue, final Credentials credentials) {
        final URI rest = URI.create(text(venue, "rest"));
        return new VenueSettings(name, rest, URI.create(text(venue, "ws")), rest, credentials, List.of("BTC/USD"));
    }

    private static VenueSettings kraken(final JsonNode venue, final Map<String, String> options) {
        final URI stream = URI.create(text(venue, "ws") + "/v2");
        return new VenueSettings(Venue.KRAKEN, URI.create(text(venue, "rest")), stream, stream.resolve("/auth/v2"),
                new Credentials(text(venue, "apiKey"), bytes(venue, "secret")), List.of("BTC/USD"), options);
    }

    private static String text(final JsonNode venue, final String field) {
        return venue.path(field).asText();
    }

    private static byte[] bytes(final JsonNode venue, final String field) {
        return text(venue, field).getBytes(StandardCharsets.US_ASCII);
    }
}
