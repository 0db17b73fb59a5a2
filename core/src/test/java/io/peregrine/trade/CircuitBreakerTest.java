package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.SECOND_NS;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.BreakerState;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import io.peregrine.risk.RiskSettings;
import io.peregrine.strategy.Strategy;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What circuit breakers do to orders and strategies, how they cool down, are reset, and come back after a restart. */
class CircuitBreakerTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final long COOL_DOWN_NS = 60 * SECOND_NS;
    private static final RiskSettings RISK = new RiskSettings(50 * ONE_E8, 90, 100 * ONE_E8, 50_000 * ONE_E8, SECOND_NS, 5);

    private final TradeFixture fixture = fixture(TradeFixture.RUN_ID);

    @Test
    void reduceOnlyCancelsWhatCouldGrowAPositionAndTakesOnlyWhatMakesItSmaller() {
        buyTen();
        fixture.place(BTC, Side.BUY, 1_000, 9_900);
        fixture.place(BTC, Side.SELL, 6_000, 10_100);
        fixture.place(BTC, Side.SELL, 5_000, 10_200);
        work(2, 3, 4);
        fixture.take();
        trip(RiskScope.INSTRUMENT, BTC, BreakerState.REDUCE_ONLY);
        assertEquals(
                List.of(
                        "journal RiskEvent WARNING SLIPPAGE",
                        "journal Breaker INSTRUMENT 0 REDUCE_ONLY SLIPPAGE cools",
                        "journal CancelOrder #2",
                        "gateway CancelOrder #2",
                        "journal CancelOrder #4",
                        "gateway CancelOrder #4"),
                fixture.take(),
                "six of ten may be sold; the order for five more could open a short position");
        fixture.report(id(2), ExecType.CANCELED);
        fixture.report(id(4), ExecType.CANCELED);
        assertEquals(RejectReason.REDUCE_ONLY, refusal(Side.BUY, 1_000, 9_900));
        assertEquals(RejectReason.REDUCE_ONLY, refusal(Side.SELL, 4_001, 10_200));
        fixture.take();
        fixture.place(BTC, Side.SELL, 4_000, 10_200);
        assertEquals("gateway NewOrder #7 SELL 4000 @ 10200", fixture.take().getLast());
    }

    @Test
    void haltedCancelsAllThatItCoversAndTakesNothing() {
        buyTen();
        fixture.place(BTC, Side.SELL, 1_000, 10_100);
        work(2);
        fixture.take();
        trip(RiskScope.VENUE, 0, BreakerState.HALTED);
        assertEquals(
                List.of(
                        "journal RiskEvent SEVERE SLIPPAGE",
                        "journal Breaker VENUE 0 HALTED SLIPPAGE cools",
                        "journal CancelOrder #2",
                        "gateway CancelOrder #2"),
                fixture.take());
        assertEquals(RejectReason.CIRCUIT_BREAKER, refusal(Side.SELL, 1_000, 10_200), "not even what makes the position smaller");
    }

    @Test
    void itCoolsDownOneStateAtATime() {
        trip(RiskScope.TOTAL, 0, BreakerState.HALTED);
        fixture.take();
        fixture.after(COOL_DOWN_NS - 1);
        assertEquals(List.of(), fixture.take());
        fixture.after(SECOND_NS);
        assertEquals(
                List.of("journal RiskEvent INFO CIRCUIT_BREAKER", "journal Breaker TOTAL 0 REDUCE_ONLY SLIPPAGE cools"), fixture.take());
        assertEquals(RejectReason.REDUCE_ONLY, refusal(Side.BUY, 1_000, 9_900));
        fixture.take();
        fixture.after(COOL_DOWN_NS);
        assertEquals(List.of("journal RiskEvent INFO CIRCUIT_BREAKER", "journal Breaker TOTAL 0 NORMAL NONE"), fixture.take());
        fixture.place(BTC, Side.BUY, 1_000, 9_900);
        assertEquals("gateway NewOrder #2 BUY 1000 @ 9900", fixture.take().getLast());
    }

    @Test
    void aStrategysBreakerStopsItAloneAndHoldsItUntilItIsReset() {
        fixture.startStrategy(1);
        fixture.startStrategy(2);
        fixture.take();
        trip(RiskScope.STRATEGY, 1, BreakerState.HALTED);
        assertEquals(
                List.of(
                        "journal RiskEvent SEVERE SLIPPAGE",
                        "journal Breaker STRATEGY 1 HALTED SLIPPAGE cools",
                        "journal StrategyStatus 1 STOPPED: circuit breaker: SLIPPAGE"),
                fixture.take());
        fixture.startStrategy(1);
        assertEquals(
                List.of("journal StartStrategy", "journal StrategyStatus 1 STOPPED: its circuit breaker is HALTED: SLIPPAGE"),
                fixture.take());
        assertEquals(RejectReason.CIRCUIT_BREAKER, refusal(1));
        fixture.place(2, BTC, Side.BUY, OrderType.LIMIT, 1_000, 9_900);
        assertEquals("gateway NewOrder #2 BUY 1000 @ 9900", fixture.take().getLast());
        fixture.resetBreaker(RiskScope.STRATEGY, 1, "fixed");
        assertEquals(
                List.of("journal ResetBreaker: fixed", "journal RiskEvent INFO SLIPPAGE", "journal Breaker STRATEGY 1 NORMAL NONE"),
                fixture.take());
        fixture.startStrategy(1);
        assertEquals(List.of("journal StartStrategy", "journal StrategyStatus 1 RUNNING: by command"), fixture.take());
    }

    @Test
    void aStrategyThatMayOnlyReduceIsMeasuredByItsOwnPosition() {
        fixture.place(2, BTC, Side.BUY, OrderType.MARKET, 10_000, NULL_VALUE);
        fixture.fill(id(1), 10_000, 10_000);
        trip(RiskScope.STRATEGY, 1, BreakerState.REDUCE_ONLY);
        fixture.place(1, BTC, Side.SELL, OrderType.LIMIT, 1_000, 10_100);
        assertEquals(RejectReason.REDUCE_ONLY, fixture.lastReason(), "the long position is the other strategy's");
        fixture.take();
        fixture.place(2, BTC, Side.SELL, OrderType.LIMIT, 1_000, 10_100);
        assertEquals("gateway NewOrder #3 SELL 1000 @ 10100", fixture.take().getLast());
    }

    @Test
    void aLossThatIsStillThereTripsAgainAtOnceAndOneThatIsNotLetsOrdersThrough() {
        buyTen();
        fixture.quote(BTC, 9_499, 9_501);
        fixture.after(SECOND_NS);
        fixture.take();
        fixture.resetBreaker(RiskScope.TOTAL, 0, "hope");
        assertEquals(
                List.of(
                        "journal ResetBreaker: hope",
                        "journal RiskEvent INFO DAILY_LOSS",
                        "journal Breaker TOTAL 0 NORMAL NONE",
                        "journal RiskEvent CRITICAL DAILY_LOSS",
                        "journal Breaker TOTAL 0 HALTED DAILY_LOSS"),
                fixture.take());
        assertEquals(RejectReason.HALTED, refusal(Side.SELL, 1_000, 9_600));
        fixture.quote(BTC, 9_599, 9_601);
        fixture.take();
        fixture.resetBreaker(RiskScope.TOTAL, 0, "the market came back");
        assertEquals("journal Breaker TOTAL 0 NORMAL NONE", fixture.take().getLast());
        fixture.place(BTC, Side.SELL, 1_000, 9_600);
        assertEquals("gateway NewOrder #3 SELL 1000 @ 9600", fixture.take().getLast());
    }

    @Test
    void theKillSwitchAndALimitAreReleasedOneByOne() {
        buyTen();
        fixture.quote(BTC, 9_499, 9_501);
        fixture.after(SECOND_NS);
        fixture.core.halt(RejectReason.KILL_SWITCH, fixture.nowNs);
        fixture.quote(BTC, 9_999, 10_001);
        fixture.resetBreaker(RiskScope.TOTAL, 0, "the market came back");
        assertEquals(RejectReason.KILL_SWITCH, fixture.core.halted());
        fixture.core.resume(fixture.nowNs);
        assertEquals(RejectReason.NONE, fixture.core.halted());
        fixture.quote(BTC, 9_499, 9_501);
        fixture.after(SECOND_NS);
        fixture.core.halt(RejectReason.KILL_SWITCH, fixture.nowNs);
        fixture.core.resume(fixture.nowNs);
        assertEquals(RejectReason.DAILY_LOSS, fixture.core.halted());
    }

    @Test
    void aRestartFindsBreakersAsTheyWere() {
        buyTen();
        trip(RiskScope.INSTRUMENT, BTC, BreakerState.REDUCE_ONLY);
        fixture.quote(BTC, 9_499, 9_501);
        fixture.after(SECOND_NS);
        final TradeFixture next = fixture(TradeFixture.RUN_ID + 1);
        for (int i = 0; i < fixture.records.size(); i++) {
            new JournalLines().dispatch(i + 1, new UnsafeBuffer(fixture.records.get(i)), next.core.recovery());
        }
        next.live();
        assertEquals(RejectReason.DAILY_LOSS, next.core.halted());
        assertEquals(BreakerState.REDUCE_ONLY, next.core.breakers().get(RiskScope.INSTRUMENT, BTC).state());
        assertEquals(
                fixture.core.breakers().get(RiskScope.INSTRUMENT, BTC).untilNs(),
                next.core.breakers().get(RiskScope.INSTRUMENT, BTC).untilNs());
        assertEquals(true, next.core.breakers().get(RiskScope.TOTAL, 0).latched());
    }

    private void trip(final RiskScope scope, final int scopeId, final BreakerState to) {
        fixture.core.breakers().trip(scope, scopeId, to, RejectReason.SLIPPAGE, 1, 2);
        fixture.core.doWork(fixture.nowNs);
    }

    private RejectReason refusal(final Side side, final long quantity, final long price) {
        fixture.place(BTC, side, quantity, price);
        return fixture.lastReason();
    }

    private RejectReason refusal(final int strategyId) {
        fixture.place(strategyId, BTC, Side.BUY, OrderType.LIMIT, 1_000, 9_900);
        return fixture.lastReason();
    }

    /** Ten units at 100.00. */
    private void buyTen() {
        fixture.place(0, BTC, Side.BUY, OrderType.MARKET, 10_000, NULL_VALUE);
        fixture.fill(id(1), 10_000, 10_000);
        fixture.take();
    }

    private void work(final int... orders) {
        for (final int order : orders) {
            fixture.report(id(order), ExecType.NEW);
        }
    }

    private static TradeFixture fixture(final int runId) {
        final Strategy idle = new Strategy() {
        };
        final TradeFixture made = new TradeFixture(
                runId,
                TradeFixture.ORDERS,
                RISK,
                List.of(TradeFixture.strategy(1, "idle", Map.of()), TradeFixture.strategy(2, "idle", Map.of())),
                (settings, instruments) -> idle);
        return runId == TradeFixture.RUN_ID ? made.live() : made;
    }
}
