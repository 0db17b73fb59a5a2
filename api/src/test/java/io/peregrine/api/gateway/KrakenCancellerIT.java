package io.peregrine.api.gateway;

/** The canceller and the flattener of Kraken. */
class KrakenCancellerIT extends AccountFlattenerContract {
    KrakenCancellerIT() {
        super(VenueUnderTest.KRAKEN);
    }

    /** The venue names no time. */
    @Override
    protected long pauseS() {
        return 3;
    }
}
