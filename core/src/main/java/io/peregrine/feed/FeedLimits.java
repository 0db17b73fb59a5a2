package io.peregrine.feed;

/**
 * What a venue allows a feed to do; kept by {@link FeedAgent}.
 *
 * @param connects           connection attempts; as many as come at once may fail in a row before the pauses between them grow
 * @param connectionAgeMaxNs age at which a connection is replaced, before the venue ends it
 * @param messages           messages of ours on one connection
 * @param snapshots          snapshot requests
 * @param snapshotIntervalNs least time between two snapshot requests
 */
public record FeedLimits(
        Allowance connects, long connectionAgeMaxNs, Allowance messages, Allowance snapshots, long snapshotIntervalNs) {
}
