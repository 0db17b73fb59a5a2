package io.peregrine.api.gateway;

/** The canceller and the flattener of Coinbase Advanced Trade. */
class CoinbaseAdvancedCancellerIT extends AccountFlattenerContract {
    CoinbaseAdvancedCancellerIT() {
        super(VenueUnderTest.ADVANCED);
    }
}
