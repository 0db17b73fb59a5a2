package io.peregrine.sim.flow;

import java.util.SplittableRandom;

/**
 * The random walk under the books: the value of each asset in one common unit, from which every pair's fair value follows, so that the
 * pairs agree with each other. Returns have a slowly changing trend, a part that all assets share, and a weak pull back to the start.
 *
 * <p><b>Threading:</b> confined to the exchange thread.
 */
final class FairValues {
    private static final double STEP = 8e-6;
    private static final double SHARED = 0.7;
    private static final double TREND_MEMORY = 0.97;
    private static final double TREND_STEP = 0.15;
    private static final double PULL = 1e-5;

    private final SplittableRandom random;
    private final double[] start;
    private final double[] deviation;
    private final double volatility;
    private double trend;

    /**
     * @param values     start value of each asset
     * @param volatility factor on the movement
     * @param random     source of everything
     */
    FairValues(final double[] values, final double volatility, final SplittableRandom random) {
        this.start = values.clone();
        this.deviation = new double[values.length];
        this.volatility = volatility;
        this.random = random;
    }

    /** One step of the walk; the first asset is the unit and does not move. */
    void move() {
        trend = TREND_MEMORY * trend + TREND_STEP * random.nextGaussian();
        final double shared = SHARED * (random.nextGaussian() + trend);
        for (int i = 1; i < deviation.length; i++) {
            deviation[i] += volatility * STEP * (shared + (1 - SHARED) * random.nextGaussian()) - PULL * deviation[i];
        }
    }

    /** Momentum of the common movement, about -1 to 1. */
    double trend() {
        return Math.tanh(trend);
    }

    /** Value of one asset in units of another. */
    double price(final int base, final int quote) {
        return start[base] * Math.exp(deviation[base]) / (start[quote] * Math.exp(deviation[quote]));
    }
}
