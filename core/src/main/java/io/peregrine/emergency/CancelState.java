package io.peregrine.emergency;

/** How far the cancelling at a venue has come. */
public enum CancelState {
    /** Under way: not all orders are known to be gone. */
    CANCELLING,
    /** The venue listed no open order, and none again two seconds later; positions are being closed. */
    FLATTENING,
    /** Nothing is open, and nothing more is being closed. The venue's list is looked at from time to time. */
    DONE,
    /** Given up from outside before it was done: the switch was reset, or the process ends. */
    STOPPED;

    /** Is there still something to wait for? */
    boolean underWay() {
        return this == CANCELLING || this == FLATTENING;
    }
}
