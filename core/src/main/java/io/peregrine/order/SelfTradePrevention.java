package io.peregrine.order;

/** What becomes of an order that could trade with an open order of our own, whichever strategy sent either. It is never sent meanwhile. */
public enum SelfTradePrevention {
    /** It is refused, and the one that is open works on. */
    CANCEL_NEWEST,
    /** It is refused, and the cancel of all that it could trade with is asked for. */
    CANCEL_BOTH,
    /** It waits in the engine until all that it could trade with have ended, whose cancel is asked for; then it is sent. */
    CANCEL_OLDEST,
    /**
     * Both become smaller by the smaller one's quantity: the smaller one is cancelled, the larger one is reduced. The new one waits in the
     * engine until what had to go has ended, and is sent with what is left of it.
     */
    DECREMENT
}
