package io.peregrine.emergency;

/** What became of a position that was to be closed. */
public enum FlattenState {
    /** Nothing was sent, and the text says why: the position is not certain. */
    NOT_SENT,
    /** Nothing was sent: what could be closed is less than the venue's smallest order, or than a lot. */
    DUST,
    /** An order is at the venue, or on its way; nothing is known of its end yet. */
    SENT,
    /** Its order has ended with these fills. */
    ENDED,
    /** The venue did not want the order; the text says why. */
    REFUSED,
    /** An order may have been sent, by this process or by another, and the venue has not said what became of it. It is not sent again. */
    UNKNOWN
}
