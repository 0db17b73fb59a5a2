package io.peregrine.runtime;

import io.peregrine.feed.FeedStatus;
import io.peregrine.instrument.Venue;
import java.util.List;

/**
 * How a venue fares.
 *
 * @param venue         which
 * @param feed          its market data connection
 * @param gatewayReady  would a request be sent?
 * @param gatewayStatus where the gateway stands, in a few words
 * @param instruments   the books, in order of instrument id
 */
public record VenueStatus(
        Venue venue, FeedStatus feed, boolean gatewayReady, String gatewayStatus, List<InstrumentStatus> instruments) {
}
