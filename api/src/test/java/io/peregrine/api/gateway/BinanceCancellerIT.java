package io.peregrine.api.gateway;

/** The canceller and the flattener of Binance spot. */
class BinanceCancellerIT extends AccountFlattenerContract {
    BinanceCancellerIT() {
        super(VenueUnderTest.BINANCE);
    }
}
