package io.peregrine.venue;

import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.instrument.Instruments;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.order.ExecutionListener;
import io.peregrine.order.ReconciliationListener;

/**
 * What a {@link io.peregrine.gateway.Gateway} is made from.
 *
 * @param venue               its addresses and its key, which is not null
 * @param reconnectIntervalNs first pause before a reconnect
 * @param instruments         all of the engine's
 * @param listener            gets the execution reports
 * @param account             hears what the venue holds
 * @param venueInstrumentId   one of the venue's instruments, which names the venue
 * @param latency             for the stages of an order
 */
public record GatewayContext(
        VenueSettings venue, long reconnectIntervalNs, Instruments instruments, ExecutionListener listener,
        ReconciliationListener account, int venueInstrumentId, LatencyRecorder latency) {

    /** Tells the account's listener. */
    public ReconciliationWriter newAccountWriter() {
        return new ReconciliationWriter(account, venueInstrumentId);
    }

}
