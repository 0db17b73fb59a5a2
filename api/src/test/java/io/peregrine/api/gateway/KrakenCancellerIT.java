package io.peregrine.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.kraken.KrakenProvider;
import java.util.Map;

/** The canceller of Kraken. */
class KrakenCancellerIT extends AccountCancellerContract {
    @Override
    protected VenueProvider provider() {
        return new KrakenProvider();
    }

    @Override
    protected String simulatedVenue() {
        return KrakenSettings.SIMULATED;
    }

    @Override
    protected String limits() {
        return KrakenSettings.LIMITS;
    }

    @Override
    protected VenueSettings settings(final JsonNode venue) {
        return KrakenSettings.of(venue, Map.of("tier", "pro"));
    }
}
