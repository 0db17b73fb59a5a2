package io.peregrine.latency;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The difference between a venue's clock and ours, and with it how late an event came.
 *
 * <p>Receive time less venue time is the way through the network less the venue clock's lead (offset = venue's time − ours), and the stream
 * alone can not tell them apart. It gives one bound: no event arrives before it is sent, so the offset is at least venue time − receive
 * time of the fastest event. A question for the venue's time gives both: the answer was stamped after the question left and before it
 * came back. Between the bounds lies the offset; its estimate is the middle, its uncertainty half of the distance. Without an answered
 * question there is no upper bound: then the fastest event is taken to have no delay at all.
 *
 * <p>Clocks drift and are set. The stream's bound is the best of the last minute or two, in two buckets; an answer's bounds grow apart with
 * its age, by {@link #DRIFT_PPM} millionths. Bounds that contradict each other show that a clock was set: all but the newest are forgotten.
 *
 * <p><b>Threading:</b> written by the feed agent; offset, uncertainty, delay and jitter may be read by any thread. <b>Units:</b>
 * nanoseconds. <b>Allocates:</b> none after construction.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3550#section-6.4.1">RFC 3550, interarrival jitter</a>
 */
public final class VenueClock {
    /** How far two clocks of ordinary machines run apart at most. */
    static final long DRIFT_PPM = 20;
    private static final long MILLION = 1_000_000;
    private static final long BUCKET_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long UNKNOWN = Long.MAX_VALUE;
    private static final int JITTER_SHIFT = 4;

    private long bucketStartNs;
    /** Least receive time − venue time: the offset is at least its negative. */
    private long currentFloorNs = UNKNOWN;
    private long previousFloorNs = UNKNOWN;
    /** Bounds of the offset as of {@code probeTimeNs}; UNKNOWN where no question was answered. */
    private long probeLowNs = UNKNOWN;
    private long probeHighNs = UNKNOWN;
    private long probeTimeNs;
    private long offset;
    private long lastDelayNs = UNKNOWN;
    private final AtomicLong offsetNs = new AtomicLong();
    private final AtomicLong uncertaintyNs = new AtomicLong(UNKNOWN);
    private final AtomicLong delayNs = new AtomicLong();
    private final AtomicLong jitterNs = new AtomicLong();

    /** Takes in an event; its delay, never negative. */
    public long onEvent(final long venueTimeNs, final long receiveTimeNs) {
        final long delay = delayNs(venueTimeNs, receiveTimeNs);
        if (lastDelayNs != UNKNOWN) {
            final long change = Math.abs(delay - lastDelayNs);
            jitterNs.setRelease(jitterNs.getPlain() + (change - jitterNs.getPlain() >> JITTER_SHIFT));
        }
        lastDelayNs = delay;
        delayNs.setRelease(delay);
        return delay;
    }

    /** Delay of an event, which is taken in for the offset alone; never negative. */
    public long delayNs(final long venueTimeNs, final long receiveTimeNs) {
        final long differenceNs = receiveTimeNs - venueTimeNs;
        if (receiveTimeNs - bucketStartNs >= BUCKET_NS) {
            previousFloorNs = receiveTimeNs - bucketStartNs >= 2 * BUCKET_NS ? UNKNOWN : currentFloorNs;
            bucketStartNs = receiveTimeNs;
            currentFloorNs = differenceNs;
            estimate(receiveTimeNs);
        } else if (differenceNs < currentFloorNs) {
            currentFloorNs = differenceNs;
            estimate(receiveTimeNs);
        }
        return differenceNs + offset;
    }

    /**
     * Takes in an answer to a question for the venue's time.
     *
     * @param venueTimeNs   what it says
     * @param granularityNs its last digit: the true time is less than this above
     * @param sentNs        when the question left
     * @param receivedNs    when the answer was there
     */
    public void onProbe(final long venueTimeNs, final long granularityNs, final long sentNs, final long receivedNs) {
        final long low = venueTimeNs - receivedNs;
        final long high = venueTimeNs + granularityNs - sentNs;
        final long driftNs = drift(receivedNs);
        if (probeLowNs == UNKNOWN || low > probeHighNs + driftNs || high < probeLowNs - driftNs) {
            probeLowNs = low;
            probeHighNs = high;
        } else {
            probeLowNs = Math.max(low, probeLowNs - driftNs);
            probeHighNs = Math.min(high, probeHighNs + driftNs);
        }
        probeTimeNs = receivedNs;
        estimate(receivedNs);
    }

    /** All of it, for others to see. */
    public ClockStatus status() {
        return new ClockStatus(offsetNs(), uncertaintyNs(), lastDelayNs(), jitterNs());
    }

    /** Venue's clock − ours. */
    public long offsetNs() {
        return offsetNs.getAcquire();
    }

    /** The offset is right to this much, either way; {@link Long#MAX_VALUE} where the venue was not asked. */
    public long uncertaintyNs() {
        return uncertaintyNs.getAcquire();
    }

    /** Delay of the last event. */
    public long lastDelayNs() {
        return delayNs.getAcquire();
    }

    /** Smoothed change of the delay from one event to the next. */
    public long jitterNs() {
        return jitterNs.getAcquire();
    }

    private long drift(final long nowNs) {
        return Math.max(0, nowNs - probeTimeNs) / MILLION * DRIFT_PPM;
    }

    private void estimate(final long nowNs) {
        final long floorNs = Math.min(currentFloorNs, previousFloorNs);
        if (probeLowNs == UNKNOWN) {
            publish(-floorNs, UNKNOWN);
            return;
        }
        final long driftNs = drift(nowNs);
        final long high = probeHighNs + driftNs;
        final long streamLow = floorNs == UNKNOWN ? Long.MIN_VALUE : -floorNs;
        if (streamLow > high) {
            // A clock was set since one of the two: the stream's newest events are all that is certain.
            probeLowNs = UNKNOWN;
            probeHighNs = UNKNOWN;
            previousFloorNs = UNKNOWN;
            publish(-currentFloorNs, UNKNOWN);
            return;
        }
        final long low = Math.max(streamLow, probeLowNs - driftNs);
        publish(low + (high - low) / 2, (high - low) / 2);
    }

    private void publish(final long newOffsetNs, final long newUncertaintyNs) {
        offset = newOffsetNs;
        offsetNs.setRelease(newOffsetNs);
        uncertaintyNs.setRelease(newUncertaintyNs);
    }
}
