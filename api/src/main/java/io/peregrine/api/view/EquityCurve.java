package io.peregrine.api.view;

import java.util.Arrays;

/**
 * Profit over time in equal steps, and the statistics of its changes.
 *
 * <p><b>Threading:</b> under the view's lock. <b>Memory:</b> eight bytes a sample, up to the window; the oldest sample goes first.
 * <b>Units:</b> the reporting currency; doubles, because these are statistics.
 */
final class EquityCurve {
    private static final int SAMPLES_MIN = 30;
    private static final double SECONDS_PER_YEAR = 365.0 * 86_400;

    private final int capacity;
    private final double samplesPerYear;
    private double[] samples;
    private int start;
    private int count;

    /**
     * @param capacity        number of samples in the performance window
     * @param intervalSeconds between two samples
     */
    EquityCurve(final int capacity, final double intervalSeconds) {
        this.capacity = capacity;
        samples = new double[Math.min(64, capacity)];
        samplesPerYear = SECONDS_PER_YEAR / intervalSeconds;
    }

    void add(final double profit) {
        if (count == capacity) {
            samples[start] = profit;
            start = (start + 1) % capacity;
            return;
        }
        if (count == samples.length) {
            samples = Arrays.copyOf(samples, Math.min(capacity, count * 2));
        }
        samples[count++] = profit;
    }

    /**
     * Mean over standard deviation of the changes, annualised on 365 days; NaN before {@value #SAMPLES_MIN} changes and while profit
     * has not moved.
     */
    double sharpe() {
        final int changes = count - 1;
        if (changes < SAMPLES_MIN) {
            return Double.NaN;
        }
        final double mean = (sample(count - 1) - sample(0)) / changes;
        double squares = 0;
        for (int i = 1; i < count; i++) {
            final double deviation = sample(i) - sample(i - 1) - mean;
            squares += deviation * deviation;
        }
        return squares == 0 ? Double.NaN : mean / Math.sqrt(squares / (changes - 1)) * Math.sqrt(samplesPerYear);
    }

    /** Largest fall from an earlier high, not negative. The curve starts at a profit of zero. */
    double drawdownMax() {
        double high = start == 0 ? 0 : sample(0);
        double fall = 0;
        for (int i = 0; i < count; i++) {
            high = Math.max(high, sample(i));
            fall = Math.max(fall, high - sample(i));
        }
        return fall;
    }

    private double sample(final int i) {
        return samples[(start + i) % samples.length];
    }
}
