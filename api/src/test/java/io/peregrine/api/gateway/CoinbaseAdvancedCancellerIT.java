package io.peregrine.api.gateway;

/** The canceller of Coinbase Advanced Trade. */
class CoinbaseAdvancedCancellerIT extends AccountCancellerContract {
    CoinbaseAdvancedCancellerIT() {
        super(VenueUnderTest.ADVANCED);
    }
}
