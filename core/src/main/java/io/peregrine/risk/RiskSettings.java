package io.peregrine.risk;

/**
 * Limits; see {@code hft.risk_management} in docs/settings.md. Money and quantities have 8 decimals.
 *
 * @param dailyLossMaxE8      loss, realised and unrealised with fees, in the quote asset, at which trading stops
 * @param drawdownMaxPercent  fall from the highest equity, in percent, at which trading stops
 * @param positionSizeMaxE8   largest absolute position in one instrument, in base units, counting open orders
 * @param exposureMaxE8       largest gross exposure, in the quote asset, counting open orders
 * @param checkIntervalNs     time between two checks of loss and drawdown
 * @param violationThreshold  violations after which a strategy is stopped, or another circuit breaker trips
 * @param monitors            what else is watched all the time
 */
public record RiskSettings(
        long dailyLossMaxE8,
        double drawdownMaxPercent,
        long positionSizeMaxE8,
        long exposureMaxE8,
        long checkIntervalNs,
        int violationThreshold,
        MonitorSettings monitors) {

    /** With nothing else watched. */
    public RiskSettings(
            final long dailyLossMaxE8, final double drawdownMaxPercent, final long positionSizeMaxE8, final long exposureMaxE8,
            final long checkIntervalNs, final int violationThreshold) {
        this(dailyLossMaxE8, drawdownMaxPercent, positionSizeMaxE8, exposureMaxE8, checkIntervalNs, violationThreshold,
                MonitorSettings.STANDARD);
    }
}
