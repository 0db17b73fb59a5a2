package io.peregrine.feed;

/**
 * A venue's rules around one {@link FeedBook}: when a snapshot fits, what follows what, what shows that something was lost.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Allocates:</b> none while the book is LIVE.
 */
public interface VenueBook {
    /** The book that is kept. */
    FeedBook kept();

    /** The stream is connected: start with nothing. */
    void onConnected(long nowNs);

    /** The stream is gone. */
    void onDisconnected(long nowNs);

    /** From now on messages of two connections come mixed, or of one again; see {@link FeedHandler#onMixed}. */
    default void onMixed(final boolean isMixed, final long nowNs) {
    }

    /** Is the body of a snapshot asked for and not yet there? Never where snapshots come in the stream. */
    default boolean takesSnapshot() {
        return false;
    }

    /** Can it be compared with a snapshot while the stream goes on? */
    default boolean audits() {
        return false;
    }

    /**
     * Asks for a snapshot to compare the book with.
     *
     * @return false where that is not possible now
     */
    default boolean audit(final long nowNs) {
        return false;
    }

    /** The snapshot could not be had. */
    default void onSnapshotFailed(final long nowNs) {
    }

    /**
     * Timers: snapshots to be asked for.
     *
     * @return number of things done
     */
    int doWork(long nowNs);
}
