package io.peregrine.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.coinbase.CoinbaseAdvancedProvider;

/** The canceller of Coinbase Advanced Trade. */
class CoinbaseAdvancedCancellerIT extends AccountCancellerContract {
    @Override
    protected VenueProvider provider() {
        return new CoinbaseAdvancedProvider();
    }

    @Override
    protected String simulatedVenue() {
        return CoinbaseSettings.ADVANCED;
    }

    @Override
    protected String limits() {
        return CoinbaseSettings.WIDE_LIMITS;
    }

    @Override
    protected VenueSettings settings(final JsonNode venue) {
        return CoinbaseSettings.advanced(venue);
    }
}
