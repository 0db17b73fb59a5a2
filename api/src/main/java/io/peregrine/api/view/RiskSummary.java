package io.peregrine.api.view;

import java.util.List;

/**
 * Risk in a few numbers.
 *
 * @param totalChecks          orders that pre-trade risk has judged in this run
 * @param violations           orders that it refused, and limits that stopped trading
 * @param violationRatePercent violations of 100 checks
 * @param score                0 to 100: use of the limit that is nearest; 100 while the kill switch is on. docs/risk-metrics.md
 * @param limits               each limit with its use
 */
public record RiskSummary(long totalChecks, long violations, double violationRatePercent, double score, List<LimitUse> limits) {
    static RiskSummary of(final long checks, final long violations, final List<LimitUse> limits, final boolean stopped) {
        final double nearest = limits.stream().mapToDouble(LimitUse::used).max().orElse(0);
        return new RiskSummary(checks, violations, checks == 0 ? 0 : 100.0 * violations / checks,
                stopped ? 100 : Math.clamp(100 * nearest, 0, 100), List.copyOf(limits));
    }
}
