package io.peregrine.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.coinbase.CoinbaseAdvancedProvider;

/** An account on Coinbase Advanced Trade. */
class CoinbaseAdvancedAccountIT extends CoinbaseAccounts {
    @Override
    protected VenueProvider provider() {
        return new CoinbaseAdvancedProvider();
    }

    @Override
    protected String simulatedVenue() {
        return CoinbaseSettings.ADVANCED;
    }

    @Override
    protected VenueSettings settings(final JsonNode venue) {
        return CoinbaseSettings.advanced(venue);
    }
}
