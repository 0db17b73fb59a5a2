package io.peregrine.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.coinbase.CoinbaseProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The gateway of Coinbase Exchange. */
class CoinbaseExchangeGatewayContractIT extends GatewayContract {
    @Override
    protected VenueProvider provider() {
        return new CoinbaseProvider();
    }

    @Override
    protected String simulatedVenue() {
        return "coinbase";
    }

    /** Each test has a gateway of its own, which knows nothing of the requests of the one before. */
    @Override
    protected String limits() {
        return "public=1000,private=1000,fills=1000";
    }

    @Override
    protected VenueSettings settings(final JsonNode venue) {
        final URI rest = URI.create(venue.path("rest").asText());
        return new VenueSettings(Venue.COINBASE_EXCHANGE, rest, URI.create(venue.path("ws").asText()), rest,
                new Credentials(venue.path("apiKey").asText(), venue.path("secret").asText().getBytes(StandardCharsets.US_ASCII),
                        venue.path("passphrase").asText()),
                List.of("BTC/USD"));
    }
}
