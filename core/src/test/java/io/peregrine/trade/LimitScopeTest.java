package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.ETH;
import static io.peregrine.trade.TradeFixture.SECOND_NS;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.message.ExecType;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.ReplaceOrderDecoder;
import io.peregrine.message.RiskEventDecoder;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import io.peregrine.risk.LimitSetting;
import io.peregrine.risk.MonitorSettings;
import io.peregrine.risk.RiskLimits;
import io.peregrine.risk.RiskSettings;
import io.peregrine.strategy.quoting.MarketMaker;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Every limit of the table bites at every scope that may have it, and the risk event says which, whose, and by how much. BTC is at 100. */
class LimitScopeTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final int BINANCE = Venue.BINANCE_SPOT.ordinal();
    private static final List<LimitSetting> SCOPES = List.of(
            new LimitSetting(RiskLimit.NONE, RiskScope.TOTAL, 0, 0), new LimitSetting(RiskLimit.NONE, RiskScope.VENUE, BINANCE, 0),
            new LimitSetting(RiskLimit.NONE, RiskScope.STRATEGY, 1, 0), new LimitSetting(RiskLimit.NONE, RiskScope.INSTRUMENT, BTC, 0));

    private TradeFixture fixture;

    @Test
    void orderSize() {
        for (final LimitSetting scope : SCOPES) {
            fixture(set(scope, RiskLimit.MAX_ORDER_SIZE, 2 * ONE_E8));
            place(2_000, 9_900);
            assertSent();
            place(2_001, 9_900);
            assertRefused(RejectReason.ORDER_SIZE, 2 * ONE_E8, 200_100_000, scope);
        }
    }

    @Test
    void orderNotional() {
        for (final LimitSetting scope : SCOPES) {
            fixture(set(scope, RiskLimit.MAX_ORDER_NOTIONAL, 198 * ONE_E8));
            place(2_000, 9_900);
            assertSent();
            place(2_000, 9_901);
            assertRefused(RejectReason.ORDER_NOTIONAL, 198 * ONE_E8, 19_802_000_000L, scope);
        }
    }

    @Test
    void positionCountsOpenOrdersOfTheScope() {
        for (final LimitSetting scope : SCOPES) {
            fixture(set(scope, RiskLimit.MAX_POSITION_SIZE, 3 * ONE_E8));
            place(2_000, 9_900);
            place(1_001, 9_900);
            assertRefused(RejectReason.POSITION_LIMIT, 3 * ONE_E8, 300_100_000, scope);
            fixture.place(2, BTC, Side.BUY, OrderType.LIMIT, 1_001, 9_900);
            if (scope.scope() == RiskScope.STRATEGY) {
                assertSent();
            } else {
                assertRefused(RejectReason.POSITION_LIMIT, 3 * ONE_E8, 300_100_000, scope);
            }
            place(1_000, 9_900);
            assertSent();
        }
    }

    @Test
    void grossExposureIsTheSumOverTheScope() {
        for (final LimitSetting scope : SCOPES) {
            fixture(set(scope, RiskLimit.MAX_EXPOSURE, 300 * ONE_E8));
            place(2_000, 9_900);
            sell(ETH, 10_100, 10_000);
            if (scope.scope() == RiskScope.INSTRUMENT) {
                assertSent();
                place(1_001, 9_900);
                assertRefused(RejectReason.EXPOSURE_LIMIT, 300 * ONE_E8, 30_010_000_000L, scope);
            } else {
                assertRefused(RejectReason.EXPOSURE_LIMIT, 300 * ONE_E8, 301 * ONE_E8, scope);
            }
        }
    }

    @Test
    void netExposureSetsSellsOfOneAgainstBuysOfAnotherOnlyWhenTheyAreFilled() {
        for (final LimitSetting scope : SCOPES) {
            fixture(set(scope, RiskLimit.MAX_NET_EXPOSURE, 250 * ONE_E8));
            place(2_000, 10_000);
            fixture.fill(id(1), 2_000, 10_000);
            place(501, 10_000);
            assertRefused(RejectReason.NET_EXPOSURE, 250 * ONE_E8, 25_010_000_000L, scope);
            sell(ETH, 10_000, 10_000);
            place(501, 10_000);
            assertRefused(RejectReason.NET_EXPOSURE, 250 * ONE_E8, 25_010_000_000L, scope);
            fixture.fill(id(3), 10_000, 10_000);
            place(501, 10_000);
            if (scope.scope() == RiskScope.INSTRUMENT) {
                assertRefused(RejectReason.NET_EXPOSURE, 250 * ONE_E8, 25_010_000_000L, scope);
            } else {
                assertSent();
            }
        }
    }

    @Test
    void whatIsExceededMayShrink() {
        for (final LimitSetting scope : SCOPES) {
            fixture();
            place(4_000, 9_900);
            fixture.fill(id(1), 3_000, 9_900);
            fixture.limits(
                    set(scope, RiskLimit.MAX_POSITION_SIZE, ONE_E8), set(scope, RiskLimit.MAX_EXPOSURE, 100 * ONE_E8),
                    set(scope, RiskLimit.MAX_NET_EXPOSURE, 100 * ONE_E8));
            place(100, 9_900);
            assertRefused(RejectReason.POSITION_LIMIT, ONE_E8, 410_000_000, scope);
            fixture.replace(id(1), 9_900, 3_900);
            assertSentReplace();
            sell(BTC, 1_000, 10_010);
            assertSent();
            fixture.cancel(id(1));
            assertEquals("gateway CancelOrder #1", fixture.take().getLast());
        }
    }

    @Test
    void openOrders() {
        for (final LimitSetting scope : SCOPES) {
            fixture(set(scope, RiskLimit.MAX_OPEN_ORDERS, 2));
            place(100, 9_900);
            place(100, 9_900);
            place(100, 9_900);
            assertRefused(RejectReason.OPEN_ORDERS, 2 * ONE_E8, 3 * ONE_E8, scope);
            fixture.report(id(1), ExecType.REJECTED);
            place(100, 9_900);
            assertSent();
        }
    }

    @Test
    void ordersPerSecond() {
        for (final LimitSetting scope : SCOPES) {
            fixture(set(scope, RiskLimit.MAX_ORDERS_PER_SECOND, 2));
            place(100, 9_900);
            fixture.replace(id(1), 9_901, 100);
            assertEquals(RejectReason.REQUEST_PENDING, fixture.lastReason());
            place(100, 9_900);
            place(100, 9_900);
            assertRefused(RejectReason.ORDER_RATE, 2 * ONE_E8, 3 * ONE_E8, scope);
            fixture.nowNs += SECOND_NS / 2;
            place(100, 9_900);
            assertSent();
        }
    }

    @Test
    void messagesForEachFillCountCancelsAndOnlyAboveTheFloor() {
        for (final LimitSetting scope : SCOPES) {
            fixture(set(scope, RiskLimit.MAX_MESSAGES_PER_FILL, 2), set(scope, RiskLimit.MESSAGE_FLOOR, 4));
            place(100, 9_900);
            place(100, 9_900);
            place(100, 9_900);
            fixture.report(id(1), ExecType.NEW);
            fixture.cancel(id(1));
            place(100, 9_900);
            assertRefused(RejectReason.MESSAGE_RATIO, 2 * ONE_E8, 5 * ONE_E8, scope);
            fixture.fill(id(2), 50, 9_900);
            place(100, 9_900);
            assertRefused(RejectReason.MESSAGE_RATIO, 2 * ONE_E8, 5 * ONE_E8, scope);
            fixture.fill(id(2), 10, 9_900);
            fixture.fill(id(2), 10, 9_900);
            place(100, 9_900);
            assertSent();
            place(100, 9_900);
            assertSent();
            place(100, 9_900);
            assertRefused(RejectReason.MESSAGE_RATIO, 2 * ONE_E8, 7 * ONE_E8 / 3, scope);
            fixture.nowNs += 60 * SECOND_NS;
            place(100, 9_900);
            assertSent();
        }
    }

    @Test
    void priceCollars() {
        for (final LimitSetting scope : SCOPES) {
            fixture(set(scope, RiskLimit.PRICE_COLLAR, ONE_E8));
            place(100, 10_100);
            assertSent();
            place(100, 10_101);
            assertRefused(RejectReason.PRICE_COLLAR, 101 * ONE_E8, 10_101_000_000L, scope);
            fixture(set(scope, RiskLimit.LAST_TRADE_COLLAR, ONE_E8));
            place(100, 10_101);
            assertSent();
            fixture.trade(BTC, 9_900);
            sell(BTC, 100, 10_200);
            assertSent();
            place(100, 9_999);
            assertSent();
            place(100, 10_000);
            assertRefused(RejectReason.LAST_TRADE_COLLAR, 9_999_000_000L, 100 * ONE_E8, scope);
        }
    }

    @Test
    void manyTimesTheUsualQuantity() {
        for (final LimitSetting scope : SCOPES) {
            fixture(set(scope, RiskLimit.MAX_ORDER_FACTOR, 3 * ONE_E8));
            for (int i = 0; i < 15; i++) {
                place(100, 9_900);
            }
            place(301, 9_900);
            assertSent();
            place(338, 9_900);
            assertRefused(RejectReason.FAT_FINGER, 3 * 11_200_000, 33_800_000, scope);
            fixture.place(2, BTC, Side.BUY, OrderType.LIMIT, 400, 9_900);
            assertSent();
        }
    }

    @Test
    void theSameOrderAgain() {
        for (final LimitSetting scope : SCOPES) {
            fixture(set(scope, RiskLimit.DUPLICATE_INTERVAL, SECOND_NS));
            place(100, 9_900);
            fixture.nowNs += SECOND_NS / 4;
            place(100, 9_900);
            assertRefused(RejectReason.REPEATED_ORDER, ONE_E8, ONE_E8 / 4, scope);
            place(101, 9_900);
            place(100, 9_901);
            assertSent();
            fixture.place(2, BTC, Side.BUY, OrderType.LIMIT, 100, 9_900);
            assertSent();
            fixture.nowNs += SECOND_NS - SECOND_NS / 4;
            place(100, 9_900);
            assertSent();
        }
    }

    @Test
    void tradingHours() {
        for (final LimitSetting scope : SCOPES) {
            fixture(set(scope, RiskLimit.TRADING_HOURS, 480L * 10_000 + 990));
            fixture.nowNs = (19_700 * 24 + 8) * 3_600 * SECOND_NS - 1;
            place(100, 9_900);
            assertRefused(RejectReason.TRADING_HOURS, 8 * ONE_E8, 479 * ONE_E8 / 60, scope);
            fixture.nowNs++;
            place(100, 9_900);
            assertSent();
            fixture.nowNs += 8L * 3_600 * SECOND_NS + 1_800 * SECOND_NS - 1;
            place(100, 9_900);
            assertSent();
            fixture.nowNs++;
            place(100, 9_900);
            assertRefused(RejectReason.TRADING_HOURS, 8 * ONE_E8, 990 * ONE_E8 / 60, scope);
            fixture.limits(set(scope, RiskLimit.TRADING_HOURS, 960L * 10_000 + 60));
            place(100, 9_900);
            assertSent();
        }
    }

    @Test
    void spotOrdersAreCoveredByTheVenuesBalances() {
        fixture = new TradeFixture(TradeFixture.RUN_ID, TradeFixture.ORDERS, TradeFixture.RISK, List.of(), null).reconcilesByHand();
        fixture.live();
        fixture.place(BTC, Side.SELL, 1_000, 10_010);
        assertSent();
        final long asked = (long) TradeFixture.RUN_ID << Integer.SIZE | 1;
        fixture.report(id(1), ExecType.NEW);
        fixture.balance(asked, 0, 3 * ONE_E8);
        fixture.balance(asked, 1, 500 * ONE_E8);
        fixture.reconciled(BTC, asked, true, 1);
        fixture.place(BTC, Side.SELL, 2_001, 10_010);
        assertEquals(List.of(2 * ONE_E8, 200_100_000L), refusal(RejectReason.SHORT_SALE));
        fixture.place(BTC, Side.BUY, 3_000, 9_900);
        assertSent();
        fixture.place(BTC, Side.BUY, 3_000, 9_900);
        assertEquals(List.of(203 * ONE_E8, 297 * ONE_E8), refusal(RejectReason.INSUFFICIENT_BALANCE));
        fixture.fill(id(3), 3_000, 9_900);
        fixture.place(BTC, Side.SELL, 2_001, 10_010);
        assertSent();
    }

    @Test
    void changesTakeEffectBetweenTwoOrdersAllOrNone() {
        fixture();
        place(2_000, 9_900);
        assertSent();
        fixture.take();
        fixture.limits(
                LimitSetting.total(RiskLimit.MAX_ORDER_SIZE, ONE_E8), new LimitSetting(RiskLimit.MAX_EXPOSURE, RiskScope.INSTRUMENT, 9, 1));
        assertEquals(List.of("journal RiskEvent WARNING LIMITS_REFUSED"), fixture.take());
        place(2_000, 9_900);
        assertSent();
        fixture.take();
        fixture.limits(
                LimitSetting.total(RiskLimit.MAX_ORDER_SIZE, ONE_E8), LimitSetting.total(RiskLimit.MAX_EXPOSURE, 500 * ONE_E8));
        assertEquals(List.of("journal SetLimits MAX_ORDER_SIZE MAX_EXPOSURE", "journal RiskEvent INFO LIMITS_CHANGED"), fixture.take());
        place(1_001, 9_900);
        assertRefused(RejectReason.ORDER_SIZE, ONE_E8, 100_100_000, SCOPES.getFirst());
        place(1_000, 9_900);
        assertSent();
        place(1_000, 9_900);
        assertRefused(RejectReason.EXPOSURE_LIMIT, 500 * ONE_E8, 600 * ONE_E8, SCOPES.getFirst());
        fixture.limits(
                LimitSetting.total(RiskLimit.MAX_ORDER_SIZE, RiskLimits.AS_CONFIGURED),
                LimitSetting.total(RiskLimit.MAX_EXPOSURE, RiskLimits.AS_CONFIGURED));
        place(2_000, 9_900);
        assertSent();
        fixture.limits(LimitSetting.total(RiskLimit.MAX_EXPOSURE, RiskLimits.NO_LIMIT));
        assertEquals("journal RiskEvent WARNING LIMITS_REFUSED", fixture.take().getLast(), "the total always has one");
    }

    @Test
    void theDaysLossMayBeTightenedWhileItIsTrading() {
        fixture();
        place(2_000, 10_000);
        fixture.fill(id(1), 2_000, 10_000);
        fixture.quote(BTC, 9_899, 9_901);
        fixture.after(SECOND_NS);
        assertEquals(0, fixture.counter(TradeCounter.RISK_VIOLATIONS));
        fixture.limits(LimitSetting.total(RiskLimit.MAX_DAILY_LOSS, 2 * ONE_E8));
        fixture.after(SECOND_NS);
        place(100, 9_900);
        assertEquals(RejectReason.HALTED, fixture.lastReason());
    }

    private void fixture(final LimitSetting... limits) {
        final RiskSettings risk = new RiskSettings(
                10_000 * ONE_E8, 50, 10 * ONE_E8, 50_000 * ONE_E8, SECOND_NS, 1_000, MonitorSettings.STANDARD, List.of(limits));
        fixture = new TradeFixture(TradeFixture.RUN_ID, TradeFixture.ORDERS, risk, List.of(
                TradeFixture.strategy(1, MarketMaker.TYPE, Map.of()), TradeFixture.strategy(2, MarketMaker.TYPE, Map.of())), null).live();
        fixture.book(ETH, BookState.LIVE);
        fixture.quote(ETH, 9_995, 10_005);
    }

    private static LimitSetting set(final LimitSetting scope, final RiskLimit limit, final long value) {
        return new LimitSetting(limit, scope.scope(), scope.scopeId(), value);
    }

    private void place(final long quantity, final long price) {
        fixture.place(1, BTC, Side.BUY, OrderType.LIMIT, quantity, price);
    }

    private void sell(final int instrumentId, final long quantity, final long price) {
        fixture.place(1, instrumentId, Side.SELL, OrderType.LIMIT, quantity, price);
    }

    private void assertRefused(final RejectReason reason, final long limitE8, final long valueE8, final LimitSetting scope) {
        assertEquals(List.of(limitE8, valueE8), refusal(reason), scope.toString());
        final RiskEventDecoder event = event();
        assertEquals(List.of(scope.scope(), scope.scopeId()), List.of(event.riskScope(), event.scopeId()));
    }

    private List<Long> refusal(final RejectReason reason) {
        assertEquals(reason, fixture.lastReason());
        assertEquals(reason, event().rule());
        return List.of(event().limitE8(), event().valueE8());
    }

    private RiskEventDecoder event() {
        return new RiskEventDecoder().wrapAndApplyHeader(
                new UnsafeBuffer(fixture.records.get(fixture.records.size() - 2)), 0, new MessageHeaderDecoder());
    }

    private void assertSent() {
        assertEquals(NewOrderDecoder.TEMPLATE_ID, lastTemplate());
    }

    private void assertSentReplace() {
        assertEquals(ReplaceOrderDecoder.TEMPLATE_ID, lastTemplate());
    }

    private int lastTemplate() {
        return new MessageHeaderDecoder().wrap(new UnsafeBuffer(fixture.records.getLast()), 0).templateId();
    }
}
