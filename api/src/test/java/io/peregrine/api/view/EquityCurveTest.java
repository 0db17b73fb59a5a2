package io.peregrine.api.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EquityCurveTest {
    @Test
    void drawdownIsTheLargestFallFromAnEarlierHigh() {
        final EquityCurve curve = new EquityCurve(100, 1);
        for (final double profit : new double[] {0, 10, 4, 12, 3, 5, 20, 15}) {
            curve.add(profit);
        }
        assertEquals(9, curve.drawdownMax());
    }

    @Test
    void aCurveThatOnlyFallsFellFromZero() {
        final EquityCurve curve = new EquityCurve(100, 1);
        curve.add(-2);
        curve.add(-7);
        assertEquals(7, curve.drawdownMax());
    }

    @Test
    void sharpeIsMeanOverDeviationAnnualised() {
        final EquityCurve curve = new EquityCurve(100, 1);
        double profit = 0;
        curve.add(profit);
        for (int i = 0; i < 40; i++) {
            profit += i % 2 == 0 ? 3 : -1;
            curve.add(profit);
        }
        // Forty changes of +3 and -1: mean 1, sample deviation sqrt(4 * 40 / 39).
        assertEquals(1 / Math.sqrt(160.0 / 39) * Math.sqrt(365.0 * 86_400), curve.sharpe(), 1e-6);
    }

    @Test
    void thereIsNoSharpeBeforeThirtyChangesNorWithoutMovement() {
        final EquityCurve curve = new EquityCurve(100, 1);
        for (int i = 0; i < 30; i++) {
            curve.add(i * i);
        }
        assertTrue(Double.isNaN(curve.sharpe()));
        curve.add(900);
        assertTrue(Double.isFinite(curve.sharpe()));

        final EquityCurve still = new EquityCurve(100, 1);
        for (int i = 0; i < 50; i++) {
            still.add(5);
        }
        assertTrue(Double.isNaN(still.sharpe()));
    }

    @Test
    void theWindowForgetsTheOldest() {
        final EquityCurve curve = new EquityCurve(3, 1);
        for (final double profit : new double[] {100, 0, 50, 40, 45}) {
            curve.add(profit);
        }
        assertEquals(10, curve.drawdownMax(), "the fall from 100 has left the window");
    }
}
