package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.RejectReason;
import org.junit.jupiter.api.Test;

class LossTrackTest {
    private static final long ONE_E8 = 100_000_000L;

    private final LossTrack track = new LossTrack(3);
    private final RiskVerdict verdict = new RiskVerdict();

    @Test
    void theLossOfTheDayCountsFromTheProfitAtItsBeginning() {
        track.onDay(10, 50);
        assertEquals(RejectReason.NONE, check(-49, 100, 0, 1_000_000));
        assertEquals(RejectReason.NONE, verdict.rule());
        assertEquals(RejectReason.DAILY_LOSS, check(-50, 100, 0, 1_000_000));
        assertEquals(100, verdict.limitE8());
        assertEquals(100, verdict.valueE8());
        assertEquals(RejectReason.DAILY_LOSS, check(-51, 100, 0, 1_000_000));
        assertEquals(101, verdict.valueE8());
    }

    @Test
    void theSameDayDoesNotBeginTwiceAndTheNextOneForgetsTheLoss() {
        track.onDay(10, 50);
        track.onDay(10, -60);
        assertEquals(50, track.dayStartE8());
        assertEquals(RejectReason.DAILY_LOSS, check(-60, 100, 0, 1_000_000));
        track.onDay(11, -60);
        assertEquals(11, track.day());
        assertEquals(-60, track.dayStartE8());
        assertEquals(RejectReason.NONE, check(-60, 100, 0, 1_000_000));
    }

    @Test
    void noLimitIsNeverBroken() {
        assertEquals(RejectReason.NONE, check(-1_000_000, 0, 0, 1_000));
        assertEquals(RejectReason.NONE, check(0, 0, 0, 1_000));
    }

    @Test
    void theDrawdownIsAPartOfTheCapitalAndTheHighestProfit() {
        check(200, 0, 10, 800);
        assertEquals(200, track.highestE8());
        assertEquals(RejectReason.NONE, check(101, 0, 10, 800));
        assertEquals(RejectReason.DRAWDOWN, check(100, 0, 10, 800));
        assertEquals(10 * ONE_E8, verdict.limitE8());
        assertEquals(10 * ONE_E8, verdict.valueE8());
        assertEquals(12.5, track.drawdownPercent(75, 800));
    }

    @Test
    void aHighestProfitBelowZeroTakesNothingFromTheCapital() {
        track.restore(1, 0, -200);
        assertEquals(10, track.drawdownPercent(-300, 1_000));
    }

    @Test
    void withoutCapitalThereIsNoDrawdown() {
        assertEquals(0, track.drawdownPercent(-300, 0));
        assertEquals(0, track.drawdownPercent(-300, -1));
        assertEquals(30_000, track.drawdownPercent(-300, 1));
    }

    @Test
    void theFallCountsAnewFromWhereItIsRebased() {
        check(200, 0, 10, 800);
        track.takeUnwritten();
        track.rebase(100);
        assertEquals(100, track.highestE8());
        assertTrue(track.takeUnwritten());
        assertEquals(RejectReason.NONE, check(100, 0, 10, 800));
    }

    @Test
    void aHighestProfitIsWrittenDownOnceItHasGrownByAThousandthOfTheCapital() {
        check(99, 0, 0, 100_000);
        assertFalse(track.takeUnwritten());
        check(100, 0, 0, 100_000);
        assertTrue(track.takeUnwritten());
        assertFalse(track.takeUnwritten());
        check(199, 0, 0, 100_000);
        assertFalse(track.takeUnwritten());
        check(200, 0, 0, 100_000);
        assertTrue(track.takeUnwritten());
    }

    @Test
    void withLittleCapitalEveryHigherProfitIsWrittenDown() {
        check(0, 0, 0, 10);
        assertFalse(track.takeUnwritten());
        check(1, 0, 0, 10);
        assertTrue(track.takeUnwritten());
    }

    @Test
    void aDayThatBeginsAtZeroAfterOneThatDidIsNotWrittenDown() {
        track.onDay(10, 0);
        assertFalse(track.takeUnwritten());
        track.onDay(11, 5);
        assertTrue(track.takeUnwritten());
        track.onDay(11, 5);
        assertFalse(track.takeUnwritten());
        track.onDay(12, 0);
        assertTrue(track.takeUnwritten());
    }

    @Test
    void whatIsRestoredIsWrittenDownAlready() {
        track.rebase(7);
        track.restore(20, -5, 500);
        assertFalse(track.takeUnwritten());
        assertEquals(20, track.day());
        assertEquals(-5, track.dayStartE8());
        assertEquals(500, track.highestE8());
        check(500, 0, 0, 1_000);
        assertFalse(track.takeUnwritten());
        assertEquals(3, track.row());
    }

    private RejectReason check(final long profitE8, final long lossMaxE8, final double drawdownMaxPercent, final long capitalE8) {
        return track.check(profitE8, lossMaxE8, drawdownMaxPercent, capitalE8, verdict);
    }
}
