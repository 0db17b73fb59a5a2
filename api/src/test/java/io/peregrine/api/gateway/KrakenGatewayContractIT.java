package io.peregrine.api.gateway;

/** Kraken's gateway. */
class KrakenGatewayContractIT extends GatewayContract {
    KrakenGatewayContractIT() {
        super(VenueUnderTest.KRAKEN);
    }
}
