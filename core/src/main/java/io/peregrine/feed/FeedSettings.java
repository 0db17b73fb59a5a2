package io.peregrine.feed;

/**
 * Settings of all feeds; see {@code hft.feeds} in docs/settings.md.
 *
 * @param bufferSize          deltas buffered per book while it waits for its snapshot; one more makes it INVALID and starts again
 * @param latencyThresholdNs  feed latency above which an event counts as late
 * @param reconnectIntervalNs first pause before a reconnect; doubled with jitter at each failure, at most 16 times this
 * @param staleAfterNs        silence on a connected stream after which its books are SUSPECT; 0 for never
 * @param peerStaleAfterNs    silence of an instrument after which its book is SUSPECT while the same symbol moves elsewhere; 0 for never
 * @param auditIntervalNs     between two comparisons of a book with a snapshot; 0 for none, and no comparison of a silent book either
 * @param latencySuspect      are the books of a late stream SUSPECT?
 */
public record FeedSettings(
        int bufferSize, long latencyThresholdNs, long reconnectIntervalNs, long staleAfterNs, long peerStaleAfterNs, long auditIntervalNs,
        boolean latencySuspect) {
    /** Without audits, other venues and suspicion of what is late. */
    public FeedSettings(
            final int bufferSize, final long latencyThresholdNs, final long reconnectIntervalNs, final long staleAfterNs) {
        this(bufferSize, latencyThresholdNs, reconnectIntervalNs, staleAfterNs, 0, 0, false);
    }

    /** The same without audits. */
    public FeedSettings withoutAudits() {
        return new FeedSettings(
                bufferSize, latencyThresholdNs, reconnectIntervalNs, staleAfterNs, peerStaleAfterNs, 0, latencySuspect);
    }
}
