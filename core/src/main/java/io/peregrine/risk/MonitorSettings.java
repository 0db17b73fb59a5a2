package io.peregrine.risk;

/**
 * What is watched all the time besides the total's loss and drawdown, and what circuit breakers do then.
 *
 * @param breakers   how they count and cool down
 * @param losses     further limits on losses
 * @param anomalies  what counts as out of the ordinary
 * @param tightening how limits tighten
 */
public record MonitorSettings(BreakerSettings breakers, LossSettings losses, AnomalySettings anomalies, TighteningSettings tightening) {
    /** Nothing else is watched. */
    public static final MonitorSettings STANDARD =
            new MonitorSettings(BreakerSettings.STANDARD, LossSettings.NONE, AnomalySettings.NONE, TighteningSettings.NONE);
}
