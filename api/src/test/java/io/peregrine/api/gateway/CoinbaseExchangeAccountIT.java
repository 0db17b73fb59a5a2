package io.peregrine.api.gateway;

/** An account on Coinbase Exchange. */
class CoinbaseExchangeAccountIT extends CoinbaseAccounts {
    CoinbaseExchangeAccountIT() {
        super(VenueUnderTest.EXCHANGE.atItsOwnLimits());
    }
}
