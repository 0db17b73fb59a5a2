package io.peregrine.book;

/** What became of one level that was set. */
public enum SetResult {
    /** The level has the new quantity, or is gone. */
    APPLIED,
    /** A removal of a level that was not there; normal on venues that send absolute quantities. */
    UNCHANGED,
    /** No page was left for it: it is worse than all that the book holds, and the known depth has shrunk. */
    DROPPED,
    /** The price is not a positive whole number of ticks, or out of range; nothing was changed. */
    OFF_TICK,
    /** The quantity is negative; nothing was changed. */
    NEGATIVE_QUANTITY
}
