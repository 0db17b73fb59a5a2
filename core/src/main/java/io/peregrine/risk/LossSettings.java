package io.peregrine.risk;

/**
 * Limits on losses besides the total's; see {@code hft.risk_management} in docs/settings.md. Money has 8 decimals, and 0 is no limit.
 *
 * @param dayBoundaryNs              time of the UTC day at which a day of trading begins
 * @param strategyDailyLossMaxE8     loss of one strategy in a day at which it is stopped
 * @param strategyDrawdownMaxPercent fall of one strategy's profit from its highest, in percent, at which it is stopped
 * @param velocityMaxE8              loss within the window at which everything is halted until it has cooled down
 * @param windowNs                   that window
 * @param streakMax                  losing orders in a row after which a strategy may only make its positions smaller
 */
public record LossSettings(
        long dayBoundaryNs,
        long strategyDailyLossMaxE8,
        double strategyDrawdownMaxPercent,
        long velocityMaxE8,
        long windowNs,
        int streakMax) {
    /** Days from midnight, UTC, and no limits. */
    public static final LossSettings NONE = new LossSettings(0, 0, 0, 0, 60_000_000_000L, 0);
}
