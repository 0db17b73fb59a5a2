package io.peregrine.api.gateway;

/** The canceller and the flattener of Coinbase Exchange. */
class CoinbaseExchangeCancellerIT extends AccountFlattenerContract {
    CoinbaseExchangeCancellerIT() {
        super(VenueUnderTest.EXCHANGE);
    }
}
