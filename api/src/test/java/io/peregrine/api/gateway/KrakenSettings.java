package io.peregrine.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.VenueSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** How to reach the simulated Kraken. */
final class KrakenSettings {
    static final String SIMULATED = "kraken";
    /** Each test is a connection and a key's first calls: more than the venue's usual limits allow one after the other. */
    static final String LIMITS = "counter=100000,calls=100000";

    private KrakenSettings() {
    }

    static VenueSettings of(final JsonNode venue, final Map<String, String> options) {
        final URI stream = URI.create(venue.path("ws").asText() + "/v2");
        return new VenueSettings(Venue.KRAKEN, URI.create(venue.path("rest").asText()), stream, stream.resolve("/auth/v2"),
                new Credentials(venue.path("apiKey").asText(), venue.path("secret").asText().getBytes(StandardCharsets.US_ASCII)),
                List.of("BTC/USD"), options);
    }
}
