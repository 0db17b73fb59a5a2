package io.peregrine.api.valueatrisk;

import java.util.Arrays;

/**
 * Value at risk and expected shortfall of a portfolio over a day, from what it would have won or lost in past intervals. Losses are
 * positive.
 *
 * <p>Historical: the quantile of the losses (linear between ranks, as R's type 7), and the mean of the losses at or beyond it, both scaled
 * to a day by the square root of time. Parametric: the losses taken as normal with mean 0 and the deviation of the changes: z·σ, and
 * σ·φ(z)/(1−c). Crypto's returns have fatter tails than that; the historical figure shows it where the samples do. NaN where there are too
 * few samples: an absent figure is better than a wrong one.
 *
 * @param confidence           0.95 or 0.99
 * @param samples              changes that it was made of
 * @param historical           value at risk
 * @param historicalShortfall  expected shortfall
 * @param parametric           value at risk
 * @param parametricShortfall  expected shortfall
 */
public record ValueAtRisk(
        double confidence,
        int samples,
        double historical,
        double historicalShortfall,
        double parametric,
        double parametricShortfall) {
    /** Changes that a deviation needs. */
    public static final int PARAMETRIC_SAMPLES_MIN = 60;

    /** Changes beyond a quantile that make it worth showing. */
    private static final int TAIL_SAMPLES_MIN = 5;

    /**
     * The figures.
     *
     * @param changes         of the portfolio's value, one an interval
     * @param confidence      0.95 or 0.99
     * @param intervalsPerDay how many intervals a day has
     */
    public static ValueAtRisk of(final double[] changes, final double confidence, final double intervalsPerDay) {
        final double scale = Math.sqrt(intervalsPerDay);
        double historical = Double.NaN;
        double historicalShortfall = Double.NaN;
        if (changes.length >= historicalSamplesMin(confidence)) {
            final double[] losses = Arrays.stream(changes).map(change -> -change).sorted().toArray();
            final double quantile = quantile(losses, confidence);
            historical = Math.max(0, quantile) * scale;
            historicalShortfall = Math.max(0, Arrays.stream(losses).filter(loss -> loss >= quantile).average().orElse(quantile)) * scale;
        }
        double parametric = Double.NaN;
        double parametricShortfall = Double.NaN;
        if (changes.length >= PARAMETRIC_SAMPLES_MIN) {
            final double deviation = deviation(changes) * scale;
            final double z = z(confidence);
            parametric = z * deviation;
            parametricShortfall = deviation * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / (1 - confidence);
        }
        return new ValueAtRisk(confidence, changes.length, historical, historicalShortfall, parametric, parametricShortfall);
    }

    /** Changes that a historical figure needs, so that five of them are beyond it. */
    public static int historicalSamplesMin(final double confidence) {
        return (int) Math.round(TAIL_SAMPLES_MIN / (1 - confidence));
    }

    private static double quantile(final double[] sorted, final double confidence) {
        final double rank = (sorted.length - 1) * confidence;
        final int below = (int) rank;
        final double next = sorted[Math.min(below + 1, sorted.length - 1)];
        return sorted[below] + (rank - below) * (next - sorted[below]);
    }

    private static double deviation(final double[] changes) {
        final double mean = Arrays.stream(changes).average().orElse(0);
        return Math.sqrt(Arrays.stream(changes).map(change -> (change - mean) * (change - mean)).sum() / (changes.length - 1));
    }

    /** The standard normal's quantile. */
    private static double z(final double confidence) {
        if (confidence == 0.95) {
            return 1.6448536269514722;
        }
        if (confidence == 0.99) {
            return 2.3263478740408408;
        }
        throw new IllegalArgumentException("confidence = " + confidence + ": there are figures for 0.95 and 0.99");
    }
}
