package io.peregrine.emergency;

/** How far the cancelling at a venue has come. */
public enum CancelState {
    /** Under way: not all orders are known to be gone. */
    CANCELLING,
    /** The venue listed no open order, and none again two seconds later. */
    DONE,
    /** Given up from outside before it was done: the switch was reset, or the process ends. */
    STOPPED
}
