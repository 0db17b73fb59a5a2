package io.peregrine.api.valueatrisk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.junit.jupiter.api.Test;

/** The figures against Apache Commons Math and against what is known of the normal distribution. */
class ValueAtRiskTest {
    @Test
    void agreesWithAnIndependentLibraryOnTheSameChanges() {
        final double[] changes = new Random(7).doubles(2_000, -100, 80).toArray();
        final double[] losses = Arrays.stream(changes).map(change -> -change).toArray();
        for (final double confidence : new double[] {0.95, 0.99}) {
            final ValueAtRisk value = ValueAtRisk.of(changes, confidence, 1_440);
            final double scale = Math.sqrt(1_440);
            final double quantile = new Percentile().withEstimationType(EstimationType.R_7).evaluate(losses, confidence * 100);
            assertEquals(quantile * scale, value.historical(), 1e-6);
            assertEquals(Arrays.stream(losses).filter(loss -> loss >= quantile).average().orElseThrow() * scale,
                    value.historicalShortfall(), 1e-6);
            final double deviation = new StandardDeviation().evaluate(changes);
            final NormalDistribution normal = new NormalDistribution();
            final double z = normal.inverseCumulativeProbability(confidence);
            assertEquals(z * deviation * scale, value.parametric(), 1e-4);
            assertEquals(deviation * normal.density(z) / (1 - confidence) * scale, value.parametricShortfall(), 1e-4);
        }
    }

    @Test
    void ofNormalChangesHistoricalAndParametricFiguresAreThoseOfTheNormalDistribution() {
        final Random random = new Random(11);
        final double[] changes = new double[200_000];
        Arrays.setAll(changes, i -> random.nextGaussian() * 10);
        // The textbook's factors: 1.645 and 2.326 deviations, with mean losses of 2.063 and 2.665 deviations beyond them.
        assertFactors(ValueAtRisk.of(changes, 0.95, 1), 16.45, 20.63);
        assertFactors(ValueAtRisk.of(changes, 0.99, 1), 23.26, 26.65);
    }

    private static void assertFactors(final ValueAtRisk value, final double valueAtRisk, final double shortfall) {
        assertEquals(valueAtRisk, value.parametric(), 0.1);
        assertEquals(shortfall, value.parametricShortfall(), 0.1);
        assertEquals(valueAtRisk, value.historical(), 0.25);
        assertEquals(shortfall, value.historicalShortfall(), 0.25);
    }

    @Test
    void aFigureIsAbsentWhileThereAreTooFewChangesForIt() {
        final double[] changes = new Random(3).doubles(500, -1, 1).toArray();
        assertTrue(Double.isNaN(ValueAtRisk.of(Arrays.copyOf(changes, 59), 0.95, 1).parametric()));
        assertTrue(ValueAtRisk.of(Arrays.copyOf(changes, 60), 0.95, 1).parametricShortfall() > 0);
        assertTrue(Double.isNaN(ValueAtRisk.of(Arrays.copyOf(changes, 99), 0.95, 1).historical()));
        assertTrue(ValueAtRisk.of(Arrays.copyOf(changes, 100), 0.95, 1).historicalShortfall() > 0);
        assertTrue(Double.isNaN(ValueAtRisk.of(Arrays.copyOf(changes, 499), 0.99, 1).historicalShortfall()));
        assertTrue(ValueAtRisk.of(changes, 0.99, 1).historical() > 0);
        assertThrows(IllegalArgumentException.class, () -> ValueAtRisk.of(changes, 0.9, 1));
    }

    @Test
    void onlyWinningIsNoRiskAndNoPositionIsNone() {
        final double[] wins = new Random(5).doubles(500, 1, 2).toArray();
        assertEquals(0, ValueAtRisk.of(wins, 0.99, 1_440).historical());
        assertEquals(0, ValueAtRisk.of(new double[500], 0.99, 1_440).parametric());
        assertFalse(ValueAtRisk.of(new double[500], 0.95, 1_440).historicalShortfall() > 0);
    }

    @Test
    void changesAreOfTheWholePortfolioAndOnlyOverIntervalsThatAreWhole() {
        final MarkHistory history = new MarkHistory(4);
        history.add(10, new double[] {100, 50, Double.NaN});
        history.add(11, new double[] {110, 45, Double.NaN});
        history.add(11, new double[] {1, 1, 1});
        history.add(13, new double[] {121, 45, 7});
        history.add(14, new double[] {108.9, Double.NaN, 7});
        final double[] both = {1_000, -2_000, 0};
        assertEquals(1, history.changes(both).length, "a minute is missing, and then a mark");
        assertEquals(1_000 * 0.1 - 2_000 * -0.1, history.changes(both)[0], 1e-9);
        assertEquals(2, history.changes(new double[] {500, 0, 0}).length);
        assertEquals(-50, history.changes(new double[] {500, 0, 0})[1], 1e-9);
        history.add(15, new double[] {108.9, 50, 7});
        assertEquals(4, history.count(), "the oldest went");
        assertEquals(2, history.changes(new double[] {500, 0, 0}).length);
    }
}
