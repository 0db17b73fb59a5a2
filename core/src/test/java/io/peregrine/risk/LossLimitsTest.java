package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.peregrine.message.LossStatusDecoder;
import io.peregrine.message.LossStatusEncoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.MessageHeaderEncoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import io.peregrine.message.SnapshotLossDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Loss of a day: 50 of all and 20 of a strategy; drawdown: 10 % of 1,000 of all and 5 % of a strategy; 15 within a minute. A unit of BTC is
 * bought at 100.00, so that a mark of 101.00 is a profit of 1.
 */
class LossLimitsTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long HOUR_NS = 3_600 * SECOND_NS;
    private static final long DAY_NS = 24 * HOUR_NS;
    private static final int TOTAL_ROW = RiskWorld.STRATEGIES;
    private static final int BTC = 0;

    private long nowNs = 20_000 * DAY_NS + 12 * HOUR_NS;
    private RiskSettings settings;
    private RiskWorld world;
    private LossLimits losses;

    @Test
    void theDayOfAllEndsTradingAtItsLimitAndNotBefore() {
        begin(new LossSettings(0, 0, 0, 0, 60 * SECOND_NS, 0));
        fill(1, Side.BUY, 10_000, 10_000);
        judge(9_501, "");
        judge(9_500, "TOTAL 0 DAILY_LOSS 5000000000 5000000000");
    }

    @Test
    void aStrategysDayEndsItAtItsOwnLimit() {
        begin(new LossSettings(0, 20 * ONE_E8, 0, 0, 60 * SECOND_NS, 0));
        fill(1, Side.BUY, 10_000, 10_000);
        fill(2, Side.SELL, 5_000, 10_000);
        judge(9_801, "");
        judge(9_800, "STRATEGY 1 DAILY_LOSS 2000000000 2000000000");
    }

    @Test
    void aStrategysDrawdownIsOfItsOwnHighest() {
        begin(new LossSettings(0, 0, 5, 0, 60 * SECOND_NS, 0));
        fill(1, Side.BUY, 10_000, 10_000);
        judge(12_000, "");
        judge(11_401, "");
        judge(11_400, "STRATEGY 1 DRAWDOWN 500000000 500000000");
    }

    @Test
    void aFillIsJudgedAtOnceForItsStrategyAndForAll() {
        begin(new LossSettings(0, 20 * ONE_E8, 0, 15 * ONE_E8, 60 * SECOND_NS, 0));
        losses.onFill(world.breakers, 1, BTC, nowNs);
        fill(2, Side.BUY, 10_000, 10_149);
        losses.onFill(world.breakers, 2, BTC, nowNs);
        taken("");
        fill(2, Side.BUY, 1_000, 10_010);
        losses.onFill(world.breakers, 2, BTC, nowNs);
        taken("TOTAL 0 LOSS_VELOCITY 1500000000 1500000000");
        fill(2, Side.BUY, 10_000, 10_050);
        losses.onFill(world.breakers, 2, BTC, nowNs);
        taken("STRATEGY 2 DAILY_LOSS 2000000000 2000000000");
        fill(9, Side.BUY, 10_000, 10_200);
        losses.onFill(world.breakers, 9, BTC, nowNs);
        taken("STRATEGY 0 DAILY_LOSS 2000000000 2000000000");
        fill(1, Side.BUY, 1_000, 13_000);
        losses.onFill(world.breakers, 1, BTC, nowNs);
        taken("STRATEGY 1 DAILY_LOSS 2000000000 3000000000,TOTAL 0 DAILY_LOSS 5000000000 7000000000");
    }

    @Test
    void aFillBeforeAnyDayHasBegunIsNotJudged() {
        create(new LossSettings(0, 20 * ONE_E8, 0, 15 * ONE_E8, 60 * SECOND_NS, 0));
        world.mid(BTC, 10_000);
        fill(1, Side.BUY, 10_000, 20_000);
        losses.onFill(world.breakers, 1, BTC, nowNs);
        taken("");
    }

    @Test
    void aFastLossIsOfTheWindowAndIsForgottenWhenForgiven() {
        begin(new LossSettings(0, 0, 0, 15 * ONE_E8, 60 * SECOND_NS, 0));
        fill(1, Side.BUY, 10_000, 10_000);
        judge(10_000, "");
        judge(9_851, "");
        judge(9_850, "TOTAL 0 LOSS_VELOCITY 1500000000 1500000000");
        losses.forgive(RiskScope.TOTAL, 0, RejectReason.DAILY_LOSS);
        assertEquals(true, world.breakers.reset(world.breakers.get(RiskScope.TOTAL, 0)));
        judge(9_850, "TOTAL 0 LOSS_VELOCITY 1500000000 1500000000");
        losses.forgive(RiskScope.TOTAL, 0, RejectReason.LOSS_VELOCITY);
        assertEquals(true, world.breakers.reset(world.breakers.get(RiskScope.TOTAL, 0)));
        judge(9_850, "");
        judge(9_701, "");
        nowNs += 120 * SECOND_NS;
        judge(9_560, "");
    }

    @Test
    void aDrawdownIsForgivenToWhomItWasAndALossOfTheDayIsNot() {
        begin(new LossSettings(0, 0, 5, 0, 60 * SECOND_NS, 0));
        fill(1, Side.BUY, 1_000, 10_000);
        judge(13_000, "");
        assertEquals(30 * ONE_E8, losses.track(1).highestE8());
        judge(12_000, "");
        losses.forgive(RiskScope.STRATEGY, 1, RejectReason.DAILY_LOSS);
        assertEquals(30 * ONE_E8, losses.track(1).highestE8());
        losses.forgive(RiskScope.STRATEGY, 1, RejectReason.DRAWDOWN);
        assertEquals(20 * ONE_E8, losses.track(1).highestE8());
        assertEquals(30 * ONE_E8, losses.track(TOTAL_ROW).highestE8());
        losses.forgive(RiskScope.TOTAL, 0, RejectReason.DRAWDOWN);
        assertEquals(20 * ONE_E8, losses.track(TOTAL_ROW).highestE8());
    }

    @Test
    void nothingIsJudgedUntilEveryOpenPositionHasAPrice() {
        create(new LossSettings(0, 0, 0, 0, 60 * SECOND_NS, 0));
        fill(1, Side.BUY, 10_000, 10_000);
        losses.begin(nowNs);
        losses.check(world.breakers, nowNs);
        assertEquals(LossTrack.NO_DAY, losses.track(TOTAL_ROW).day());
        judge(10_000, "");
        assertEquals(20_000, losses.track(TOTAL_ROW).day());
    }

    @Test
    void theFirstDayBeginsWithWhatThereIsWhenTradingBegins() {
        create(new LossSettings(0, 0, 0, 0, 60 * SECOND_NS, 0));
        world.mid(BTC, 10_300);
        fill(1, Side.BUY, 1_000, 10_000);
        losses.begin(nowNs);
        assertEquals(3 * ONE_E8, losses.track(1).dayStartE8());
        assertEquals(3 * ONE_E8, losses.track(TOTAL_ROW).dayStartE8());
        assertEquals(0, losses.track(2).dayStartE8());
    }

    @Test
    void aDayBeginsAtItsBoundary() {
        begin(new LossSettings(8 * HOUR_NS, 0, 0, 0, 60 * SECOND_NS, 0));
        assertEquals(20_000, losses.track(TOTAL_ROW).day());
        fill(1, Side.BUY, 1_000, 10_000);
        nowNs = 20_001 * DAY_NS + 8 * HOUR_NS - 1;
        judge(9_900, "");
        assertEquals(20_000, losses.track(TOTAL_ROW).day());
        nowNs++;
        judge(9_800, "");
        assertEquals(20_001, losses.track(TOTAL_ROW).day());
        assertEquals(-2 * ONE_E8, losses.track(1).dayStartE8());
    }

    @Test
    void theFirstFillOfADayThatIsReadBackBeginsTheDayAtCost() {
        create(new LossSettings(0, 0, 0, 0, 60 * SECOND_NS, 0));
        fill(1, Side.BUY, 1_000, 10_000);
        fill(1, Side.SELL, 1_000, 10_700);
        losses.restoreTime(nowNs);
        assertEquals(20_000, losses.track(1).day());
        assertEquals(7 * ONE_E8, losses.track(1).dayStartE8());
        assertEquals(7 * ONE_E8, losses.track(TOTAL_ROW).dayStartE8());
        assertEquals(false, losses.track(1).takeUnwritten());
        fill(1, Side.BUY, 1_000, 10_000);
        fill(1, Side.SELL, 1_000, 10_100);
        losses.restoreTime(nowNs + HOUR_NS);
        assertEquals(7 * ONE_E8, losses.track(1).dayStartE8());
        losses.restoreTime(nowNs + DAY_NS);
        assertEquals(8 * ONE_E8, losses.track(1).dayStartE8());
    }

    @Test
    void theJournalSaysWhereLossesCountFromAndWhatItSaysOfNobodyHasNoEffect() {
        create(new LossSettings(0, 0, 0, 0, 60 * SECOND_NS, 0));
        told(0, 5, 1, 10);
        told(2, 6, 2, 20);
        told(LossStatusEncoder.strategyIdNullValue(), 7, 3, 30);
        told(TOTAL_ROW + 1, 8, 4, 40);
        told(-1, 9, 5, 50);
        assertEquals("5 1 10", describe(losses, 0));
        assertEquals(LossTrack.NO_DAY + " 0 0", describe(losses, 1));
        assertEquals("6 2 20", describe(losses, 2));
        assertEquals("7 3 30", describe(losses, TOTAL_ROW));
    }

    @Test
    void aSnapshotHoldsAllTracksAsTheyAre() {
        create(new LossSettings(0, 0, 0, 0, 60 * SECOND_NS, 0));
        for (int i = 0; i < losses.trackCount(); i++) {
            losses.track(i).restore(100 + i, 10 + i, 20 + i);
        }
        assertEquals(LossStatusEncoder.strategyIdNullValue(), losses.strategyId(losses.track(TOTAL_ROW)));
        assertEquals(2, losses.strategyId(losses.track(2)));
        final LossLimits other = new LossLimits(RiskWorld.INSTRUMENTS, world.positions, world.markets, settings, world.limits);
        losses.snapshot((buffer, offset, length) ->
                other.restore(new SnapshotLossDecoder().wrapAndApplyHeader(buffer, offset, new MessageHeaderDecoder())));
        for (int i = 0; i <= TOTAL_ROW; i++) {
            assertEquals(describe(losses, i), describe(other, i));
        }
    }

    @Test
    void howMuchOfTheDrawdownIsReachedIsBetweenNoneAndAll() {
        begin(new LossSettings(0, 0, 0, 0, 60 * SECOND_NS, 0));
        fill(1, Side.BUY, 10_000, 10_000);
        judge(10_000, "");
        assertEquals(0, losses.drawdownUse());
        judge(9_750, "");
        assertEquals(0.25, losses.drawdownUse());
        world.mid(BTC, 5_000);
        losses.check(world.breakers, nowNs);
        assertEquals(1, losses.drawdownUse());
    }

    private void begin(final LossSettings what) {
        create(what);
        world.mid(BTC, 10_000);
        losses.begin(nowNs);
    }

    private void create(final LossSettings what) {
        settings = new RiskSettings(50 * ONE_E8, 10, 1_000 * ONE_E8, 1_000 * ONE_E8, SECOND_NS, 5,
                new MonitorSettings(BreakerSettings.STANDARD, what, AnomalySettings.NONE, TighteningSettings.NONE));
        world = new RiskWorld(settings);
        losses = new LossLimits(RiskWorld.INSTRUMENTS, world.positions, world.markets, settings, world.limits);
    }

    private void fill(final int strategy, final Side side, final long quantity, final long price) {
        world.positions.onFill(strategy, BTC, side, price, quantity, 0, -1);
    }

    private void judge(final long mark, final String expected) {
        world.mid(BTC, mark);
        losses.check(world.breakers, nowNs);
        taken(expected);
    }

    private void taken(final String expected) {
        final List<String> taken = new ArrayList<>();
        for (Breaker one = world.breakers.take(nowNs); one != null; one = world.breakers.take(nowNs)) {
            taken.add(one.scope() + " " + one.scopeId() + " " + one.cause() + " " + one.limitE8() + " " + one.valueE8());
        }
        assertEquals(expected, String.join(",", taken));
        assertNull(world.breakers.take(nowNs));
    }

    private void told(final int strategyId, final long day, final long dayStartE8, final long highestE8) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        new LossStatusEncoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderEncoder()).timeNs(1).day(day).dayStartE8(dayStartE8)
                .highestE8(highestE8).strategyId(strategyId);
        losses.restore(new LossStatusDecoder().wrapAndApplyHeader(buffer, 0, new MessageHeaderDecoder()));
    }

    private static String describe(final LossLimits of, final int index) {
        final LossTrack track = of.track(index);
        return track.day() + " " + track.dayStartE8() + " " + track.highestE8();
    }
}
