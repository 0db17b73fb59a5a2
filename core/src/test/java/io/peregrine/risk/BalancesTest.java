package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A spot account, and one of futures that are lent for against margin. Everything is at 100.00; 1,000 is one unit. */
class BalancesTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final int BTC = 0;
    private static final int ETH = 1;
    private static final int BTC_FUTURE = 2;
    private static final int ETH_FUTURE = 3;
    private static final Instruments INSTRUMENTS = new Instruments(List.of(
            instrument(0, Venue.BINANCE_SPOT, "BTC"), instrument(1, Venue.BINANCE_SPOT, "ETH"),
            instrument(2, Venue.BINANCE_USDM, "BTC"), instrument(3, Venue.BINANCE_USDM, "ETH")));

    private final RiskWorld world = new RiskWorld(
            INSTRUMENTS, new RiskSettings(1_000_000 * ONE_E8, 50, 1_000_000 * ONE_E8, 1_000_000 * ONE_E8, 1_000_000_000L, 5));
    private final Balances balances = world.balances;
    private final Scopes scopes = new Scopes(world.limits);
    private final PositionLimits rule =
            new PositionLimits(world.limits, world.exposure, balances, new RiskVerdict(), world.breakers);
    private long nextId = 1;

    BalancesTest() {
        for (int i = 0; i < 4; i++) {
            world.mid(i, 10_000);
        }
    }

    @Test
    void nothingIsKnownOfAnAssetUntilItIsTold() {
        told("BTC", 5, 0);
        assertEquals(5 * ONE_E8, balances.availableBaseE8(BTC));
        assertEquals(NULL_VALUE, balances.availableBaseE8(ETH));
        assertEquals(NULL_VALUE, balances.availableQuoteE8(BTC));
        assertEquals(NULL_VALUE, balances.quoteE8(BTC));
        assertSame(RejectReason.NONE, check(BTC, true, 1_000_000));
    }

    @Test
    void aBuyTakesTheQuoteAssetAndASellTheBaseAsset() {
        told("USDT", 1_000, 0);
        told("BTC", 5, 0);
        open(BTC, true, 1_000, 10_000);
        open(ETH, true, 2_000, 10_000);
        open(BTC, false, 3_000, 10_100);
        assertEquals(700 * ONE_E8, balances.availableQuoteE8(BTC));
        assertEquals(700 * ONE_E8, balances.availableQuoteE8(ETH));
        assertEquals(2 * ONE_E8, balances.availableBaseE8(BTC));
        assertEquals(1_000 * ONE_E8, balances.quoteE8(BTC));
        assertEquals(300 * ONE_E8, balances.quoteTakenE8(BTC));
        assertEquals(100 * ONE_E8, balances.ownQuoteTakenE8(BTC));
        assertEquals(200 * ONE_E8, balances.ownQuoteTakenE8(ETH));
    }

    @Test
    void ordersFromBeforeTheFirstBalanceCountToo() {
        open(ETH, true, 2_000, 10_000);
        told("USDT", 1_000, 0);
        assertEquals(800 * ONE_E8, balances.availableQuoteE8(BTC));
    }

    @Test
    void aFillMovesBothAssets() {
        told("USDT", 1_000, 0);
        told("BTC", 5, 0);
        open(BTC, true, 1_000, 10_000);
        world.tell(nextId - 1, ExecType.TRADE, 9_900, 400);
        assertEquals(5 * ONE_E8 + 40_000_000, balances.availableBaseE8(BTC));
        assertEquals(96_040_000_000L, balances.quoteE8(BTC));
        assertEquals(90_040_000_000L, balances.availableQuoteE8(BTC));
        told("USDT", 2_000, 0);
        assertEquals(2_000 * ONE_E8, balances.quoteE8(BTC));
        world.tell(nextId - 1, ExecType.TRADE, 10_000, 600);
        assertEquals(1_940 * ONE_E8, balances.availableQuoteE8(BTC));
        assertEquals(6 * ONE_E8, balances.availableBaseE8(BTC));
    }

    @Test
    void whatOthersHaveLockedIsNotAvailable() {
        told("USDT", 1_000, 0);
        open(BTC, true, 1_000, 10_000);
        told("USDT", 1_000, 100);
        assertEquals(900 * ONE_E8, balances.availableQuoteE8(BTC));
        told("USDT", 1_000, 60);
        assertEquals(900 * ONE_E8, balances.availableQuoteE8(BTC));
        told("USDT", 1_000, 150);
        assertEquals(850 * ONE_E8, balances.availableQuoteE8(BTC));
    }

    @Test
    void anOrderMayTakeAllThatThereIsAndNoMore() {
        told("USDT", 100, 0);
        told("BTC", 2, 0);
        assertSame(RejectReason.NONE, check(BTC, true, 1_000));
        assertSame(RejectReason.INSUFFICIENT_BALANCE, check(BTC, true, 1_001));
        numbers(100 * ONE_E8, 10_010_000_000L);
        assertSame(RejectReason.NONE, check(BTC, false, 2_000));
        assertSame(RejectReason.SHORT_SALE, check(BTC, false, 2_001));
        numbers(2 * ONE_E8, 200_100_000);
        told("BTC", -1, 0);
        assertSame(RejectReason.SHORT_SALE, check(BTC, false, 1));
        numbers(0, 100_000);
        told("USDT", -1, 0);
        assertSame(RejectReason.INSUFFICIENT_BALANCE, check(BTC, true, 1));
        numbers(0, 10_000_000);
    }

    @Test
    void aDerivativeMayComeToTheBalanceTimesTheLeverage() {
        assertSame(RejectReason.NONE, check(BTC_FUTURE, true, 1_000_000));
        margin(100);
        assertSame(RejectReason.NONE, check(BTC_FUTURE, true, 1_000));
        assertSame(RejectReason.NONE, check(BTC_FUTURE, false, 1_000));
        assertSame(RejectReason.MARGIN, check(BTC_FUTURE, true, 1_001));
        numbers(100 * ONE_E8, 10_010_000_000L);
        assertSame(RiskLimit.MAX_LEVERAGE, world.risk.verdict().limit());
        assertSame(RiskScope.TOTAL, world.risk.verdict().scope());
        assertSame(RejectReason.MARGIN, check(BTC_FUTURE, false, 1_001));
    }

    /** The product of the two, at sixteen decimals, leaves a long from 922 units on. */
    @Test
    void aLargeBalanceIsALimitToo() {
        margin(5_000);
        world.set(LimitSetting.total(RiskLimit.MAX_LEVERAGE, 3 * ONE_E8 / 2));
        assertSame(RejectReason.NONE, check(BTC_FUTURE, true, 75_000));
        assertSame(RejectReason.MARGIN, check(BTC_FUTURE, true, 75_001));
        numbers(7_500 * ONE_E8, 750_010_000_000L);
    }

    @Test
    void theSmallestLeverageOfTheScopesHolds() {
        margin(100);
        world.set(LimitSetting.total(RiskLimit.MAX_LEVERAGE, 3 * ONE_E8));
        assertSame(RejectReason.NONE, check(BTC_FUTURE, true, 3_000));
        world.set(new LimitSetting(RiskLimit.MAX_LEVERAGE, RiskScope.STRATEGY, 1, 2 * ONE_E8));
        assertSame(RejectReason.NONE, check(BTC_FUTURE, true, 2_000));
        assertSame(RejectReason.MARGIN, check(BTC_FUTURE, true, 2_001));
        numbers(200 * ONE_E8, 20_010_000_000L);
        assertSame(RiskScope.STRATEGY, world.risk.verdict().scope());
        assertEquals(1, world.risk.verdict().scopeId());
    }

    @Test
    void allDerivativesOfTheQuoteAssetTakeFromTheSameMargin() {
        margin(100);
        open(ETH_FUTURE, false, 600, 10_000);
        open(BTC, true, 50_000, 10_000);
        assertSame(RejectReason.NONE, check(BTC_FUTURE, true, 400));
        assertSame(RejectReason.MARGIN, check(BTC_FUTURE, true, 401));
        numbers(100 * ONE_E8, 10_010_000_000L);
        open(BTC_FUTURE, true, 300, 10_000);
        assertSame(RejectReason.NONE, check(BTC_FUTURE, true, 100));
        assertSame(RejectReason.MARGIN, check(BTC_FUTURE, true, 101));
        numbers(100 * ONE_E8, 10_010_000_000L);
    }

    @Test
    void anOrderThatMakesTheExposureSmallerNeedsNoMargin() {
        fill(BTC_FUTURE, Side.BUY, 2_000, 10_000);
        margin(100);
        assertSame(RejectReason.NONE, check(BTC_FUTURE, false, 2_000));
        assertSame(RejectReason.NONE, check(BTC_FUTURE, false, 4_000));
        assertSame(RejectReason.MARGIN, check(BTC_FUTURE, false, 4_001));
        assertSame(RejectReason.MARGIN, check(BTC_FUTURE, true, 1));
    }

    @Test
    void theMarginChangesByTheProfitRealisedOrNot() {
        margin(1_000);
        fill(BTC_FUTURE, Side.BUY, 2_000, 10_000);
        assertEquals(1_000 * ONE_E8, balances.quoteE8(BTC_FUTURE));
        world.mid(BTC_FUTURE, 11_000);
        assertEquals(1_020 * ONE_E8, balances.quoteE8(BTC_FUTURE));
        assertEquals(220 * ONE_E8, balances.quoteTakenE8(ETH_FUTURE));
        fill(BTC_FUTURE, Side.SELL, 1_000, 12_000);
        assertEquals(1_030 * ONE_E8, balances.quoteE8(BTC_FUTURE));
        world.mid(BTC_FUTURE, 9_000);
        assertEquals(1_010 * ONE_E8, balances.quoteE8(BTC_FUTURE));
        assertEquals(NULL_VALUE, balances.availableBaseE8(BTC_FUTURE));
        assertEquals(NULL_VALUE, balances.quoteE8(BTC));
    }

    @Test
    void aVenueTellsTheMarginWithoutWhatIsNotRealised() {
        margin(1_000);
        fill(BTC_FUTURE, Side.BUY, 2_000, 10_000);
        fill(BTC_FUTURE, Side.SELL, 1_000, 12_000);
        world.mid(BTC_FUTURE, 11_000);
        margin(1_020);
        assertEquals(1_030 * ONE_E8, balances.quoteE8(BTC_FUTURE));
        world.mid(BTC_FUTURE, 9_500);
        assertEquals(1_015 * ONE_E8, balances.quoteE8(BTC_FUTURE));
        margin(520);
        assertEquals(515 * ONE_E8, balances.quoteE8(ETH_FUTURE));
    }

    @Test
    void theLeverageThatIsUsedIsThatOfTheAccount() {
        final LossLimits losses =
                new LossLimits(INSTRUMENTS, world.positions, world.markets, new RiskSettings(1, 1, 1, 1, 1, 1), world.limits);
        final UsedLimits used = new UsedLimits(INSTRUMENTS, world.limits, world.orders, world.exposure, world.risk, losses);
        final int[] slots = {RiskLimits.TOTAL, world.limits.venueSlot(BTC_FUTURE), world.limits.instrumentSlot(ETH_FUTURE),
            world.limits.strategySlot(1)};
        world.set(new LimitSetting(RiskLimit.MAX_LEVERAGE, RiskScope.VENUE, Venue.BINANCE_USDM.ordinal(), 9 * ONE_E8));
        world.set(new LimitSetting(RiskLimit.MAX_LEVERAGE, RiskScope.VENUE, Venue.BINANCE_SPOT.ordinal(), 9 * ONE_E8));
        world.set(new LimitSetting(RiskLimit.MAX_LEVERAGE, RiskScope.INSTRUMENT, ETH_FUTURE, 9 * ONE_E8));
        world.set(new LimitSetting(RiskLimit.MAX_LEVERAGE, RiskScope.STRATEGY, 1, 9 * ONE_E8));
        told("USDT", 1_000, 0);
        open(BTC, true, 5_000, 10_000);
        used.update(world.nowNs);
        for (final int slot : slots) {
            assertEquals(UsedLimits.NONE, used.valueE8(RiskLimit.MAX_LEVERAGE, slot), "nothing is known of the futures");
        }
        margin(1_000);
        used.update(world.nowNs);
        assertEquals(0, used.valueE8(RiskLimit.MAX_LEVERAGE, RiskLimits.TOTAL));
        fill(BTC_FUTURE, Side.BUY, 4_000, 10_000);
        open(ETH_FUTURE, false, 1_000, 10_000);
        world.mid(BTC_FUTURE, 7_500);
        used.update(world.nowNs);
        for (final int slot : slots) {
            assertEquals(400 * ONE_E8 / 900, used.valueE8(RiskLimit.MAX_LEVERAGE, slot));
        }
        assertEquals(UsedLimits.NONE, used.valueE8(RiskLimit.MAX_LEVERAGE, world.limits.venueSlot(BTC)));
        margin(100);
        used.update(world.nowNs);
        assertEquals(Long.MAX_VALUE, used.valueE8(RiskLimit.MAX_LEVERAGE, RiskLimits.TOTAL), "the account owes as much as it holds");
    }

    @Test
    void withoutAPriceOnlyTheRealisedProfitCounts() {
        final RiskWorld dark = new RiskWorld(INSTRUMENTS, new RiskSettings(1, 1, 1, 1, 1, 1));
        dark.balances.told(Venue.BINANCE_USDM, INSTRUMENTS.assetId("USDT"), 1_000 * ONE_E8, 0);
        dark.positions.onFill(1, BTC_FUTURE, Side.BUY, 10_000, 2_000, 0, -1);
        dark.positions.onFill(1, BTC_FUTURE, Side.SELL, 11_000, 1_000, 0, -1);
        dark.exposure.refresh(BTC_FUTURE);
        assertEquals(1_010 * ONE_E8, dark.balances.quoteE8(BTC_FUTURE));
    }

    @Test
    void positionsAndExposuresAreJudgedBeforeBalances() {
        told("USDT", 1, 0);
        world.set(LimitSetting.total(RiskLimit.MAX_EXPOSURE, 100 * ONE_E8));
        assertSame(RejectReason.EXPOSURE_LIMIT, check(BTC, true, 1_001));
        world.set(LimitSetting.total(RiskLimit.MAX_NET_EXPOSURE, 50 * ONE_E8));
        assertSame(RejectReason.NET_EXPOSURE, check(BTC, true, 1_000));
        world.set(LimitSetting.total(RiskLimit.MAX_POSITION_SIZE, ONE_E8));
        assertSame(RejectReason.POSITION_LIMIT, check(BTC, true, 1_001));
    }

    @Test
    void aBalanceBelowZeroLendsNothingAndOneBeyondAllBoundsEverything() {
        margin(-5);
        assertSame(RejectReason.MARGIN, check(BTC_FUTURE, true, 1));
        numbers(0, 10_000_000);
        world.set(LimitSetting.total(RiskLimit.MAX_LEVERAGE, 1_000 * ONE_E8));
        margin(90_000_000_000L);
        assertSame(RejectReason.NONE, check(BTC_FUTURE, true, 10_000));
    }

    private static Instrument instrument(final int id, final Venue venue, final String base) {
        return new Instrument(id, venue, base + "/USDT", base + "USDT", base, "USDT", 2, 3, 1, 1, 1, 100_000_000, 0);
    }

    private void told(final String asset, final long balance, final long locked) {
        balances.told(Venue.BINANCE_SPOT, INSTRUMENTS.assetId(asset), balance * ONE_E8, locked * ONE_E8);
    }

    private void margin(final long balance) {
        balances.told(Venue.BINANCE_USDM, INSTRUMENTS.assetId("USDT"), balance * ONE_E8, 0);
    }

    private void open(final int instrument, final boolean buy, final long quantity, final long price) {
        world.request(1, instrument, buy, OrderType.LIMIT, quantity, price).reserveAt(price);
        world.open(nextId++);
    }

    private void fill(final int instrument, final Side side, final long quantity, final long price) {
        world.positions.onFill(1, instrument, side, price, quantity, 0, -1);
        world.exposure.refresh(instrument);
    }

    private RejectReason check(final int instrument, final boolean buy, final long quantity) {
        final RejectReason reason = world.risk.check(world.request(1, instrument, buy, OrderType.LIMIT, quantity, 10_000), world.nowNs);
        scopes.of(instrument, 1);
        rule.look(world.request);
        assertSame(reason, rule.check(scopes, INSTRUMENTS.get(instrument), world.request));
        return reason;
    }

    private void numbers(final long limitE8, final long valueE8) {
        assertEquals(limitE8, world.risk.verdict().limitE8());
        assertEquals(valueE8, world.risk.verdict().valueE8());
    }
}
