package io.peregrine.bench.feeds;

/**
 * When each message is to be sent, whatever becomes of those before it.
 *
 * <p><b>Threading:</b> the start is set once before the first message, and read by sender and receiver. <b>Units:</b> nanoseconds.
 */
final class Schedule {
    private final double intervalNs;
    private final double phaseNs;
    private volatile long startNs = Long.MAX_VALUE;

    /**
     * @param perSecond messages
     * @param phase     part of an interval by which this venue is behind the first
     */
    Schedule(final double perSecond, final double phase) {
        intervalNs = 1e9 / perSecond;
        phaseNs = phase * intervalNs;
    }

    void start(final long atNs) {
        startNs = atNs;
    }

    /** When message number {@code index}, from 0, is to be sent. */
    long intendedNs(final long index) {
        return startNs + (long) (phaseNs + index * intervalNs);
    }

    /** Messages that are to have been sent by now. */
    long due(final long nowNs) {
        return nowNs < startNs ? 0 : Math.max(0, 1 + (long) Math.floor((nowNs - startNs - phaseNs) / intervalNs));
    }
}
