package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.BookState;
import io.peregrine.message.BreakerState;
import io.peregrine.message.InstrumentState;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import io.peregrine.order.Order;
import io.peregrine.order.OrderRequest;
import org.junit.jupiter.api.Test;

/** Everything is at 100.00; 1,000 is one unit. */
class PreTradeRiskTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final int BTC = 0;
    private static final int ETH = 1;

    private final RiskWorld world = new RiskWorld(
            new RiskSettings(1_000_000 * ONE_E8, 50, 1_000_000 * ONE_E8, 1_000_000 * ONE_E8, 1_000_000_000L, 5));
    private final PreTradeRisk risk = world.risk;
    private long nextId = 1;

    PreTradeRiskTest() {
        for (int i = 0; i < 3; i++) {
            world.mid(i, 10_000);
        }
    }

    @Test
    void whatIsHaltedTakesNoOrderNorATriggeredStop() {
        assertSame(RejectReason.NONE, risk.halted());
        risk.halt(RejectReason.DAILY_LOSS);
        assertSame(RejectReason.DAILY_LOSS, risk.halted());
        assertSame(RejectReason.HALTED, check(BTC, true, 1_000, 10_000));
        numbers(0, 0);
        assertSame(RejectReason.HALTED, risk.checkTriggered(world.request));
        assertSame(RejectReason.HALTED, risk.checkHeld(world.request, world.nowNs));
        risk.halt(RejectReason.NONE);
        assertSame(RejectReason.NONE, check(BTC, true, 1_000, 10_000));
    }

    @Test
    void anInstrumentThatIsHaltedOrChangedTakesNoOrder() {
        risk.instrument(BTC, InstrumentState.HALTED);
        assertSame(RejectReason.INSTRUMENT_HALTED, check(BTC, true, 1_000, 10_000));
        assertSame(RejectReason.INSTRUMENT_HALTED, risk.checkTriggered(world.request));
        assertSame(RejectReason.NONE, check(ETH, true, 1_000, 10_000));
        risk.instrument(BTC, InstrumentState.CHANGED);
        assertSame(RejectReason.INSTRUMENT_CHANGED, check(BTC, true, 1_000, 10_000));
        risk.instrument(BTC, InstrumentState.TRADING);
        assertSame(RejectReason.NONE, check(BTC, true, 1_000, 10_000));
    }

    @Test
    void anOrderForWhatIsNotTradedOrWithoutALiveBookIsRefused() {
        assertSame(RejectReason.UNKNOWN_INSTRUMENT, check(3, true, 1_000, 10_000));
        world.markets[BTC].onBookState(BookState.SUSPECT);
        assertSame(RejectReason.BOOK_NOT_LIVE, check(BTC, true, 1_000, 10_000));
        assertSame(RejectReason.BOOK_NOT_LIVE, risk.verdict().rule());
        assertSame(RejectReason.UNSUPPORTED, risk.refuse(RejectReason.UNSUPPORTED));
        assertSame(RejectReason.UNSUPPORTED, risk.verdict().rule());
    }

    @Test
    void aBreakerThatIsHaltedTakesNoOrderOfItsScope() {
        world.breakers.latch(RiskScope.STRATEGY, 1, RejectReason.DRAWDOWN, 1, 2);
        world.breakers.take(world.nowNs);
        assertSame(RejectReason.CIRCUIT_BREAKER, check(BTC, true, 1_000, 10_000));
        assertSame(RejectReason.CIRCUIT_BREAKER, risk.checkTriggered(world.request));
        assertSame(RejectReason.NONE, risk.check(world.request(2, BTC, true, OrderType.LIMIT, 1_000, 10_000), world.nowNs));
    }

    @Test
    void reduceOnlyLetsAPositionCloseAndNotTurn() {
        fill(1, BTC, Side.BUY, 2_000);
        assertFalse(risk.reduceOnly(BTC));
        risk.reduceOnly(BTC, true);
        assertTrue(risk.reduceOnly(BTC));
        assertFalse(risk.reduceOnly(ETH));
        assertSame(RejectReason.NONE, check(BTC, false, 2_000, 10_000));
        assertSame(RejectReason.REDUCE_ONLY, check(BTC, false, 2_001, 10_000));
        numbers(0, 100_000);
        assertSame(RejectReason.REDUCE_ONLY, check(BTC, true, 1, 10_000));
        numbers(0, 200_100_000);
        open(1, BTC, false, 1_500, 10_000);
        assertSame(RejectReason.NONE, check(BTC, false, 500, 10_000));
        assertSame(RejectReason.REDUCE_ONLY, check(BTC, false, 501, 10_000));
        risk.reduceOnly(BTC, false);
        assertSame(RejectReason.NONE, check(BTC, false, 5_000, 10_000));
    }

    @Test
    void aTriggeredStopOfAReduceOnlyInstrumentIsAmongTheOpenOrdersAlready() {
        fill(1, BTC, Side.BUY, 2_000);
        risk.reduceOnly(BTC, true);
        world.request.set(1, BTC, Side.SELL, OrderType.STOP, 2_000).prices(OrderRequest.NO_PRICE, 9_000).reserveAt(9_000);
        world.open(nextId++);
        world.request.set(1, BTC, Side.SELL, OrderType.MARKET, 2_000).reserveAt(9_000);
        assertSame(RejectReason.NONE, risk.checkTriggered(world.request));
        fill(1, BTC, Side.SELL, 1);
        assertSame(RejectReason.REDUCE_ONLY, risk.checkTriggered(world.request));
        numbers(0, 100_000);
    }

    @Test
    void aStrategyThatMayOnlyReduceIsMeasuredByItsOwnPosition() {
        fill(1, BTC, Side.BUY, 2_000);
        fill(2, BTC, Side.SELL, 5_000);
        world.breakers.trip(RiskScope.STRATEGY, 1, BreakerState.REDUCE_ONLY, RejectReason.LOSS_STREAK, 1, 1);
        world.breakers.take(world.nowNs);
        assertSame(RejectReason.NONE, check(BTC, false, 2_000, 10_000));
        assertSame(RejectReason.REDUCE_ONLY, check(BTC, false, 2_001, 10_000));
        assertSame(RejectReason.REDUCE_ONLY, check(BTC, true, 1, 10_000));
        open(1, BTC, false, 2_000, 10_000);
        world.request(1, BTC, false, OrderType.MARKET, 2_000, 0).reserveAt(10_000);
        assertSame(RejectReason.NONE, risk.checkTriggered(world.request));
        fill(1, BTC, Side.SELL, 500);
        assertSame(RejectReason.REDUCE_ONLY, risk.checkTriggered(world.request));
        numbers(0, 50_000_000);
    }

    @Test
    void anOrderThatCouldTradeWithOneOfOurOwnIsRefusedUnlessItIsHeld() {
        open(2, BTC, false, 1_000, 10_050);
        assertSame(RejectReason.NONE, check(BTC, true, 1_000, 10_049));
        assertSame(RejectReason.SELF_TRADE, check(BTC, true, 1_000, 10_050));
        numbers(10_050_000_000L, 10_050_000_000L);
        assertSame(RejectReason.SELF_TRADE, check(BTC, true, 1_000, 10_100));
        numbers(10_050_000_000L, 10_100_000_000L);
        assertSame(RejectReason.NONE, risk.checkHeld(world.request, world.nowNs));
        world.request(1, BTC, true, OrderType.MARKET, 1_000, 0);
        assertSame(RejectReason.SELF_TRADE, risk.check(world.request, world.nowNs));
        numbers(10_050_000_000L, 10_500_000_000L);
        assertSame(RejectReason.SELF_TRADE, risk.checkTriggered(world.request));
        world.request.set(1, BTC, Side.BUY, OrderType.STOP_LIMIT, 1_000).prices(10_100, 10_100);
        assertSame(RejectReason.NONE, risk.check(world.request, world.nowNs));
        assertSame(RejectReason.NONE, check(ETH, true, 1_000, 10_100));
    }

    @Test
    void aSellMeetsBuysAtItsPriceOrAbove() {
        open(2, BTC, true, 1_000, 9_950);
        assertSame(RejectReason.NONE, check(BTC, false, 1_000, 9_951));
        assertSame(RejectReason.SELF_TRADE, check(BTC, false, 1_000, 9_950));
        assertSame(RejectReason.NONE, check(BTC, true, 1_000, 9_950));
    }

    @Test
    void aMarketOrderThatIsHeldWillMeetWhatRests() {
        world.request(2, BTC, false, OrderType.MARKET, 1_000, 0).reserveAt(10_000);
        final Order held = world.tracker.held().hold(world.request, nextId++, world.nowNs);
        assertTrue(PreTradeRisk.couldTrade(world.request(1, BTC, true, OrderType.LIMIT, 1_000, 9_000), held));
        assertFalse(PreTradeRisk.couldTrade(world.request(1, BTC, false, OrderType.LIMIT, 1_000, 9_000), held));
        assertFalse(PreTradeRisk.couldTrade(world.request(1, BTC, true, OrderType.MARKET, 1_000, 0), held));
        assertSame(RejectReason.SELF_TRADE, check(BTC, true, 1_000, 9_000));
        numbers(10_000_000_000L, 9_000_000_000L);
        world.tracker.held().release(held, 10_000, world.nowNs);
        assertFalse(PreTradeRisk.couldTrade(world.request(1, BTC, true, OrderType.LIMIT, 1_000, 9_000), held));
    }

    @Test
    void anOrderThatWasHeldIsJudgedAnewWithoutWhatIsReservedForItself() {
        world.set(LimitSetting.total(RiskLimit.MAX_POSITION_SIZE, ONE_E8));
        world.request(1, BTC, true, OrderType.LIMIT, 1_000, 10_000);
        assertSame(RejectReason.NONE, risk.checkHeld(world.request, world.nowNs));
        final Order held = world.tracker.held().hold(world.request, nextId++, world.nowNs);
        assertSame(RejectReason.NONE, risk.checkReleased(held, world.request, world.nowNs));
        assertEquals(100 * ONE_E8, world.exposure.totalE8());
        assertEquals(1_000, world.orders.open(BTC).buyQuantity());
        fill(1, BTC, Side.BUY, 1);
        assertSame(RejectReason.POSITION_LIMIT, risk.checkReleased(held, world.request, world.nowNs));
        numbers(ONE_E8, 100_100_000);
        assertEquals(1_000, world.orders.open(BTC).buyQuantity());
        fill(1, BTC, Side.SELL, 1);
        assertSame(RejectReason.NONE, risk.checkReleased(held, world.request, world.nowNs));
        open(2, BTC, false, 1_000, 10_000);
        assertSame(RejectReason.SELF_TRADE, risk.checkReleased(held, world.request, world.nowNs));
        risk.halt(RejectReason.DRAWDOWN);
        assertSame(RejectReason.HALTED, risk.checkReleased(held, world.request, world.nowNs));
    }

    @Test
    void aReplaceThatReservesNoMorePassesLimitsThatAreExceeded() {
        final Order order = open(1, BTC, true, 1_000, 9_900);
        world.set(LimitSetting.total(RiskLimit.MAX_ORDER_SIZE, ONE_E8 / 2));
        assertSame(RejectReason.NONE, replace(order, 1_000, 9_900));
        assertSame(RejectReason.NONE, replace(order, 990, 9_999));
        assertSame(RejectReason.ORDER_SIZE, replace(order, 1_000, 9_901));
        assertSame(RejectReason.ORDER_SIZE, replace(order, 1_001, 9_800));
        numbers(ONE_E8 / 2, 100_100_000);
        assertSame(RejectReason.NONE, replace(order, 500, 10_400));
        assertSame(RejectReason.PRICE_COLLAR, replace(order, 1, 10_501));
        assertEquals(1_000, world.orders.open(BTC).buyQuantity());
    }

    @Test
    void aReplaceCountsInPlaceOfTheOrder() {
        final Order order = open(1, BTC, true, 1_000, 9_900);
        open(1, BTC, true, 1_000, 9_900);
        world.set(LimitSetting.total(RiskLimit.MAX_POSITION_SIZE, 3 * ONE_E8));
        assertSame(RejectReason.NONE, replace(order, 2_000, 9_900));
        assertSame(RejectReason.POSITION_LIMIT, replace(order, 2_001, 9_900));
        numbers(3 * ONE_E8, 300_100_000);
        assertEquals(200 * ONE_E8, world.exposure.totalE8());
    }

    private Order open(final int strategy, final int instrument, final boolean buy, final long quantity, final long price) {
        world.request(strategy, instrument, buy, OrderType.LIMIT, quantity, price).reserveAt(price);
        world.open(nextId);
        return world.orders.get(nextId++);
    }

    private void fill(final int strategy, final int instrument, final Side side, final long quantity) {
        world.positions.onFill(strategy, instrument, side, 10_000, quantity, 0, -1);
        world.exposure.refresh(instrument);
    }

    private RejectReason check(final int instrument, final boolean buy, final long quantity, final long price) {
        return risk.check(world.request(1, instrument, buy, OrderType.LIMIT, quantity, price), world.nowNs);
    }

    private RejectReason replace(final Order order, final long quantity, final long price) {
        world.request(1, BTC, true, OrderType.LIMIT, quantity, price);
        return risk.checkReplace(order, world.request, world.nowNs);
    }

    private void numbers(final long limitE8, final long valueE8) {
        assertEquals(limitE8, risk.verdict().limitE8());
        assertEquals(valueE8, risk.verdict().valueE8());
    }
}
