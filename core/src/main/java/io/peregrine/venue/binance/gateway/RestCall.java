package io.peregrine.venue.binance.gateway;

import io.peregrine.gateway.InFlightRequests;
import io.peregrine.message.Id128Decoder;
import io.peregrine.message.NewOrderDecoder;

/**
 * One call of the REST API.
 *
 * @param kind          what it asks
 * @param clientOrderId of the order, or {@link InFlightRequests#NO_ORDER}
 * @param venueOrderId  the venue's order id, or {@link Id128Decoder#lowNullValue} where it is not known
 * @param instrumentId  of the order, or {@link InFlightRequests#NO_INSTRUMENT}
 * @param timeNs        when it was asked for, in nanoseconds of the engine's clock
 */
record RestCall(RequestKind kind, long clientOrderId, long venueOrderId, int instrumentId, long timeNs) {
    static RestCall newOrder(final NewOrderDecoder order, final long nowNs) {
        return new RestCall(RequestKind.NEW_ORDER, order.clientOrderId(), Id128Decoder.lowNullValue(), order.instrumentId(), nowNs);
    }

    /** Asks for the venue's time. */
    static RestCall time(final long nowNs) {
        return new RestCall(RequestKind.TIME, InFlightRequests.NO_ORDER, Id128Decoder.lowNullValue(), InFlightRequests.NO_INSTRUMENT,
                nowNs);
    }

    /** Another call about the same order. */
    RestCall next(final RequestKind newKind, final long nowNs) {
        return new RestCall(newKind, clientOrderId, venueOrderId, instrumentId, nowNs);
    }
}
