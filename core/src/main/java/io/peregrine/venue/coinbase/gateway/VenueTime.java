package io.peregrine.venue.coinbase.gateway;

import io.peregrine.time.EngineClock;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.BlockingRest;
import java.util.Map;

/**
 * How far a venue's clock is from ours, asked for over REST.
 *
 * <p><b>Threading:</b> one thread. <b>Units:</b> nanoseconds; the venue's time is exact to a millisecond at best.
 */
final class VenueTime {
    private static final double NS_PER_SECOND = 1e9;

    private final BlockingRest rest;
    private final String path;
    private final String field;
    private long offsetNs;

    /** @param field of the answer that holds the seconds since the epoch */
    VenueTime(final BlockingRest rest, final String path, final String field) {
        this.rest = rest;
        this.path = path;
        this.field = field;
    }

    /** The venue's time less ours; 0 before it was measured. */
    long offsetNs() {
        return offsetNs;
    }

    void measure() throws AccountCallException, InterruptedException {
        final long sentNs = EngineClock.nowNs();
        final BlockingRest.Answer answer = rest.call("GET", path, Map.of(), null);
        final long receivedNs = EngineClock.nowNs();
        final double seconds = answer.body().path(field).asDouble();
        if (!answer.ok() || seconds <= 0) {
            throw new AccountCallException("time: " + answer.text(), 0);
        }
        offsetNs = (long) (seconds * NS_PER_SECOND) - (sentNs + (receivedNs - sentNs) / 2);
    }
}
