package io.peregrine.venue.kraken.gateway;

import org.agrona.DirectBuffer;

/** What becomes of the calls of a {@link KrakenRest}: for each, exactly one of these. */
interface RestListener {
    /** The venue answered; the result's text is valid during the call. */
    void onRestResult(RestCall call, DirectBuffer buffer, int offset, int length, long nowNs);

    /** The venue refused; the error's text is valid during the call. */
    void onRestError(RestCall call, DirectBuffer buffer, int offset, int length, long nowNs);

    /** There is no answer: it may have been carried out. */
    void onRestSilence(RestCall call, String reason, long nowNs);

    /** It was not sent. */
    void onRestUnsent(RestCall call, long nowNs);
}
