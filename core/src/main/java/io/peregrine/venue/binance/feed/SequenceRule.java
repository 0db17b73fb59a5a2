package io.peregrine.venue.binance.feed;

import io.peregrine.feed.DepthUpdate;

/**
 * How the deltas of a product line follow each other and how they join a snapshot with {@code lastUpdateId} L. Each stream message covers
 * the ids from U to u.
 *
 * <p>Source: Binance, "How to manage a local order book correctly", spot and USD-M futures; docs/protocol/binance.md.
 */
enum SequenceRule {
    /** U is the previous u + 1. A ticker comes before the delta that carries the same change. */
    SPOT(true) {
        @Override
        boolean follows(final DepthUpdate delta, final long lastId) {
            return delta.firstId == lastId + 1;
        }

        @Override
        boolean extendsBeyond(final DepthUpdate delta, final long lastId) {
            return delta.firstId <= lastId + 1 && lastId < delta.lastId;
        }

        @Override
        boolean isBefore(final DepthUpdate delta, final long snapshotId) {
            return delta.lastId <= snapshotId;
        }

        @Override
        boolean joins(final DepthUpdate delta, final long snapshotId) {
            return delta.firstId <= snapshotId + 1 && snapshotId + 1 <= delta.lastId;
        }
    },
    /** pu is the previous u; ids are shared by all symbols, so U is not the previous u + 1. Tickers may come before or after the delta. */
    FUTURES(false) {
        @Override
        boolean follows(final DepthUpdate delta, final long lastId) {
            return delta.previousId == lastId;
        }

        @Override
        boolean extendsBeyond(final DepthUpdate delta, final long lastId) {
            return delta.previousId <= lastId && lastId < delta.lastId;
        }

        @Override
        boolean isBefore(final DepthUpdate delta, final long snapshotId) {
            return delta.lastId < snapshotId;
        }

        @Override
        boolean joins(final DepthUpdate delta, final long snapshotId) {
            return delta.firstId <= snapshotId && snapshotId <= delta.lastId;
        }
    };

    private final boolean tickerLeads;

    SequenceRule(final boolean tickerLeads) {
        this.tickerLeads = tickerLeads;
    }

    /** Is the newest ticker that is not newer than a delta always there before the delta? */
    boolean tickerLeads() {
        return tickerLeads;
    }

    /** Is nothing missing between the message that ended with {@code lastId} and this one? */
    abstract boolean follows(DepthUpdate delta, long lastId);

    /**
     * Does it begin no later than after {@code lastId}, and end later? Quantities are absolute, so that a book at {@code lastId} is at its
     * end after it, even where another connection's messages were cut at other ids.
     */
    abstract boolean extendsBeyond(DepthUpdate delta, long lastId);

    /** Is all of it already in the snapshot? */
    abstract boolean isBefore(DepthUpdate delta, long snapshotId);

    /** May it be the first to be applied to the snapshot? */
    abstract boolean joins(DepthUpdate delta, long snapshotId);
}
