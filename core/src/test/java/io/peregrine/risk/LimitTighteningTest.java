package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.BookState;
import org.junit.jupiter.api.Test;

/** Checks are a half-life of a minute apart, so that a sample has a weight of one half. */
class LimitTighteningTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    private final RiskWorld world = new RiskWorld(new RiskSettings(1, 1, 1, 1, 1, 1));
    private LimitTightening tightening = with(0.25, 0.01);
    private long nowNs = 1_700_000_000 * SECOND_NS;

    @Test
    void aCalmMarketWithoutLossesLeavesLimitsWhole() {
        check(0, 0);
        assertEquals(ONE_E8, tightening.factorE8(0));
        assertEquals(Long.MAX_VALUE - 1, LimitTightening.of(Long.MAX_VALUE - 1, tightening.factorE8(0)));
    }

    @Test
    void volatilityAboveTheReferenceTightensInItsRatio() {
        move(10_000, 1);
        move(10_200, 1);
        // variance = ½ · 0.02² / 1 s
        assertEquals((long) (0.01 / Math.sqrt(0.0002) * ONE_E8), tightening.factorE8(0));
        assertEquals(7_071, LimitTightening.of(10_000, tightening.factorE8(0)));
        assertEquals(ONE_E8, tightening.factorE8(1));
    }

    @Test
    void theSquaredChangeIsDividedByTheTimeItTook() {
        move(10_000, 1);
        move(10_400, 4);
        // variance = ½ · 0.04² / 4 s
        assertEquals((long) (0.01 / Math.sqrt(0.0002) * ONE_E8), tightening.factorE8(0));
    }

    @Test
    void volatilityDecaysByHalfWithEachSampleWithoutAChange() {
        move(10_000, 1);
        move(10_400, 1);
        assertEquals((long) (0.01 / Math.sqrt(0.0008) * ONE_E8), tightening.factorE8(0));
        move(10_400, 1);
        assertEquals((long) (0.01 / Math.sqrt(0.0004) * ONE_E8), tightening.factorE8(0));
        move(10_400, 1);
        move(10_400, 1);
        assertEquals(ONE_E8, tightening.factorE8(0));
    }

    @Test
    void aChangeAcrossAGapOfTheBookCountsOverTheWholeTime() {
        move(10_000, 1);
        world.markets[0].onBookState(BookState.SYNCING);
        check(0, 3);
        assertEquals(ONE_E8, tightening.factorE8(0));
        world.markets[0].onBookState(BookState.LIVE);
        move(10_400, 1);
        // variance = ½ · 0.04² / 4 s
        assertEquals((long) (0.01 / Math.sqrt(0.0002) * ONE_E8), tightening.factorE8(0));
    }

    @Test
    void twoChecksAtTheSameTimeCountOnce() {
        move(10_000, 1);
        move(10_200, 0);
        assertEquals(ONE_E8, tightening.factorE8(0));
    }

    @Test
    void drawdownTightensEvenlyDownToTheLeast() {
        check(0.5, 1);
        assertEquals(62_500_000, tightening.factorE8(0));
        assertEquals(62_500_000, tightening.factorE8(2));
        check(1, 1);
        assertEquals(25_000_000, tightening.factorE8(1));
        check(0, 1);
        assertEquals(ONE_E8, tightening.factorE8(1));
    }

    @Test
    void bothMultiplyAndTheLeastHoldsForTheProduct() {
        move(10_000, 1);
        move(10_200, 1, 0.5);
        assertEquals((long) (0.01 / Math.sqrt(0.0002) * 0.625 * ONE_E8), tightening.factorE8(0));
        move(10_200, 1, 1);
        move(12_000, 1, 1);
        assertEquals(25_000_000, tightening.factorE8(0));
    }

    @Test
    void withoutAReferenceVolatilityDoesNotTighten() {
        tightening = with(0.25, 0);
        move(10_000, 1);
        move(20_000, 1);
        assertEquals(ONE_E8, tightening.factorE8(0));
        check(1, 1);
        assertEquals(25_000_000, tightening.factorE8(0));
    }

    @Test
    void limitsThatNeverTightenDoNot() {
        tightening = with(1, 0.01);
        move(10_000, 1);
        move(20_000, 1, 1);
        assertEquals(ONE_E8, tightening.factorE8(0));
    }

    private static LimitTightening with(final double factorMin, final double referenceVolatility) {
        return new LimitTightening(new TighteningSettings(factorMin, referenceVolatility), MINUTE_NS, RiskWorld.INSTRUMENTS.count());
    }

    private void move(final long mid, final long seconds) {
        move(mid, seconds, 0);
    }

    private void move(final long mid, final long seconds, final double drawdownUse) {
        world.mid(0, mid);
        check(drawdownUse, seconds);
    }

    private void check(final double drawdownUse, final long seconds) {
        nowNs += seconds * SECOND_NS;
        tightening.check(world.markets, drawdownUse, nowNs);
    }
}
