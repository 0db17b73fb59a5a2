package io.peregrine.venue.binance.feed;

/**
 * What happened to one instrument's stream since the start.
 *
 * <p><b>Threading:</b> written by the feed agent; others read values that may be a moment old. <b>Allocates:</b> none.
 */
public final class FeedCounters {
    long messages;
    long deltas;
    long applied;
    long levels;
    long gaps;
    long regressions;
    long crossed;
    long topMismatches;
    long topChecks;
    long decodeErrors;
    long resyncs;
    long duplicates;
    long trades;
    long tradeGaps;
    long lateMessages;
    long snapshotsTooOld;
    long beyondKnownDepth;

    /** Well-formed messages of this instrument that are used here. */
    public long messages() {
        return messages;
    }

    /** Deltas received. */
    public long deltas() {
        return deltas;
    }

    /** Deltas applied to the book. */
    public long applied() {
        return applied;
    }

    /** Levels set or removed by deltas and snapshots. */
    public long levels() {
        return levels;
    }

    /** Deltas that did not follow the one before: something was lost. */
    public long gaps() {
        return gaps;
    }

    /** Deltas or tickers older than one before them, and not seen before. */
    public long regressions() {
        return regressions;
    }

    /** Updates after which the best bid was not below the best ask. */
    public long crossed() {
        return crossed;
    }

    /** Updates after which the book's top was not the ticker's. */
    public long topMismatches() {
        return topMismatches;
    }

    /** Updates whose top was compared with a ticker. */
    public long topChecks() {
        return topChecks;
    }

    /** Messages that could not be used: malformed, off-tick, too many digits. */
    public long decodeErrors() {
        return decodeErrors;
    }

    /** How often the book was thrown away and built again. */
    public long resyncs() {
        return resyncs;
    }

    /** Messages that came twice. */
    public long duplicates() {
        return duplicates;
    }

    /** Public trades. */
    public long trades() {
        return trades;
    }

    /** Trades whose id did not follow the one before. */
    public long tradeGaps() {
        return tradeGaps;
    }

    /** Events that took longer than the latency threshold to arrive. */
    public long lateMessages() {
        return lateMessages;
    }

    /** Snapshots that were older than the first delta that was buffered. */
    public long snapshotsTooOld() {
        return snapshotsTooOld;
    }

    /** Updates after which a best price was worse than the snapshot's worst: better levels may exist of which no delta has told. */
    public long beyondKnownDepth() {
        return beyondKnownDepth;
    }
}
