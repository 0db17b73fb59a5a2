package io.peregrine.sim.capture;

import io.peregrine.sim.matching.Side;

/**
 * A message of a capture that says something about a market.
 *
 * <p><b>Threading:</b> immutable; arrays are not changed after construction. <b>Units:</b> prices and quantities at eight decimals; levels
 * as price, quantity, price, quantity….
 */
public sealed interface RecordedMessage {
    /** The event time of a message that the venue does not date. */
    long UNDATED = Long.MIN_VALUE;
    /** The update id of a venue that gives none: its messages count in the order in which they come. */
    long NO_ID = 0;
    /** The depth of a book that is recorded in whole. */
    int WHOLE = Integer.MAX_VALUE;

    /** When it happened at the venue, in microseconds since the epoch, or {@link #UNDATED}. */
    long eventTimeUs();

    /** The venue's name of the instrument; empty where the message does not say it. */
    String symbol();

    /** The same at another event time. */
    RecordedMessage at(long newEventTimeUs);

    /**
     * A whole book.
     *
     * @param lastUpdateId id that it is valid at, or {@link #NO_ID}
     * @param depth        best levels of a side that the messages after it keep up to date; what falls behind them is not recorded
     */
    record Snapshot(long eventTimeUs, String symbol, long lastUpdateId, int depth, long[] bids, long[] asks) implements RecordedMessage {
        @Override
        public Snapshot at(final long newEventTimeUs) {
            return new Snapshot(newEventTimeUs, symbol, lastUpdateId, depth, bids, asks);
        }

        /** The same of an instrument. */
        Snapshot of(final String newSymbol) {
            return new Snapshot(eventTimeUs, newSymbol, lastUpdateId, depth, bids, asks);
        }
    }

    /**
     * New absolute quantities of some levels; 0 where a level is gone.
     *
     * @param firstUpdateId first id that it spans, or {@link #NO_ID}
     * @param lastUpdateId  last id that it spans, or {@link #NO_ID}
     */
    record DepthChange(long eventTimeUs, String symbol, long firstUpdateId, long lastUpdateId, long[] bids, long[] asks)
            implements RecordedMessage {
        @Override
        public DepthChange at(final long newEventTimeUs) {
            return new DepthChange(newEventTimeUs, symbol, firstUpdateId, lastUpdateId, bids, asks);
        }
    }

    /**
     * A trade.
     *
     * @param aggressor side of the incoming order
     */
    record PublicTrade(long eventTimeUs, String symbol, Side aggressor, long price, long quantity) implements RecordedMessage {
        @Override
        public PublicTrade at(final long newEventTimeUs) {
            return new PublicTrade(newEventTimeUs, symbol, aggressor, price, quantity);
        }
    }

    /** The recorder missed messages before this place, as numbers of the connection show; of which instruments is not known. */
    record Loss(long eventTimeUs) implements RecordedMessage {
        @Override
        public String symbol() {
            return "";
        }

        @Override
        public Loss at(final long newEventTimeUs) {
            return new Loss(newEventTimeUs);
        }
    }
}
