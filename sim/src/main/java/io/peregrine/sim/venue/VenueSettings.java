package io.peregrine.sim.venue;

import io.peregrine.sim.capture.CaptureSettings;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.SessionLimits;
import java.time.Clock;
import java.util.Optional;

/**
 * Settings of one simulated venue.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param seed          decides the order flow, keys and generated ids
 * @param clients       number of client accounts, at least 1
 * @param flow          order flow
 * @param capture       recorded market in place of the order flow
 * @param limits        rate limits in the venue's own words, as {@code key=value,…}; empty for those that it documents
 * @param sessionLimits limits of WebSocket connections, or empty for the venue's own
 * @param clock         time of the venue
 */
public record VenueSettings(long seed, int clients, FlowSettings flow, Optional<CaptureSettings> capture, String limits,
        Optional<SessionLimits> sessionLimits, Clock clock) {
    /** Everything as usual, with a seed and a clock. */
    public static VenueSettings standard(final long seed, final Clock clock) {
        return new VenueSettings(seed, 1, FlowSettings.STANDARD, Optional.empty(), "", Optional.empty(), clock);
    }

    /** The same with another order flow. */
    public VenueSettings withFlow(final FlowSettings newFlow) {
        return new VenueSettings(seed, clients, newFlow, capture, limits, sessionLimits, clock);
    }

    /** The same with a recorded market. */
    public VenueSettings withCapture(final CaptureSettings newCapture) {
        return new VenueSettings(seed, clients, flow, Optional.of(newCapture), limits, sessionLimits, clock);
    }

    /** The same with another clock. */
    public VenueSettings withClock(final Clock newClock) {
        return new VenueSettings(seed, clients, flow, capture, limits, sessionLimits, newClock);
    }

    /** The same with another number of client accounts. */
    public VenueSettings withClients(final int newClients) {
        return new VenueSettings(seed, newClients, flow, capture, limits, sessionLimits, clock);
    }
}
