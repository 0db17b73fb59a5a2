package io.peregrine.feed;

/**
 * How a {@link FeedHandler} asks for a REST snapshot of a book; the answer comes later as {@link FeedHandler#onSnapshot} or
 * {@link FeedHandler#onSnapshotFailed} on the same thread.
 */
@FunctionalInterface
public interface SnapshotRequester {
    /**
     * @return false where the request can not be taken now (rate limit, one already on its way); ask again from {@code doWork}
     */
    boolean requestSnapshot(int instrumentId, long nowNs);
}
