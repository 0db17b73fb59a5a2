package io.peregrine.sim.binance;

import io.peregrine.sim.exchange.ExchangeThread;
import java.time.Clock;
import java.time.Instant;

/**
 * What every connection of the venue needs.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param thread owns the exchange
 * @param rates  of requests
 * @param clock  time of the venue
 */
record VenueContext(ExchangeThread thread, RateLimits rates, Clock clock) {
    private static final long US_PER_SECOND = 1_000_000;
    private static final int NS_PER_US = 1_000;

    /** Now, in microseconds since the epoch. */
    long nowUs() {
        final Instant now = clock.instant();
        return now.getEpochSecond() * US_PER_SECOND + now.getNano() / NS_PER_US;
    }
}
