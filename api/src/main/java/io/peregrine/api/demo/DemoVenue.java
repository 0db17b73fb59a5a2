package io.peregrine.api.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One simulated venue of the demo, as the simulator describes it.
 *
 * @param settings addresses and key, for the engine
 */
record DemoVenue(VenueSettings settings) {
    /**
     * @param symbols     what to trade there
     * @param description the venue's part of the simulator's first line
     */
    static DemoVenue of(final Venue venue, final List<String> symbols, final JsonNode description) {
        final String rest = description.path("rest").asText();
        final String ws = description.path("ws").asText();
        final String passphrase = description.path("passphrase").asText(null);
        final Credentials credentials = new Credentials(description.path("apiKey").asText(),
                description.path("secret").asText().getBytes(StandardCharsets.UTF_8), passphrase);
        return new DemoVenue(switch (venue) {
            // The simulator's accounts have the venue's highest level.
            case KRAKEN -> new VenueSettings(venue, URI.create(rest), URI.create(ws + "/v2"), URI.create(ws + "/auth/v2"), credentials,
                    symbols, Map.of("tier", "pro"));
            case COINBASE_EXCHANGE -> settings(venue, rest, ws, rest, credentials, symbols);
            default -> settings(venue, rest, ws, ws + "/ws-api/v3", credentials, symbols);
        });
    }

    Venue venue() {
        return settings.venue();
    }

    /** What the venue holds of our account now. */
    VenueTruth truth() throws IOException, InterruptedException {
        return VenueTruth.fetch(settings.restUri(), settings.credentials().apiKey());
    }

    private static VenueSettings settings(
            final Venue venue, final String rest, final String stream, final String orders, final Credentials credentials,
            final List<String> symbols) {
        return new VenueSettings(venue, URI.create(rest), URI.create(stream), URI.create(orders), credentials, symbols);
    }
}
