package io.peregrine.risk;

/**
 * What counts as out of the ordinary; see {@code hft.risk_management} in docs/settings.md. 0 is no limit.
 *
 * @param fillsPerSecondMax       fills of one strategy in a second
 * @param slippageMaxBps          distance of a fill from the mid on the wrong side, in basis points
 * @param concentrationMaxPercent part of one instrument in the gross exposure, once that is half of what it may be
 * @param feedBreakers            do late feeds and books that fail trip breakers?
 */
public record AnomalySettings(int fillsPerSecondMax, int slippageMaxBps, int concentrationMaxPercent, boolean feedBreakers) {
    /** Nothing does. */
    public static final AnomalySettings NONE = new AnomalySettings(0, 0, 0, false);
}
