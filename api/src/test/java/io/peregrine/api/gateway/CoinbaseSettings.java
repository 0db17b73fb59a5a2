package io.peregrine.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.VenueSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Settings of gateways to the simulated Coinbase venues. */
final class CoinbaseSettings {
    static final String EXCHANGE = "coinbase";
    static final String ADVANCED = "coinbase-advanced";
    /** Each test has a gateway of its own, which knows nothing of the requests of the one before. */
    static final String WIDE_LIMITS = "public=1000,private=1000,fills=1000";

    private CoinbaseSettings() {
    }

    /** @param venue its entry of the simulator's first line */
    static VenueSettings exchange(final JsonNode venue) {
        return settings(Venue.COINBASE_EXCHANGE, venue,
                new Credentials(text(venue, "apiKey"), bytes(venue, "secret"), text(venue, "passphrase")));
    }

    /** @param venue its entry of the simulator's first line */
    static VenueSettings advanced(final JsonNode venue) {
        return settings(Venue.COINBASE_ADVANCED, venue, new Credentials(text(venue, "apiKey"), bytes(venue, "privateKeyPem")));
    }

    private static VenueSettings settings(final Venue name, final JsonNode venue, final Credentials credentials) {
        final URI rest = URI.create(text(venue, "rest"));
        return new VenueSettings(name, rest, URI.create(text(venue, "ws")), rest, credentials, List.of("BTC/USD"));
    }

    private static String text(final JsonNode venue, final String field) {
        return venue.path(field).asText();
    }

    private static byte[] bytes(final JsonNode venue, final String field) {
        return text(venue, field).getBytes(StandardCharsets.US_ASCII);
    }
}
