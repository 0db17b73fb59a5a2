package io.peregrine.api.gateway;

/** Coinbase Advanced Trade under faults. */
class CoinbaseAdvancedGatewayFaultsIT extends CoinbaseFaults {
    CoinbaseAdvancedGatewayFaultsIT() {
        super(VenueUnderTest.ADVANCED);
    }
}
