package io.peregrine.sim.binance;

import io.peregrine.sim.capture.CaptureSettings;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.server.SessionLimits;
import java.time.Clock;
import java.util.Optional;

/**
 * Settings of the simulated Binance.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param seed          decides the order flow, keys and generated ids
 * @param clients       number of client accounts
 * @param flow          order flow
 * @param capture       recorded market in place of the order flow
 * @param venueLimits   rate limits
 * @param sessionLimits limits of WebSocket connections
 * @param clock         time of the venue
 */
public record BinanceSettings(long seed, int clients, FlowSettings flow, Optional<CaptureSettings> capture, VenueLimits venueLimits,
        SessionLimits sessionLimits, Clock clock) {
}
