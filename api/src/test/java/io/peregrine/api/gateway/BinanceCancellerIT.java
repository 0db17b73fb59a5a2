package io.peregrine.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.binance.BinanceProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The canceller of Binance spot. */
class BinanceCancellerIT extends AccountCancellerContract {
    @Override
    protected VenueProvider provider() {
        return new BinanceProvider();
    }

    @Override
    protected String simulatedVenue() {
        return "binance";
    }

    @Override
    protected VenueSettings settings(final JsonNode venue) {
        final URI stream = URI.create(venue.path("ws").asText());
        return new VenueSettings(Venue.BINANCE_SPOT, URI.create(venue.path("rest").asText()), stream, stream.resolve("/ws-api/v3"),
                new Credentials(venue.path("apiKey").asText(), venue.path("secret").asText().getBytes(StandardCharsets.US_ASCII)),
                List.of("BTC/USDT"));
    }
}
