package io.peregrine.runtime;

import io.peregrine.feed.FeedStatus;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.ClockStatus;
import java.util.List;

/**
 * How a venue fares.
 *
 * @param venue         which
 * @param feed          its market data connection
 * @param gatewayReady  would a request be sent?
 * @param gatewayStatus where the gateway stands, in a few words
 * @param instruments   the books, in order of instrument id
 * @param clock         the venue's, as its feed estimates it
 */
public record VenueStatus(
        Venue venue, FeedStatus feed, boolean gatewayReady, String gatewayStatus, List<InstrumentStatus> instruments,
        ClockStatus clock) {
}
