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
    /** Connected, and a second connection is being made that will take over. */
    REPLACING;

    /** Is this step a legal one? */
    boolean canBecome(final FeedState next) {
        return switch (this) {
            case WAITING -> next == CONNECTING;
            case CONNECTING -> next == CONNECTED || next == WAITING;
            case CONNECTED -> next == REPLACING || next == WAITING;
            // The new one took over or failed; or the old one was lost and the new one is all there is.
            case REPLACING -> next == CONNECTED || next == CONNECTING;
        };
    }

    /** Does the handler get messages? */
    boolean connected() {
        return this == CONNECTED || this == REPLACING;
    }
}
