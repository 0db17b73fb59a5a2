package io.peregrine.feed;

/**
 * What a venue allows a feed to do; kept by {@link FeedAgent}.
 *
 * @param connectsMax         connection attempts within {@code connectsWindowNs}
 * @param connectsWindowNs    see there
 * @param connectionAgeMaxNs  age at which a connection is replaced, before the venue ends it
 * @param messageIntervalNs   least time between two messages of ours on one connection
 * @param snapshotsMax        snapshot requests within {@code snapshotsWindowNs}
 * @param snapshotsWindowNs   see there
 * @param snapshotIntervalNs  least time between two snapshot requests
 */
public record FeedLimits(
        int connectsMax,
        long connectsWindowNs,
        long connectionAgeMaxNs,
        long messageIntervalNs,
        int snapshotsMax,
        long snapshotsWindowNs,
        long snapshotIntervalNs) {
}
