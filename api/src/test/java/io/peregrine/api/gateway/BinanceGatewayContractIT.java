package io.peregrine.api.gateway;

/** Binance spot's gateway. */
class BinanceGatewayContractIT extends GatewayContract {
    BinanceGatewayContractIT() {
        super(VenueUnderTest.BINANCE);
    }
}
