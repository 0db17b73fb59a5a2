package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.Side;
import org.junit.jupiter.api.Test;

class ProfitsTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final int BTC_FEE = RiskWorld.INSTRUMENTS.assetId("BTC");
    private static final int USDT_FEE = RiskWorld.INSTRUMENTS.assetId("USDT");

    private final RiskWorld world = new RiskWorld(new RiskSettings(1, 1, 1, 1, 1, 1));
    private final Profits profits = new Profits(RiskWorld.INSTRUMENTS, world.positions, world.markets);

    @Test
    void theProfitIsThatOfTheMarkByStrategyAndOfAll() {
        fill(1, 0, Side.BUY, 1_000, 10_000, 0, -1);
        fill(2, 0, Side.SELL, 500, 10_000, 0, -1);
        fill(2, 2, Side.BUY, 1_000, 10_000, 0, -1);
        world.mid(0, 11_000);
        world.mid(2, 10_300);
        profits.refreshAll();
        assertEquals(0, profits.rowE8(0));
        assertEquals(10 * ONE_E8, profits.rowE8(1));
        assertEquals(-2 * ONE_E8, profits.rowE8(2));
        assertEquals(8 * ONE_E8, profits.rowE8(profits.totalRow()));
        world.mid(0, 9_000);
        profits.refreshAll();
        assertEquals(-10 * ONE_E8, profits.rowE8(1));
        assertEquals(8 * ONE_E8, profits.rowE8(2));
        assertEquals(-2 * ONE_E8, profits.rowE8(profits.totalRow()));
    }

    @Test
    void aFillChangesItsStrategyAndAll() {
        world.mid(1, 10_000);
        fill(1, 1, Side.BUY, 1_000, 9_000, 0, -1);
        profits.refresh(1, 1);
        assertEquals(10 * ONE_E8, profits.rowE8(1));
        assertEquals(10 * ONE_E8, profits.rowE8(profits.totalRow()));
        fill(2, 1, Side.SELL, 1_000, 9_500, 0, -1);
        profits.refresh(2, 1);
        assertEquals(-5 * ONE_E8, profits.rowE8(2));
        assertEquals(5 * ONE_E8, profits.rowE8(profits.totalRow()));
    }

    @Test
    void aStrategyThatIsNotKnownCountsAsTradingByHand() {
        world.mid(1, 10_000);
        fill(9, 1, Side.BUY, 1_000, 9_000, 0, -1);
        profits.refresh(profits.totalRow(), 1);
        assertEquals(10 * ONE_E8, profits.rowE8(0));
        fill(-1, 1, Side.BUY, 1_000, 9_000, 0, -1);
        profits.refresh(-1, 1);
        assertEquals(20 * ONE_E8, profits.rowE8(0));
        fill(0, 1, Side.BUY, 1_000, 9_000, 0, -1);
        profits.refresh(0, 1);
        assertEquals(30 * ONE_E8, profits.rowE8(0));
        assertEquals(30 * ONE_E8, profits.rowE8(profits.totalRow()));
    }

    @Test
    void feesInTheQuoteAssetCountAndThoseInTheBaseAssetAtTheMark() {
        fill(1, 0, Side.BUY, 1_000, 10_000, ONE_E8 / 2, USDT_FEE);
        fill(1, 0, Side.BUY, 1_000, 10_000, ONE_E8 / 100, BTC_FEE);
        profits.refreshAll();
        assertEquals(-ONE_E8 / 2, profits.rowE8(1));
        world.mid(0, 11_000);
        profits.refreshAll();
        assertEquals(20 * ONE_E8 - ONE_E8 / 2 - 110_000_000, profits.rowE8(1));
        assertEquals(20 * ONE_E8 - ONE_E8 / 2 - 110_000_000, profits.rowE8(profits.totalRow()));
    }

    @Test
    void everythingIsValuedOnceEachOpenPositionHasHadAPrice() {
        assertTrue(profits.valued());
        fill(1, 0, Side.BUY, 1_000, 10_000, 0, -1);
        fill(1, 2, Side.BUY, 1_000, 10_000, 0, -1);
        world.mid(2, 10_000);
        profits.refreshAll();
        assertFalse(profits.valued());
        world.mid(0, 10_000);
        profits.refreshAll();
        assertTrue(profits.valued());
        fill(1, 1, Side.BUY, 1_000, 10_000, 0, -1);
        fill(1, 1, Side.SELL, 1_000, 11_000, 0, -1);
        profits.refreshAll();
        assertTrue(profits.valued());
        assertEquals(10 * ONE_E8, profits.rowE8(1));
    }

    private void fill(
            final int strategy, final int instrument, final Side side, final long quantity, final long price, final long feeE8,
            final int feeAsset) {
        world.positions.onFill(strategy, instrument, side, price, quantity, feeE8, feeAsset);
    }
}
