package io.peregrine.api.gateway;

/** The canceller of Coinbase Exchange. */
class CoinbaseExchangeCancellerIT extends AccountCancellerContract {
    CoinbaseExchangeCancellerIT() {
        super(VenueUnderTest.EXCHANGE);
    }
}
