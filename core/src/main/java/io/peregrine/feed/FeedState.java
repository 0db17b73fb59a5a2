package io.peregrine.feed;

/**
 * Where a feed stands.
 *
 * <p><b>Threading:</b> immutable.
 */
public enum FeedState {
    /** There is no connection; the pause before the next attempt runs. */
    WAITING,
    /** A connection is being made, and there is none beside it. */
    CONNECTING,
    /** Connected; the handler gets messages. */
    CONNECTED,
    /** Connected, and a second connection is being made that will take over, or stand beside. */
    REPLACING,
    /** Two connections to the same stream: the handler gets whatever comes first. */
    OVERLAPPING;

    /** Is this step a legal one? */
    boolean canBecome(final FeedState next) {
        return switch (this) {
            case WAITING -> next == CONNECTING;
            case CONNECTING -> next == CONNECTED || next == WAITING;
            case CONNECTED -> next == REPLACING || next == WAITING;
            // The new one took over or failed; or the old one was lost and the new one is all there is; or it is there beside the old one.
            case REPLACING -> next == CONNECTED || next == CONNECTING || next == OVERLAPPING;
            // One of them was lost, or has served its time.
            case OVERLAPPING -> next == CONNECTED;
        };
    }

    /** Does the handler get messages? */
    public boolean connected() {
        return this == CONNECTED || this == REPLACING || this == OVERLAPPING;
    }
}
