package io.peregrine.risk;

/**
 * How circuit breakers count and cool down; see {@code hft.risk_management} in docs/settings.md.
 *
 * @param violationWindowNs time after the first violation in which the others have to come to be counted with it
 * @param coolDownNs        time in a state before it goes one down
 */
public record BreakerSettings(long violationWindowNs, long coolDownNs) {
    /** The defaults. */
    public static final BreakerSettings STANDARD = new BreakerSettings(600_000_000_000L, 60_000_000_000L);
}
