package io.peregrine.feed;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Where a venue's market data is had and how it is asked for: all that {@link FeedAgent} needs to know of a venue. What comes back is the
 * {@link FeedHandler}'s.
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> freely; called when connecting, not per message.
 */
public interface FeedProtocol {
    /** Whose. */
    Venue venue();

    /** What is subscribed to. */
    List<Instrument> instruments();

    /**
     * Where to connect to.
     *
     * @param base the venue's stream address from the configuration
     */
    URI streamUri(URI base);

    /** Further headers of the WebSocket's upgrade, by name. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /** Text messages to send, in this order, at each connection; empty where the address says it all. */
    List<String> subscriptions();

    /**
     * Where an instrument's snapshot is, or null where it comes in the stream.
     *
     * @param base the venue's REST address from the configuration
     */
    URI snapshotUri(URI base, Instrument instrument);

    /**
     * Where a snapshot is that an instrument's book is only compared with; by default the one of {@link #snapshotUri}, or null for none.
     *
     * @param base the venue's REST address from the configuration
     */
    default URI auditUri(final URI base, final Instrument instrument) {
        return snapshotUri(base, instrument);
    }

    /**
     * Where the venue tells its time, or null where it does not.
     *
     * @param base the venue's REST address from the configuration
     */
    default URI timeUri(final URI base) {
        return null;
    }

    /** The time in the body of its answer, in ns since the epoch; {@link Instrument#NULL_VALUE} where it can not be found. */
    default long venueTimeNs(final String body) {
        return Instrument.NULL_VALUE;
    }

    /** The last digit of that time: the true time is less than this above. */
    default long timeGranularityNs() {
        return 1_000_000;
    }

    /**
     * Text messages to send, in this order, so that the stream begins again with a snapshot of each of these instruments; empty where
     * snapshots are had over REST.
     */
    default List<String> renewals(final List<Instrument> renewed) {
        return List.of();
    }

    /** What the venue allows. */
    FeedLimits limits();
}
