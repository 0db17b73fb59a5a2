package io.peregrine.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.coinbase.CoinbaseProvider;

/** An account on Coinbase Exchange. */
class CoinbaseExchangeAccountIT extends CoinbaseAccounts {
    @Override
    protected VenueProvider provider() {
        return new CoinbaseProvider();
    }

    @Override
    protected String simulatedVenue() {
        return CoinbaseSettings.EXCHANGE;
    }

    @Override
    protected VenueSettings settings(final JsonNode venue) {
        return CoinbaseSettings.exchange(venue);
    }
}
