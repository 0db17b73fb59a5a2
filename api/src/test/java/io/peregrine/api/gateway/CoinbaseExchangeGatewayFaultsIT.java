package io.peregrine.api.gateway;

/** Coinbase Exchange under faults. */
class CoinbaseExchangeGatewayFaultsIT extends CoinbaseFaults {
    CoinbaseExchangeGatewayFaultsIT() {
        super(VenueUnderTest.EXCHANGE);
    }
}
