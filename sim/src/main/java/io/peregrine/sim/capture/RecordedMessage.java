package io.peregrine.sim.capture;

import io.peregrine.sim.matching.Side;

/**
 * A message of a capture that says something about the market.
 *
 * <p><b>Threading:</b> immutable; arrays are not changed after construction. <b>Units:</b> prices and quantities at eight decimals; levels
 * as price, quantity, price, quantity….
 */
sealed interface RecordedMessage {
    /** When the recorder received it, in nanoseconds since the epoch. */
    long receiveTimeNs();

    /** When it happened at the venue, in milliseconds since the epoch. */
    long eventTimeMs();

    /**
     * A whole book. The venue does not date it: its event time is that of the last message before it, or of the first after it.
     *
     * @param lastUpdateId id that it is valid at
     */
    record Snapshot(long receiveTimeNs, long eventTimeMs, long lastUpdateId, long[] bids, long[] asks) implements RecordedMessage {
        /** The same at another event time. */
        Snapshot at(final long newEventTimeMs) {
            return new Snapshot(receiveTimeNs, newEventTimeMs, lastUpdateId, bids, asks);
        }
    }

    /**
     * New absolute quantities of some levels; 0 where a level is gone.
     *
     * @param symbol        the venue's name of the instrument
     * @param firstUpdateId first id that it spans
     * @param lastUpdateId  last id that it spans
     */
    record DepthChange(long receiveTimeNs, long eventTimeMs, String symbol, long firstUpdateId, long lastUpdateId, long[] bids,
            long[] asks) implements RecordedMessage {
    }

    /**
     * A trade.
     *
     * @param symbol    the venue's name of the instrument
     * @param aggressor side of the incoming order
     */
    record PublicTrade(long receiveTimeNs, long eventTimeMs, String symbol, Side aggressor, long price, long quantity)
            implements RecordedMessage {
    }
}
