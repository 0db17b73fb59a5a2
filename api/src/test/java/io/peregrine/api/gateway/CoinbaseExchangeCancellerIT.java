package io.peregrine.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.coinbase.CoinbaseProvider;

/** The canceller of Coinbase Exchange. */
class CoinbaseExchangeCancellerIT extends AccountCancellerContract {
    @Override
    protected VenueProvider provider() {
        return new CoinbaseProvider();
    }

    @Override
    protected String simulatedVenue() {
        return CoinbaseSettings.EXCHANGE;
    }

    @Override
    protected String limits() {
        return CoinbaseSettings.WIDE_LIMITS;
    }

    @Override
    protected VenueSettings settings(final JsonNode venue) {
        return CoinbaseSettings.exchange(venue);
    }
}
