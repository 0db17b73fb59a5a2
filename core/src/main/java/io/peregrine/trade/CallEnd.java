package io.peregrine.trade;

/**
 * Where in an event a strategy's call was ended, so that a replay ends it there, without a clock.
 *
 * @param inLoop by a woven check, somewhere after this use of a context; otherwise at this use
 * @param use    number within the event, from 1; the end of a call counts as one. 0, in a loop: before the first
 */
record CallEnd(boolean inLoop, long use) {
    /** None is. */
    static final CallEnd NEVER = new CallEnd(false, Long.MAX_VALUE);
}
