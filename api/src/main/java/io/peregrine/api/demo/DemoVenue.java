package io.peregrine.api.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One simulated venue of the demo, as the simulator describes it.
 *
 * @param settings  addresses, key and options, for the engine
 * @param firstTick smallest price step of its first symbol
 */
record DemoVenue(VenueSettings settings, BigDecimal firstTick) {
    /** @param description the venue's part of the simulator's first line */
    static DemoVenue of(final Venue venue, final JsonNode description) {
        final String secret = description.path(description.has("secret") ? "secret" : "privateKeyPem").asText();
        final Credentials credentials = new Credentials(description.path("apiKey").asText(), secret.getBytes(StandardCharsets.UTF_8),
                description.path("passphrase").asText(null));
        final Map<String, String> options = description.path("options").properties().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, option -> option.getValue().asText()));
        return new DemoVenue(new VenueSettings(venue, uri(description, "rest"), uri(description, "stream"), uri(description, "orders"),
                credentials, SimulatorProcess.symbols(description), options),
                new BigDecimal(description.path("markets").path(0).path("tick").asText()));
    }

    private static URI uri(final JsonNode description, final String name) {
        return URI.create(description.path(name).asText());
    }

    Venue venue() {
        return settings.venue();
    }

    /** What the venue holds of our account now. */
    VenueTruth truth() throws IOException, InterruptedException {
        return VenueTruth.fetch(settings.restUri(), settings.credentials().apiKey());
    }
}
