package io.peregrine.feed;

/**
 * How a {@link FeedHandler} asks for a new snapshot of a book. Where the venue gives it over REST, the answer comes later as
 * {@link FeedHandler#onSnapshot} or {@link FeedHandler#onSnapshotFailed} on the same thread; where it comes in the stream, as messages
 * there, once the subscription is renewed.
 */
@FunctionalInterface
public interface SnapshotRequester {
    /**
     * @return false where the request can not be taken now (rate limit, one already on its way); ask again from {@code doWork}
     */
    boolean requestSnapshot(int instrumentId, long nowNs);

    /**
     * Asks for a snapshot over REST that a book is only compared with; the answer comes the same way as one over REST does.
     *
     * @return false where the request can not be taken now, or never
     */
    default boolean requestAudit(final int instrumentId, final long nowNs) {
        return false;
    }
}
