package io.peregrine.api.view;

/**
 * Risk in four numbers.
 *
 * @param totalChecks          orders that pre-trade risk has judged in this run
 * @param violations           orders that it refused, and limits that stopped trading
 * @param violationRatePercent violations of 100 checks
 * @param score                0 to 100: how much of the limit that is nearest is used (position size, exposure, loss)
 */
public record RiskSummary(long totalChecks, long violations, double violationRatePercent, double score) {
}
