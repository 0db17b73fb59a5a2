package io.peregrine.api.gateway;

/** The canceller of Binance spot. */
class BinanceCancellerIT extends AccountCancellerContract {
    BinanceCancellerIT() {
        super(VenueUnderTest.BINANCE);
    }
}
