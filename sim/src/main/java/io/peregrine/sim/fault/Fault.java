package io.peregrine.sim.fault;

/**
 * One fault of a script.
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> microseconds.
 *
 * @param action what happens
 * @param timing when
 * @param target to what
 * @param terms  how
 */
public record Fault(FaultAction action, Timing timing, FaultTarget target, Terms terms) {
    /** A fault that does not end by time, or does not repeat. */
    public static final long NEVER = 0;

    /**
     * When a fault happens, counted from the start of its script's cycle.
     *
     * @param atUs     when it begins
     * @param forUs    how long it lasts; {@link #NEVER} where it ends by its count or at once
     * @param repeatUs time from one beginning to the next, or {@link #NEVER}
     * @param times    how often it begins in a cycle, 0 without limit
     */
    public record Timing(long atUs, long forUs, long repeatUs, int times) {
    }

    /**
     * How a fault happens; what an action does not use is 0 or empty.
     *
     * @param byUs        delay, pause or step of the clock
     * @param count       messages or requests that it happens to each time, 0 without limit
     * @param every       happens to each n-th that matches, at least 1
     * @param status      HTTP status
     * @param retryAfterS value of the header Retry-After
     * @param body        body of the answer, empty for the venue's own words
     */
    public record Terms(long byUs, int count, int every, int status, long retryAfterS, String body) {
    }
}
