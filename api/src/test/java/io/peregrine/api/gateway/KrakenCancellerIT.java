package io.peregrine.api.gateway;

/** The canceller of Kraken. */
class KrakenCancellerIT extends AccountCancellerContract {
    KrakenCancellerIT() {
        super(VenueUnderTest.KRAKEN);
    }

    /** The venue names no time. */
    @Override
    protected long pauseS() {
        return 3;
    }
}
