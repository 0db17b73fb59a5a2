package io.peregrine.venue;

import io.peregrine.instrument.Instruments;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.order.ExecutionListener;

/**
 * What a {@link io.peregrine.gateway.Gateway} is made from.
 *
 * @param venue               its addresses and its key, which is not null
 * @param reconnectIntervalNs first pause before a reconnect
 * @param instruments         all of the engine's
 * @param listener            gets the execution reports
 * @param latency             for the stages of an order
 */
public record GatewayContext(
        VenueSettings venue, long reconnectIntervalNs, Instruments instruments, ExecutionListener listener, LatencyRecorder latency) {
}
