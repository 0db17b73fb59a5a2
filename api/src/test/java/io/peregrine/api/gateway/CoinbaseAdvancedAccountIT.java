package io.peregrine.api.gateway;

/** An account on Coinbase Advanced Trade. */
class CoinbaseAdvancedAccountIT extends CoinbaseAccounts {
    CoinbaseAdvancedAccountIT() {
        super(VenueUnderTest.ADVANCED.atItsOwnLimits());
    }
}
