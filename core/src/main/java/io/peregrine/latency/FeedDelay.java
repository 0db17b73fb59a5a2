package io.peregrine.latency;

import java.util.concurrent.TimeUnit;

/**
 * How much later than the fastest an event came from its venue.
 *
 * <p>Receive time less venue time is the way through the network plus the difference of the two clocks, and one side alone can not tell
 * them apart. So the smallest difference of the last minute or two is taken for the clocks' offset together with the fastest way, and
 * what is above it is the delay: queues, retransmissions, late batches. The floor is kept in two buckets of a minute, so that it follows
 * a clock that drifts or is set.
 *
 * <p><b>Threading:</b> confined to the feed agent. <b>Units:</b> nanoseconds. <b>Allocates:</b> none.
 */
public final class FeedDelay {
    private static final long BUCKET_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long NONE = Long.MAX_VALUE;

    private long bucketStartNs;
    private long currentFloorNs = NONE;
    private long previousFloorNs = NONE;

    /** Delay of an event above the floor; 0 for the fastest so far. */
    public long delayNs(final long venueTimeNs, final long receiveTimeNs) {
        final long differenceNs = receiveTimeNs - venueTimeNs;
        if (receiveTimeNs - bucketStartNs >= BUCKET_NS) {
            previousFloorNs = receiveTimeNs - bucketStartNs >= 2 * BUCKET_NS ? NONE : currentFloorNs;
            currentFloorNs = NONE;
            bucketStartNs = receiveTimeNs;
        }
        currentFloorNs = Math.min(currentFloorNs, differenceNs);
        return differenceNs - Math.min(currentFloorNs, previousFloorNs);
    }
}
