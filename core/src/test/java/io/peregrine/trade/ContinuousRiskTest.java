package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.SECOND_NS;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.BookState;
import io.peregrine.message.BreakerState;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import io.peregrine.risk.AnomalySettings;
import io.peregrine.risk.Breaker;
import io.peregrine.risk.BreakerSettings;
import io.peregrine.risk.LossSettings;
import io.peregrine.risk.MonitorSettings;
import io.peregrine.risk.RiskSettings;
import io.peregrine.risk.TighteningSettings;
import io.peregrine.strategy.Strategy;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Each key of the continuous checks bites, at the value that it names and not before. */
class ContinuousRiskTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final long MINUTE_NS = 60 * SECOND_NS;
    private static final long DAY_NS = 86_400 * SECOND_NS;
    private static final int THRESHOLD = 3;

    private TradeFixture fixture;
    private int orders;

    @Test
    void aLossOfTheDayIsSeenAtTheFillThatMakesIt() {
        run(TradeFixture.RUN_ID, monitors(LossSettings.NONE, AnomalySettings.NONE));
        buy(0, 10_000, 10_000);
        fixture.after(SECOND_NS);
        sell(0, 10_000, 9_501);
        assertEquals(BreakerState.NORMAL, state(RiskScope.TOTAL, 0), "49.90 lost");
        buy(0, 10_000, 10_000);
        sell(0, 10_000, 9_999);
        assertEquals("HALTED DAILY_LOSS latched", told(RiskScope.TOTAL, 0), "50 lost, with no check in between");
    }

    @Test
    void aDayBeginsAtItsBoundary() {
        final long boundaryNs = 3_600 * SECOND_NS;
        run(TradeFixture.RUN_ID, monitors(new LossSettings(boundaryNs, 0, 0, 0, MINUTE_NS, 0), AnomalySettings.NONE));
        final long untilBoundaryNs = DAY_NS - Math.floorMod(fixture.nowNs - boundaryNs, DAY_NS);
        buy(0, 10_000, 10_000);
        fixture.after(untilBoundaryNs - 2 * SECOND_NS);
        mark(9_600);
        fixture.after(SECOND_NS);
        fixture.after(SECOND_NS);
        mark(9_300);
        fixture.after(SECOND_NS);
        assertEquals(BreakerState.NORMAL, state(RiskScope.TOTAL, 0), "40 lost before the boundary, 30 after it");
        mark(9_100);
        fixture.after(SECOND_NS);
        assertEquals("HALTED DAILY_LOSS latched", told(RiskScope.TOTAL, 0), "50 lost after it");
    }

    @Test
    void aStrategysOwnLossStopsItAndNotTheOthers() {
        run(TradeFixture.RUN_ID, monitors(new LossSettings(0, 20 * ONE_E8, 0, 0, MINUTE_NS, 0), AnomalySettings.NONE));
        fixture.startStrategy(1);
        fixture.startStrategy(2);
        buy(2, 10_000, 10_000);
        sell(2, 10_000, 10_400);
        buy(1, 10_000, 10_000);
        sell(1, 10_000, 9_801);
        assertEquals(BreakerState.NORMAL, state(RiskScope.STRATEGY, 1), "19.90 lost");
        fixture.take();
        buy(1, 10_000, 10_000);
        sell(1, 10_000, 9_999);
        assertEquals("HALTED DAILY_LOSS latched", told(RiskScope.STRATEGY, 1));
        assertEquals(true, fixture.take().contains("journal StrategyStatus 1 STOPPED: circuit breaker: DAILY_LOSS"));
        assertEquals(BreakerState.NORMAL, state(RiskScope.STRATEGY, 2));
        assertEquals(BreakerState.NORMAL, state(RiskScope.TOTAL, 0));
    }

    @Test
    void aStrategysDrawdownIsMeasuredFromItsHighestAndCountsAnewAfterAReset() {
        run(TradeFixture.RUN_ID, monitors(new LossSettings(0, 0, 1, 0, MINUTE_NS, 0), AnomalySettings.NONE));
        buy(1, 10_000, 10_000);
        mark(11_000);
        fixture.after(SECOND_NS);
        mark(9_800);
        fixture.after(SECOND_NS);
        assertEquals(BreakerState.NORMAL, state(RiskScope.STRATEGY, 1), "120 of 50100 are 0.24 %");
        mark(5_990);
        fixture.core.breakers();
        sell(1, 10_000, 5_990);
        assertEquals("HALTED DRAWDOWN latched", told(RiskScope.STRATEGY, 1), "501 of 50100 are 1 %");
        fixture.resetBreaker(RiskScope.STRATEGY, 1, "accepted");
        fixture.after(SECOND_NS);
        assertEquals(BreakerState.NORMAL, state(RiskScope.STRATEGY, 1));
    }

    @Test
    void aFastLossHaltsEverythingForAWhile() {
        run(TradeFixture.RUN_ID, monitors(new LossSettings(0, 0, 0, 20 * ONE_E8, MINUTE_NS, 0), AnomalySettings.NONE));
        buy(0, 10_000, 10_000);
        fixture.after(SECOND_NS);
        mark(9_850);
        fixture.after(2 * MINUTE_NS);
        mark(9_700);
        fixture.after(SECOND_NS);
        assertEquals(BreakerState.NORMAL, state(RiskScope.TOTAL, 0), "twice 15, further apart than the window");
        mark(9_550);
        fixture.after(SECOND_NS);
        assertEquals("HALTED LOSS_VELOCITY cools", told(RiskScope.TOTAL, 0), "30 within it");
    }

    @Test
    void aStreakOfLosingOrdersMakesAStrategyReduceOnlyAndAnOrderCountsOnce() {
        run(TradeFixture.RUN_ID, monitors(new LossSettings(0, 0, 0, 0, MINUTE_NS, 3), AnomalySettings.NONE));
        for (int i = 0; i < 2; i++) {
            buy(1, 1_000, 10_000);
            sell(1, 1_000, 9_990);
        }
        buy(1, 1_000, 10_000);
        sell(1, 1_000, 10_010);
        buy(1, 3_000, 10_000);
        fixture.place(1, BTC, Side.SELL, OrderType.MARKET, 3_000, NULL_VALUE);
        orders++;
        for (int i = 0; i < 3; i++) {
            fixture.fill(id(orders), 1_000, 9_990);
        }
        buy(1, 1_000, 10_000);
        sell(1, 1_000, 9_990);
        assertEquals(BreakerState.NORMAL, state(RiskScope.STRATEGY, 1), "two lost since one was won");
        buy(1, 1_000, 10_000);
        sell(1, 1_000, 9_990);
        assertEquals("REDUCE_ONLY LOSS_STREAK cools", told(RiskScope.STRATEGY, 1));
        assertEquals(BreakerState.NORMAL, state(RiskScope.STRATEGY, 2));
    }

    @Test
    void fillsBeyondTheRateAreViolations() {
        run(TradeFixture.RUN_ID, monitors(LossSettings.NONE, new AnomalySettings(4, 0, 0, false)));
        for (int i = 0; i < 4 + THRESHOLD - 1; i++) {
            buy(1, 100, 10_000);
        }
        assertEquals(BreakerState.NORMAL, state(RiskScope.STRATEGY, 1));
        fixture.after(SECOND_NS);
        for (int i = 0; i < 4; i++) {
            buy(1, 100, 10_000);
        }
        assertEquals(BreakerState.NORMAL, state(RiskScope.STRATEGY, 1), "four in another second");
        buy(1, 100, 10_000);
        assertEquals("REDUCE_ONLY FILL_RATE cools", told(RiskScope.STRATEGY, 1));
    }

    @Test
    void fillsOnTheWrongSideOfTheMarketAreViolationsOfTheInstrument() {
        run(TradeFixture.RUN_ID, monitors(LossSettings.NONE, new AnomalySettings(0, 50, 0, false)));
        for (int i = 0; i < THRESHOLD; i++) {
            buy(1, 100, 10_050);
            sell(2, 100, 9_950);
            buy(1, 100, 9_000);
        }
        assertEquals(BreakerState.NORMAL, state(RiskScope.INSTRUMENT, BTC), "50 basis points are not more than 50");
        for (int i = 0; i < THRESHOLD; i++) {
            buy(1, 100, 10_051);
        }
        assertEquals("REDUCE_ONLY SLIPPAGE cools", told(RiskScope.INSTRUMENT, BTC));
    }

    @Test
    void moreExposureThanAllowedBecauseThePriceMovedIsAViolationAtEachCheck() {
        run(TradeFixture.RUN_ID, monitors(LossSettings.NONE, AnomalySettings.NONE));
        buy(0, 90_000, 10_000);
        mark(55_000);
        for (int i = 0; i < THRESHOLD; i++) {
            fixture.after(SECOND_NS);
        }
        assertEquals(BreakerState.NORMAL, state(RiskScope.TOTAL, 0), "49500 of 50000");
        mark(56_000);
        for (int i = 0; i < THRESHOLD - 1; i++) {
            fixture.after(SECOND_NS);
        }
        assertEquals(BreakerState.NORMAL, state(RiskScope.TOTAL, 0), "50400, but not often enough");
        fixture.after(SECOND_NS);
        assertEquals("REDUCE_ONLY EXPOSURE_LIMIT cools", told(RiskScope.TOTAL, 0));
    }

    @Test
    void tooMuchInOneInstrumentIsAViolationOfItOnceThereIsEnough() {
        run(TradeFixture.RUN_ID, monitors(LossSettings.NONE, new AnomalySettings(0, 0, 80, false)));
        buy(0, 90_000, 10_000);
        mark(27_000);
        for (int i = 0; i < THRESHOLD; i++) {
            fixture.after(SECOND_NS);
        }
        assertEquals(BreakerState.NORMAL, state(RiskScope.INSTRUMENT, BTC), "24300 are not half of 50000");
        mark(28_000);
        for (int i = 0; i < THRESHOLD; i++) {
            fixture.after(SECOND_NS);
        }
        assertEquals("REDUCE_ONLY CONCENTRATION cools", told(RiskScope.INSTRUMENT, BTC));
    }

    @Test
    void aVenueWithLateDataIsReduceOnlyUntilItHasBeenInTimeForAWhile() {
        run(TradeFixture.RUN_ID, monitors(LossSettings.NONE, new AnomalySettings(0, 0, 0, true)));
        fixture.feedLatency(true);
        assertEquals("REDUCE_ONLY FEED_LATENCY cools", told(RiskScope.VENUE, 0));
        fixture.after(MINUTE_NS);
        fixture.after(SECOND_NS);
        assertEquals(BreakerState.REDUCE_ONLY, state(RiskScope.VENUE, 0), "still late");
        fixture.feedLatency(false);
        fixture.after(MINUTE_NS);
        fixture.after(SECOND_NS);
        assertEquals(BreakerState.NORMAL, state(RiskScope.VENUE, 0));
    }

    @Test
    void aBookThatFailsAgainAndAgainMakesItsInstrumentReduceOnly() {
        run(TradeFixture.RUN_ID, monitors(LossSettings.NONE, new AnomalySettings(0, 0, 0, true)));
        for (int i = 0; i < THRESHOLD - 1; i++) {
            fixture.book(BTC, BookState.SUSPECT);
            fixture.book(BTC, BookState.INVALID);
            fixture.book(BTC, BookState.LIVE);
        }
        assertEquals(BreakerState.NORMAL, state(RiskScope.INSTRUMENT, BTC), "each time counts once");
        fixture.book(BTC, BookState.SUSPECT);
        assertEquals("REDUCE_ONLY BOOK_FAILURE cools", told(RiskScope.INSTRUMENT, BTC));
    }

    @Test
    void limitsTightenWithDrawdownAndWithVolatility() {
        final TighteningSettings tightening = new TighteningSettings(0.25, 0.001);
        run(TradeFixture.RUN_ID, new MonitorSettings(
                BreakerSettings.STANDARD, LossSettings.NONE, AnomalySettings.NONE, tightening), new RiskSettings(
                5_000 * ONE_E8, 10, 10 * ONE_E8, 1_000 * ONE_E8, SECOND_NS, THRESHOLD));
        buy(0, 2_000, 10_000);
        mark(10_000);
        fixture.after(SECOND_NS);
        fixture.after(SECOND_NS);
        fixture.place(BTC, Side.BUY, 8_001, 9_999);
        assertEquals(10 * ONE_E8, lastLimit(RejectReason.POSITION_LIMIT), "calm, and nothing lost");
        orders++;
        mark(7_500);
        fixture.after(SECOND_NS);
        mark(7_500);
        final long byVolatility = limit();
        assertEquals(25 * ONE_E8 / 10, byVolatility, "a quarter of a price in a second: the least that there is");
        for (int i = 0; i < 700; i++) {
            mark(7_500);
            fixture.after(SECOND_NS);
        }
        assertEquals(625 * ONE_E8 / 100, limit(), "calm again; 50 of 1000 lost, half of the drawdown: 1 - 0.75 / 2");
    }

    @Test
    void theHighestProfitAndTheDaysBeginningComeBackAfterARestartAndAreJudgedWhenThereIsAPrice() {
        run(TradeFixture.RUN_ID, monitors(LossSettings.NONE, AnomalySettings.NONE));
        buy(0, 50_000, 10_000);
        mark(15_000);
        fixture.after(SECOND_NS);
        final TradeFixture before = fixture;
        orders = 0;
        fixture = fixture(TradeFixture.RUN_ID + 1, settings(monitors(LossSettings.NONE, AnomalySettings.NONE)));
        for (int i = 0; i < before.records.size(); i++) {
            new JournalLines().dispatch(i + 1, new UnsafeBuffer(before.records.get(i)), fixture.core.recovery());
        }
        fixture.nowNs = before.nowNs;
        fixture.start();
        fixture.after(SECOND_NS);
        assertEquals(BreakerState.NORMAL, state(RiskScope.TOTAL, 0), "no price yet, so that the profit of 2500 is not taken for lost");
        fixture.book(BTC, BookState.LIVE);
        mark(9_900);
        fixture.after(SECOND_NS);
        fixture.after(SECOND_NS);
        assertEquals("HALTED DAILY_LOSS latched", told(RiskScope.TOTAL, 0), "50 lost since the day began");
        fixture.resetBreaker(RiskScope.TOTAL, 0, "once more");
        assertEquals("HALTED DAILY_LOSS latched", told(RiskScope.TOTAL, 0));
    }

    @Test
    void aDrawdownFromBeforeARestartHaltsAfterIt() {
        final RiskSettings risk = new RiskSettings(5_000 * ONE_E8, 4, 100 * ONE_E8, 50_000 * ONE_E8, SECOND_NS, THRESHOLD);
        fixture = fixture(TradeFixture.RUN_ID, risk).live();
        buy(0, 50_000, 10_000);
        mark(15_000);
        fixture.after(SECOND_NS);
        final TradeFixture before = fixture;
        fixture = fixture(TradeFixture.RUN_ID + 1, risk);
        for (int i = 0; i < before.records.size(); i++) {
            new JournalLines().dispatch(i + 1, new UnsafeBuffer(before.records.get(i)), fixture.core.recovery());
        }
        fixture.nowNs = before.nowNs;
        fixture.start();
        fixture.book(BTC, BookState.LIVE);
        mark(10_900);
        fixture.after(SECOND_NS);
        fixture.after(SECOND_NS);
        assertEquals(BreakerState.NORMAL, state(RiskScope.TOTAL, 0), "2050 of 52500 are 3.9 %");
        mark(10_700);
        fixture.after(SECOND_NS);
        fixture.after(SECOND_NS);
        assertEquals("HALTED DRAWDOWN latched", told(RiskScope.TOTAL, 0), "2150 are 4.1 %");
        fixture.resetBreaker(RiskScope.TOTAL, 0, "accepted");
        fixture.after(SECOND_NS);
        assertEquals(BreakerState.NORMAL, state(RiskScope.TOTAL, 0), "the fall counts anew");
    }

    private long limit() {
        fixture.place(BTC, Side.BUY, 8_001, 7_400);
        orders++;
        return lastLimit(RejectReason.POSITION_LIMIT);
    }

    /** The limit that the last refusal names. */
    private long lastLimit(final RejectReason rule) {
        final RiskEventDecoder event = new RiskEventDecoder().wrapAndApplyHeader(
                new UnsafeBuffer(fixture.records.get(fixture.records.size() - 2)), 0, new MessageHeaderDecoder());
        assertEquals(rule, event.rule());
        return event.limitE8();
    }

    private String told(final RiskScope scope, final int scopeId) {
        final Breaker breaker = fixture.core.breakers().get(scope, scopeId);
        return breaker.state() + " " + breaker.cause() + (breaker.latched() ? " latched" : " cools");
    }

    private BreakerState state(final RiskScope scope, final int scopeId) {
        return fixture.core.breakers().get(scope, scopeId).state();
    }

    private void mark(final long price) {
        fixture.quote(BTC, price - 1, price + 1);
    }

    private void buy(final int strategyId, final long quantity, final long price) {
        fill(strategyId, Side.BUY, quantity, price);
    }

    private void sell(final int strategyId, final long quantity, final long price) {
        fill(strategyId, Side.SELL, quantity, price);
    }

    private void fill(final int strategyId, final Side side, final long quantity, final long price) {
        fixture.place(strategyId, BTC, side, OrderType.MARKET, quantity, NULL_VALUE);
        orders++;
        fixture.fill(id(orders), quantity, price);
    }

    private void run(final int runId, final MonitorSettings monitors) {
        fixture = fixture(runId, settings(monitors)).live();
    }

    private void run(final int runId, final MonitorSettings monitors, final RiskSettings risk) {
        fixture = fixture(runId, new RiskSettings(risk.dailyLossMaxE8(), risk.drawdownMaxPercent(), risk.positionSizeMaxE8(),
                risk.exposureMaxE8(), risk.checkIntervalNs(), risk.violationThreshold(), monitors)).live();
    }

    private static RiskSettings settings(final MonitorSettings monitors) {
        final boolean losses = monitors.losses().strategyDrawdownMaxPercent() == 0;
        return new RiskSettings((losses ? 50 : 50_000) * ONE_E8, 90, 100 * ONE_E8, 50_000 * ONE_E8, SECOND_NS, THRESHOLD, monitors);
    }

    private static MonitorSettings monitors(final LossSettings losses, final AnomalySettings anomalies) {
        return new MonitorSettings(BreakerSettings.STANDARD, losses, anomalies, TighteningSettings.NONE);
    }

    private static TradeFixture fixture(final int runId, final RiskSettings risk) {
        final Strategy idle = new Strategy() {
        };
        return new TradeFixture(
                runId,
                TradeFixture.ORDERS,
                risk,
                List.of(TradeFixture.strategy(1, "idle", Map.of()), TradeFixture.strategy(2, "idle", Map.of())),
                (settings, instruments) -> idle);
    }
}
