package io.peregrine.api.config;

import io.peregrine.risk.AnomalySettings;
import io.peregrine.risk.BreakerSettings;
import io.peregrine.risk.LossSettings;
import io.peregrine.risk.MonitorSettings;
import io.peregrine.risk.TighteningSettings;

/**
 * Reads what is watched all the time, in {@code hft.risk_management}.
 *
 * <p><b>Threading:</b> stateless. <b>Errors:</b> {@link ConfigException}.
 */
final class MonitorReader {
    private MonitorReader() {
    }

    static MonitorSettings monitors(final Section risk) {
        return new MonitorSettings(
                new BreakerSettings(
                        risk.durationNs("violation_window", "10m", "1ms", "24h"),
                        risk.durationNs("cool_down", "60s", "1ms", "24h")),
                LossSettings.NONE,
                AnomalySettings.NONE,
                TighteningSettings.NONE);
    }
}
