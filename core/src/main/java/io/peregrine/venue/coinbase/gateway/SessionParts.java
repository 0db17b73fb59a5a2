package io.peregrine.venue.coinbase.gateway;

import io.peregrine.gateway.FirstFills;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.instrument.Instrument;
import io.peregrine.latency.LatencyRecorder;
import java.util.List;

/**
 * What a session is made of.
 *
 * @param sender      the way out
 * @param answers     reads what comes back
 * @param userChannel reads the stream of the account's events
 * @param reports     tells the engine of its orders
 * @param account     tells the engine of the account
 * @param instruments of the venue
 * @param latency     of the gateway agent
 * @param firstFills  measures the time to a fill
 */
record SessionParts(
        RequestSender sender, RestAnswers answers, UserChannel userChannel, OrderReports reports, ReconciliationWriter account,
        List<Instrument> instruments, LatencyRecorder latency, FirstFills firstFills) {
}
