package io.peregrine.sim.binance;

import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.SessionLimits;
import java.time.Clock;

/**
 * Settings of the simulated Binance.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param seed          decides the order flow, keys and generated ids
 * @param clients       number of client accounts
 * @param flow          order flow
 * @param venueLimits   rate limits
 * @param sessionLimits limits of WebSocket connections
 * @param clock         time of the venue
 */
public record BinanceSettings(long seed, int clients, FlowSettings flow, VenueLimits venueLimits, SessionLimits sessionLimits,
        Clock clock) {
}
