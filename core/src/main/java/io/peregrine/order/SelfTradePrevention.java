package io.peregrine.order;

/** What becomes of an order that could trade with an open order of our own, whichever strategy sent either. It is never sent. */
public enum SelfTradePrevention {
    /** It is refused, and the one that is open works on. */
    CANCEL_NEWEST,
    /** It is refused, and the cancel of all that it could trade with is asked for. */
    CANCEL_BOTH
}
