package io.peregrine.risk;

/**
 * How limits tighten; see {@code hft.risk_management} in docs/settings.md, and {@link LimitTightening}.
 *
 * @param factorMin           the least part of a limit that is left; 1 for limits that never tighten
 * @param referenceVolatility volatility up to which limits are whole, as a part of the price in the square root of a second; 0: not by
 *                            volatility
 */
public record TighteningSettings(double factorMin, double referenceVolatility) {
    /** Limits stay as they are. */
    public static final TighteningSettings NONE = new TighteningSettings(1, 0);
}
