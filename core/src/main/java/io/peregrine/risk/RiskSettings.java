package io.peregrine.risk;

import io.peregrine.message.RiskLimit;
import java.util.ArrayList;
import java.util.List;

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
 * @param limits              further limits, of everything and of single venues, strategies and instruments
 */
public record RiskSettings(
        long dailyLossMaxE8,
        double drawdownMaxPercent,
        long positionSizeMaxE8,
        long exposureMaxE8,
        long checkIntervalNs,
        int violationThreshold,
        MonitorSettings monitors,
        List<LimitSetting> limits) {
    /** How far through the mid an order may be priced where nothing else is said, in percent. */
    public static final long PRICE_COLLAR_E8 = 5 * LimitTerms.ONE_E8;
    /** Messages in a minute up to which the ratio to the fills does not count, where nothing else is said. */
    public static final long MESSAGE_FLOOR = 100;

    /** Keeps a copy of the list. */
    public RiskSettings {
        limits = List.copyOf(limits);
    }

    /** Without further limits. */
    public RiskSettings(
            final long dailyLossMaxE8, final double drawdownMaxPercent, final long positionSizeMaxE8, final long exposureMaxE8,
            final long checkIntervalNs, final int violationThreshold, final MonitorSettings monitors) {
        this(dailyLossMaxE8, drawdownMaxPercent, positionSizeMaxE8, exposureMaxE8, checkIntervalNs, violationThreshold, monitors,
                List.of());
    }

    /** With nothing else watched and without further limits. */
    public RiskSettings(
            final long dailyLossMaxE8, final double drawdownMaxPercent, final long positionSizeMaxE8, final long exposureMaxE8,
            final long checkIntervalNs, final int violationThreshold) {
        this(dailyLossMaxE8, drawdownMaxPercent, positionSizeMaxE8, exposureMaxE8, checkIntervalNs, violationThreshold,
                MonitorSettings.STANDARD, List.of());
    }

    /**
     * The table of all limits; a later one of the same kind and scope replaces an earlier one.
     *
     * @param ordersPerSecondMax of everything
     */
    public List<LimitSetting> table(final int ordersPerSecondMax) {
        final List<LimitSetting> table = new ArrayList<>();
        table.add(LimitSetting.total(RiskLimit.MAX_DAILY_LOSS, dailyLossMaxE8));
        table.add(LimitSetting.total(RiskLimit.MAX_DRAWDOWN, Math.round(drawdownMaxPercent * LimitTerms.ONE_E8)));
        table.add(LimitSetting.total(RiskLimit.MAX_POSITION_SIZE, positionSizeMaxE8));
        table.add(LimitSetting.total(RiskLimit.MAX_EXPOSURE, exposureMaxE8));
        table.add(LimitSetting.total(RiskLimit.MAX_ORDERS_PER_SECOND, ordersPerSecondMax));
        table.add(LimitSetting.total(RiskLimit.PRICE_COLLAR, PRICE_COLLAR_E8));
        table.add(LimitSetting.total(RiskLimit.MESSAGE_FLOOR, MESSAGE_FLOOR));
        table.add(LimitSetting.total(RiskLimit.MAX_LEVERAGE, LimitTerms.ONE_E8));
        table.addAll(limits);
        return table;
    }
}
