package io.peregrine.api.gateway;

/** The gateway of Coinbase Exchange. */
class CoinbaseExchangeGatewayContractIT extends GatewayContract {
    CoinbaseExchangeGatewayContractIT() {
        super(VenueUnderTest.EXCHANGE);
    }
}
