package io.peregrine.latency;

/**
 * A venue's clock and the way to it, as its feed estimates them at this moment.
 *
 * @param offsetNs      venue's clock − ours
 * @param uncertaintyNs the offset is right to this much, either way; {@link Long#MAX_VALUE} where the venue was not asked for its time
 * @param delayNs       of the last event
 * @param jitterNs      smoothed change of the delay from one event to the next (RFC 3550)
 */
public record ClockStatus(long offsetNs, long uncertaintyNs, long delayNs, long jitterNs) {
    /** Nothing is known of it. */
    public static final ClockStatus UNKNOWN = new ClockStatus(0, Long.MAX_VALUE, 0, 0);
}
