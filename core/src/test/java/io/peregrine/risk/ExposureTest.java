package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.peregrine.message.ExecType;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import org.junit.jupiter.api.Test;

/** Everything is at 100.00; 1,000 is one unit. */
class ExposureTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final int BTC = 0;
    private static final int ETH = 1;
    private static final int KRAKEN_BTC = 2;

    private final RiskWorld world = new RiskWorld(
            new RiskSettings(1_000_000 * ONE_E8, 50, 1_000_000 * ONE_E8, 1_000_000 * ONE_E8, 1_000_000_000L, 5));
    private final Exposure exposure = world.exposure;
    private long nextId = 1;

    @Test
    void anOrderCountsAtItsPriceOrAtTheMarkWhicheverIsWorse() {
        marks();
        buy(1, BTC, 1_000, 9_000);
        assertEquals(100 * ONE_E8, exposure.totalE8());
        buy(1, BTC, 1_000, 12_000);
        assertEquals(210 * ONE_E8, exposure.totalE8());
        sell(1, BTC, 3_000, 11_000);
        assertEquals(330 * ONE_E8, exposure.totalE8());
        assertEquals(330 * ONE_E8, exposure.netE8(RiskLimits.TOTAL));
        sell(1, BTC, 1_000, 5_000);
        assertEquals(400 * ONE_E8, exposure.totalE8());
    }

    @Test
    void grossIsTheSumOverInstrumentsAndNetIsTheFartherSide() {
        marks();
        buy(1, BTC, 1_000, 10_000);
        sell(2, ETH, 3_000, 10_000);
        buy(2, KRAKEN_BTC, 500, 10_000);
        assertEquals(450 * ONE_E8, exposure.totalE8());
        assertEquals(300 * ONE_E8, exposure.netE8(RiskLimits.TOTAL));
        assertEquals(400 * ONE_E8, exposure.grossE8(world.limits.venueSlot(BTC)));
        assertEquals(300 * ONE_E8, exposure.netE8(world.limits.venueSlot(BTC)));
        assertEquals(50 * ONE_E8, exposure.grossE8(world.limits.venueSlot(KRAKEN_BTC)));
        assertEquals(100 * ONE_E8, exposure.grossE8(world.limits.strategySlot(1)));
        assertEquals(350 * ONE_E8, exposure.grossE8(world.limits.strategySlot(2)));
        assertEquals(300 * ONE_E8, exposure.netE8(world.limits.strategySlot(2)));
        assertEquals(0, exposure.grossE8(world.limits.strategySlot(0)));
        assertEquals(300 * ONE_E8, exposure.grossE8(world.limits.instrumentSlot(ETH)));
    }

    @Test
    void whatIsHeldHasNoOtherSideUntilItIsFilled() {
        marks();
        fill(1, BTC, Side.BUY, 2_000, 10_000);
        exposure.refresh(BTC);
        sell(1, BTC, 3_000, 10_000);
        assertEquals(200 * ONE_E8, exposure.totalE8());
        assertEquals(200 * ONE_E8, exposure.netE8(RiskLimits.TOTAL));
        sell(1, BTC, 2_000, 10_000);
        assertEquals(300 * ONE_E8, exposure.totalE8());
    }

    @Test
    void aPositionWithoutAnyPriceCountsAtWhatItCost() {
        fill(1, BTC, Side.BUY, 2_000, 9_000);
        exposure.refresh(BTC);
        assertEquals(180 * ONE_E8, exposure.totalE8());
        buy(1, BTC, 1_000, 8_000);
        assertEquals(260 * ONE_E8, exposure.totalE8());
        sell(1, BTC, 5_000, 8_000);
        assertEquals(260 * ONE_E8, exposure.totalE8());
        sell(1, BTC, 1_000, 8_100);
        assertEquals(301 * ONE_E8, exposure.totalE8());
    }

    @Test
    void positionsFromBeforeAreFoundWithoutOrders() {
        fill(1, BTC, Side.BUY, 1_000, 10_000);
        fill(2, BTC, Side.SELL, 4_000, 10_000);
        fill(2, KRAKEN_BTC, Side.BUY, 3_000, 10_000);
        exposure.refreshAll();
        assertEquals(600 * ONE_E8, exposure.totalE8());
        assertEquals(0, exposure.grossE8(world.limits.strategySlot(0)));
        assertEquals(100 * ONE_E8, exposure.grossE8(world.limits.strategySlot(1)));
        assertEquals(700 * ONE_E8, exposure.grossE8(world.limits.strategySlot(2)));
        assertEquals(1, world.orders.open(KRAKEN_BTC).strategyCount());
        assertEquals(0, world.orders.open(ETH).strategyCount());
    }

    @Test
    void aStrategysFirstFillCountsForItAlsoWithoutAnOrder() {
        fill(2, KRAKEN_BTC, Side.BUY, 1_000, 10_000);
        exposure.refresh(KRAKEN_BTC);
        assertEquals(100 * ONE_E8, exposure.grossE8(world.limits.strategySlot(2)));
        assertEquals(100 * ONE_E8, exposure.totalE8());
        fill(1, KRAKEN_BTC, Side.BUY, 1_000, 10_000);
        exposure.refresh(KRAKEN_BTC);
        assertEquals(100 * ONE_E8, exposure.grossE8(world.limits.strategySlot(1)));
        assertEquals(2, world.orders.open(KRAKEN_BTC).strategyCount());
    }

    @Test
    void anotherMarkAFillAndAnOrderAreEachSeenByThemselves() {
        marks();
        fill(1, BTC, Side.BUY, 1_000, 10_000);
        exposure.refresh(BTC);
        assertEquals(100 * ONE_E8, exposure.totalE8());
        world.mid(BTC, 11_000);
        assertEquals(110 * ONE_E8, exposure.totalE8());
        fill(1, BTC, Side.BUY, 1_000, 10_000);
        exposure.refresh(BTC);
        assertEquals(220 * ONE_E8, exposure.totalE8());
        buy(1, BTC, 1_000, 10_000);
        assertEquals(330 * ONE_E8, exposure.totalE8());
        world.tell(nextId - 1, ExecType.CANCELED, 0, 0);
        assertEquals(220 * ONE_E8, exposure.totalE8());
    }

    @Test
    void withAnOrderEveryScopeIsWhatItWouldBecome() {
        marks();
        fill(1, BTC, Side.BUY, 2_000, 10_000);
        fill(2, BTC, Side.SELL, 500, 10_000);
        fill(2, ETH, Side.SELL, 1_000, 10_000);
        exposure.refreshAll();
        consider(2, BTC, true, 1_000, 10_000);
        with(RiskLimits.TOTAL, false, 350, 150);
        with(world.limits.venueSlot(BTC), false, 350, 150);
        with(world.limits.instrumentSlot(BTC), false, 250, 250);
        with(world.limits.strategySlot(2), true, 150, 150);
        consider(2, BTC, false, 1_000, 10_000);
        with(RiskLimits.TOTAL, false, 250, 50);
        with(world.limits.instrumentSlot(BTC), false, 150, 150);
        with(world.limits.strategySlot(2), true, 250, 250);
        consider(1, BTC, false, 4_000, 10_000);
        with(RiskLimits.TOTAL, false, 350, 350);
        with(world.limits.strategySlot(1), true, 200, 200);
        consider(1, BTC, false, 5_000, 10_000);
        with(world.limits.strategySlot(1), true, 300, 300);
    }

    @Test
    void anOrderComesOnTopOfThoseThatAreOpen() {
        marks();
        buy(1, BTC, 1_000, 10_000);
        buy(2, BTC, 2_000, 10_000);
        sell(1, BTC, 4_000, 10_100);
        consider(1, BTC, true, 500, 12_000);
        with(RiskLimits.TOTAL, false, 404, 404);
        with(world.limits.strategySlot(1), true, 404, 404);
        consider(1, BTC, true, 2_000, 12_000);
        with(RiskLimits.TOTAL, false, 540, 540);
        with(world.limits.strategySlot(1), true, 404, 404);
        consider(1, BTC, false, 1_000, 10_100);
        with(RiskLimits.TOTAL, false, 505, 505);
        with(world.limits.strategySlot(1), true, 505, 505);
        consider(2, BTC, false, 1_000, 10_100);
        with(world.limits.strategySlot(2), true, 200, 200);
    }

    @Test
    void anOrderIsConsideredWithAFillThatNobodyHasLookedAtYet() {
        marks();
        fill(1, BTC, Side.BUY, 2_000, 10_000);
        assertSame(RejectReason.NONE, world.risk.check(world.request(1, BTC, false, OrderType.LIMIT, 1_000, 10_000), world.nowNs));
        exposure.consider(world.request);
        with(RiskLimits.TOTAL, false, 200, 200);
        with(world.limits.strategySlot(1), true, 200, 200);
    }

    @Test
    void withAnOrderAllAndItsStrategyMayGrowByDifferentAmounts() {
        marks();
        buy(1, BTC, 1_000, 9_000);
        consider(2, BTC, true, 1_000, 12_000);
        with(RiskLimits.TOTAL, false, 210, 210);
        with(world.limits.strategySlot(2), true, 120, 120);
        sell(1, ETH, 1_000, 12_000);
        consider(2, ETH, false, 1_000, 9_000);
        with(world.limits.instrumentSlot(ETH), false, 210, 210);
        with(world.limits.strategySlot(2), true, 100, 100);
    }

    @Test
    void theWorstPositionCountsOpenOrdersOfItsSide() {
        marks();
        fill(1, BTC, Side.BUY, 2_000, 10_000);
        fill(2, BTC, Side.SELL, 500, 10_000);
        buy(1, BTC, 300, 10_000);
        sell(2, BTC, 4_000, 10_100);
        assertEquals(2_500, exposure.worstPosition(BTC));
        assertEquals(2_300, exposure.worstPosition(BTC, 1));
        assertEquals(4_500, exposure.worstPosition(BTC, 2));
        assertEquals(0, exposure.worstPosition(ETH));
        world.request(2, BTC, true, OrderType.LIMIT, 1_000, 10_000);
        assertEquals(2_800, exposure.worstPosition(world.request));
        assertEquals(500, exposure.worstOwnPosition(world.request));
        world.request(1, BTC, true, OrderType.LIMIT, 1_000, 10_000);
        assertEquals(3_300, exposure.worstOwnPosition(world.request));
        world.request(2, BTC, false, OrderType.LIMIT, 1_000, 10_000);
        assertEquals(3_500, exposure.worstPosition(world.request));
        assertEquals(5_500, exposure.worstOwnPosition(world.request));
    }

    @Test
    void aValueThatDoesNotFitIsTheNearestThatDoes() {
        final var btc = RiskWorld.INSTRUMENTS.get(BTC);
        assertEquals(Long.MAX_VALUE, Exposure.valueE8(btc, Long.MAX_VALUE / 2, 4));
        assertEquals(-Long.MAX_VALUE, Exposure.valueE8(btc, Long.MAX_VALUE / 2, -4));
        assertEquals(0, Exposure.valueE8(btc, Long.MAX_VALUE, 0));
        assertEquals(5_000, Exposure.valueE8(btc, 1, 5));
    }

    @Test
    void oneInstrumentCountsForAtMostHalfOfTheRangeAndASumForAllOfIt() {
        final long most = Long.MAX_VALUE / 2;
        marks();
        buy(1, BTC, 100_000_000, 10_000_000_000L);
        assertEquals(most, exposure.totalE8());
        assertEquals(most, exposure.netE8(RiskLimits.TOTAL));
        sell(1, ETH, 100_000_000, 10_000_000_000L);
        assertSame(RejectReason.EXPOSURE_LIMIT,
                world.risk.check(world.request(2, KRAKEN_BTC, true, OrderType.LIMIT, 1_000, 10_000), world.nowNs), "nothing wraps");
        buy(1, KRAKEN_BTC, 100_000_000, 10_000_000_000L);
        assertEquals(Long.MAX_VALUE, exposure.totalE8());
        assertEquals(2 * most, exposure.netE8(RiskLimits.TOTAL));
        world.tell(1, ExecType.CANCELED, 0, 0);
        world.tell(2, ExecType.CANCELED, 0, 0);
        assertEquals(most, exposure.totalE8());
        world.tell(3, ExecType.CANCELED, 0, 0);
        assertEquals(0, exposure.totalE8());
    }

    private void marks() {
        for (int i = 0; i < 3; i++) {
            world.mid(i, 10_000);
        }
    }

    private void fill(final int strategy, final int instrument, final Side side, final long quantity, final long price) {
        world.positions.onFill(strategy, instrument, side, price, quantity, 0, -1);
    }

    private void buy(final int strategy, final int instrument, final long quantity, final long price) {
        world.request(strategy, instrument, true, OrderType.LIMIT, quantity, price).reserveAt(price);
        world.open(nextId++);
    }

    private void sell(final int strategy, final int instrument, final long quantity, final long price) {
        world.request(strategy, instrument, false, OrderType.LIMIT, quantity, price).reserveAt(price);
        world.open(nextId++);
    }

    private void consider(final int strategy, final int instrument, final boolean buy, final long quantity, final long price) {
        world.request(strategy, instrument, buy, OrderType.LIMIT, quantity, price).reserveAt(price);
        world.request.sizeE8(0, Exposure.valueE8(world.instruments.get(instrument), price, quantity));
        exposure.consider(world.request);
    }

    private void with(final int slot, final boolean strategy, final long gross, final long net) {
        final WorstCase.Change change = strategy ? exposure.own() : exposure.all();
        assertEquals(gross * ONE_E8, exposure.grossE8(slot) + change.grossE8, "gross");
        assertEquals(net * ONE_E8, world.limits.row(slot).netWithE8(change.highE8, change.lowE8), "net");
    }
}
