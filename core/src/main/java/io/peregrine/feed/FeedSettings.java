package io.peregrine.feed;

/**
 * Settings of all feeds; see {@code hft.feeds} in docs/settings.md.
 *
 * @param bufferSize          deltas buffered per book while it waits for its snapshot; one more makes it INVALID and starts again
 * @param latencyThresholdNs  feed latency above which an event counts as late
 * @param reconnectIntervalNs first pause before a reconnect; doubled with jitter at each failure, at most 16 times this
 * @param staleAfterNs        silence on a connected stream after which its books are SUSPECT; 0 for never
 */
public record FeedSettings(int bufferSize, long latencyThresholdNs, long reconnectIntervalNs, long staleAfterNs) {
}
