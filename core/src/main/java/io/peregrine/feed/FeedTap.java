package io.peregrine.feed;

/**
 * Something between a connection and its {@link FeedHandler} that sees all that goes through: a recorder.
 *
 * <p><b>Threading:</b> what it makes is confined to the feed agent.
 */
@FunctionalInterface
public interface FeedTap {
    /** Nothing in between. */
    FeedTap NONE = (handler, requester) -> handler;

    /**
     * The handler that the connection is to have.
     *
     * @param handler   the venue's, to which everything goes on
     * @param requester gets snapshots
     */
    FeedHandler around(FeedHandler handler, SnapshotRequester requester);
}
