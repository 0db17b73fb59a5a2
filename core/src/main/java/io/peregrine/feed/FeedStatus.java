package io.peregrine.feed;

import io.peregrine.instrument.Venue;

/**
 * A feed as others see it. Each value is right; together they may be of two neighbouring duty cycles.
 *
 * @param venue             whose
 * @param state             where it stands
 * @param connects          connections opened
 * @param disconnects       connections lost, and attempts that failed
 * @param bytes             read from the stream
 * @param messages          given to the handler
 * @param lastMessageTimeNs time of the last message, or 0
 * @param snapshotRequests  snapshots asked for
 * @param snapshotFailures  snapshots that could not be had
 * @param lastError         last thing that went wrong, for people; empty for nothing
 */
public record FeedStatus(
        Venue venue,
        FeedState state,
        long connects,
        long disconnects,
        long bytes,
        long messages,
        long lastMessageTimeNs,
        long snapshotRequests,
        long snapshotFailures,
        String lastError) {
}
