package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import io.peregrine.order.OrderRequest;
import org.junit.jupiter.api.Test;

/** Limits of single orders, the price collars, and limits of activity. Everything is at 100.00; 1,000 is one unit. */
class OrderLimitsTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final long MINUTE_NS = 60_000_000_000L;
    private static final long DAY_NS = 1_440 * MINUTE_NS;
    private static final Instrument BTC = RiskWorld.INSTRUMENTS.get(0);

    private final RiskWorld world = new RiskWorld(
            new RiskSettings(1_000_000 * ONE_E8, 50, 1_000_000 * ONE_E8, 1_000_000 * ONE_E8, 1_000_000_000L, 5));
    private final RiskVerdict verdict = new RiskVerdict();
    private final Scopes scopes = new Scopes(world.limits);
    private final OrderLimits orders = new OrderLimits(world.limits, world.exposure.pairs(), verdict);
    private final PriceCollar collar = new PriceCollar(world.limits, verdict);
    private final ActivityLimits activity = new ActivityLimits(world.limits, world.orders, world.exposure, verdict);
    private final OrderRequest request = new OrderRequest();

    OrderLimitsTest() {
        scopes.of(0, 1);
        world.mid(0, 10_000);
    }

    @Test
    void tradingHoursBeginWithTheirFirstMinuteAndEndBeforeTheirLast() {
        set(RiskLimit.TRADING_HOURS, RiskScope.INSTRUMENT, 0, 60 * LimitUnit.HOURS_BASE + 120);
        assertSame(RejectReason.TRADING_HOURS, orders.hours(scopes, 5 * DAY_NS + 60 * MINUTE_NS - 1));
        numbers(ONE_E8, 98_333_333);
        assertSame(RiskScope.INSTRUMENT, verdict.scope());
        assertSame(RejectReason.NONE, orders.hours(scopes, 5 * DAY_NS + 60 * MINUTE_NS));
        assertSame(RejectReason.NONE, orders.hours(scopes, 5 * DAY_NS + 120 * MINUTE_NS - 1));
        assertSame(RejectReason.TRADING_HOURS, orders.hours(scopes, 5 * DAY_NS + 120 * MINUTE_NS));
        numbers(ONE_E8, 2 * ONE_E8);
    }

    @Test
    void tradingHoursMayGoOverMidnight() {
        set(RiskLimit.TRADING_HOURS, RiskScope.TOTAL, 0, 1_320 * LimitUnit.HOURS_BASE + 360);
        assertSame(RejectReason.NONE, orders.hours(scopes, 5 * DAY_NS));
        assertSame(RejectReason.NONE, orders.hours(scopes, 5 * DAY_NS + 360 * MINUTE_NS - 1));
        assertSame(RejectReason.TRADING_HOURS, orders.hours(scopes, 5 * DAY_NS + 360 * MINUTE_NS));
        assertSame(RejectReason.TRADING_HOURS, orders.hours(scopes, 5 * DAY_NS + 1_320 * MINUTE_NS - 1));
        assertSame(RejectReason.NONE, orders.hours(scopes, 5 * DAY_NS + 1_320 * MINUTE_NS));
        numbers(22 * ONE_E8, 2_198_333_333L);
    }

    @Test
    void theSmallestSizeAndNotionalOfTheScopesHold() {
        set(RiskLimit.MAX_ORDER_SIZE, RiskScope.TOTAL, 0, 3 * ONE_E8);
        set(RiskLimit.MAX_ORDER_SIZE, RiskScope.STRATEGY, 1, 2 * ONE_E8);
        assertSame(RejectReason.NONE, orders.size(scopes, limit(2_000, 10_000)));
        assertSame(RejectReason.ORDER_SIZE, orders.size(scopes, limit(2_001, 10_000)));
        numbers(2 * ONE_E8, 200_100_000);
        assertSame(RiskScope.STRATEGY, verdict.scope());
        set(RiskLimit.MAX_ORDER_NOTIONAL, RiskScope.INSTRUMENT, 0, 150 * ONE_E8);
        assertSame(RejectReason.NONE, orders.size(scopes, limit(1_500, 10_000)));
        assertSame(RejectReason.ORDER_NOTIONAL, orders.size(scopes, limit(1_500, 10_001)));
        numbers(150 * ONE_E8, 15_001_500_000L);
        assertSame(RiskScope.INSTRUMENT, verdict.scope());
    }

    @Test
    void anOrderMayBeSoManyTimesTheUsualOne() {
        set(RiskLimit.MAX_ORDER_FACTOR, RiskScope.TOTAL, 0, 5 * ONE_E8 / 2);
        for (int i = 0; i < 16; i++) {
            assertSame(RejectReason.NONE, orders.fatFinger(scopes, BTC, limit(1_000_000, 10_000)));
            orders.accepted(limit(1_000, 10_000), 0);
        }
        assertSame(RejectReason.NONE, orders.fatFinger(scopes, BTC, limit(2_500, 10_000)));
        assertSame(RejectReason.FAT_FINGER, orders.fatFinger(scopes, BTC, limit(2_501, 10_000)));
        numbers(250_000_000, 250_100_000);
        assertSame(RejectReason.NONE, orders.fatFinger(scopes, BTC, limit(2_500, 10_000)));
    }

    /** The product of the two, at sixteen decimals, leaves a long from 922 units on. */
    @Test
    void aMultipleOfALargeQuantityHoldsToo() {
        set(RiskLimit.MAX_ORDER_FACTOR, RiskScope.TOTAL, 0, 5 * ONE_E8 / 2);
        for (int i = 0; i < 16; i++) {
            orders.accepted(limit(40_000_000, 10_000), 0);
        }
        assertSame(RejectReason.NONE, orders.fatFinger(scopes, BTC, limit(100_000_000, 10_000)));
        assertSame(RejectReason.FAT_FINGER, orders.fatFinger(scopes, BTC, limit(100_000_001, 10_000)));
        numbers(100_000 * ONE_E8, 10_000_000_100_000L);
    }

    @Test
    void aMultipleThatDoesNotFitIsNoLimit() {
        set(RiskLimit.MAX_ORDER_FACTOR, RiskScope.TOTAL, 0, 1_000_000 * ONE_E8);
        for (int i = 0; i < 16; i++) {
            orders.accepted(limit(1_000_000_000, 10_000), 0);
        }
        assertSame(RejectReason.NONE, orders.fatFinger(scopes, BTC, limit(2_000_000_000, 10_000)));
    }

    @Test
    void theSameOrderIsRefusedWithinTheLongestIntervalOfTheScopes() {
        orders.accepted(limit(1_000, 10_000), 100);
        set(RiskLimit.DUPLICATE_INTERVAL, RiskScope.TOTAL, 0, 2_000);
        set(RiskLimit.DUPLICATE_INTERVAL, RiskScope.VENUE, BTC.venue().ordinal(), 5_000);
        set(RiskLimit.DUPLICATE_INTERVAL, RiskScope.INSTRUMENT, 0, 3_000);
        assertSame(RejectReason.NONE, orders.repeated(scopes, limit(1_000, 10_000), 100));
        orders.accepted(limit(1_000, 10_000), 100);
        assertSame(RejectReason.REPEATED_ORDER, orders.repeated(scopes, limit(1_000, 10_000), 5_099));
        numbers(500, 499);
        assertSame(RiskScope.VENUE, verdict.scope());
        assertSame(RejectReason.NONE, orders.repeated(scopes, limit(1_000, 10_000), 5_100));
    }

    @Test
    void ofTwoScopesWithTheSameValueTheWiderOneIsNamed() {
        set(RiskLimit.DUPLICATE_INTERVAL, RiskScope.VENUE, BTC.venue().ordinal(), 5_000);
        set(RiskLimit.DUPLICATE_INTERVAL, RiskScope.INSTRUMENT, 0, 5_000);
        set(RiskLimit.MAX_ORDER_SIZE, RiskScope.VENUE, BTC.venue().ordinal(), 7);
        set(RiskLimit.MAX_ORDER_SIZE, RiskScope.STRATEGY, 1, 7);
        assertEquals(world.limits.venueSlot(0), scopes.strictestSlot(RiskLimit.DUPLICATE_INTERVAL));
        assertEquals(world.limits.venueSlot(0), scopes.strictestSlot(RiskLimit.MAX_ORDER_SIZE));
        assertEquals(RiskLimits.TOTAL, scopes.strictestSlot(RiskLimit.TRADING_HOURS));
    }

    @Test
    void anOrderMayBePricedThroughTheMidAsFarAsTheCollarSays() {
        assertSame(RejectReason.NONE, collar(limit(1_000, 10_500)));
        assertEquals(10_500, request.reservePrice());
        assertSame(RejectReason.PRICE_COLLAR, collar(limit(1_000, 10_501)));
        numbers(105 * ONE_E8, 10_501_000_000L);
        assertSame(RiskLimit.PRICE_COLLAR, verdict.limit());
        assertSame(RejectReason.NONE, collar(sell(9_500)));
        assertSame(RejectReason.PRICE_COLLAR, collar(sell(9_499)));
        numbers(95 * ONE_E8, 9_499_000_000L);
        assertSame(RejectReason.NONE, collar(sell(1_000_000)));
        assertSame(RejectReason.NONE, collar(limit(1_000, 1)));
    }

    @Test
    void anOrderMayBePricedThroughTheLastTradeAsFarAsItsCollarSays() {
        set(RiskLimit.LAST_TRADE_COLLAR, RiskScope.INSTRUMENT, 0, ONE_E8);
        assertSame(RejectReason.NONE, collar(limit(1_000, 10_500)));
        world.trade(0, 9_900);
        assertSame(RejectReason.NONE, collar(limit(1_000, 9_999)));
        assertSame(RejectReason.LAST_TRADE_COLLAR, collar(limit(1_000, 10_000)));
        numbers(9_999_000_000L, 100 * ONE_E8);
        assertSame(RiskScope.INSTRUMENT, verdict.scope());
        assertSame(RejectReason.NONE, collar(sell(9_801)));
        assertSame(RejectReason.LAST_TRADE_COLLAR, collar(sell(9_800)));
        request.set(1, 0, Side.BUY, OrderType.STOP_LIMIT, 1_000).prices(10_400, 10_300);
        assertSame(RejectReason.NONE, collar(request));
    }

    @Test
    void theCollarIsExactForLargePricesToo() {
        world.mid(0, 12_500_001);
        assertSame(RejectReason.NONE, collar(limit(1_000, 13_125_001)));
        assertSame(RejectReason.PRICE_COLLAR, collar(limit(1_000, 13_125_002)));
        world.mid(0, Long.MAX_VALUE - 1);
        assertSame(RejectReason.NONE, collar(request.set(1, 0, Side.BUY, OrderType.LIMIT, 1_000)
                .prices(Long.MAX_VALUE, OrderRequest.NO_PRICE)));
    }

    @Test
    void anOrderWithoutALimitIsReservedAtTheWorstThatTheCollarLeaves() {
        assertSame(RejectReason.NONE, collar(request.set(1, 0, Side.BUY, OrderType.MARKET, 1_000)));
        assertEquals(10_500, request.reservePrice());
        collar(request.set(1, 0, Side.SELL, OrderType.MARKET, 1_000));
        assertEquals(10_000, request.reservePrice());
        collar(request.set(1, 0, Side.BUY, OrderType.STOP, 1_000).prices(OrderRequest.NO_PRICE, 20_000));
        assertEquals(21_000, request.reservePrice());
        collar(request.set(1, 0, Side.SELL, OrderType.STOP, 1_000).prices(OrderRequest.NO_PRICE, 8_000));
        assertEquals(8_000, request.reservePrice());
    }

    @Test
    void aStopWithALimitMayBePricedThroughItsTriggerAsFarAsTheCollarSays() {
        assertSame(RejectReason.NONE, collar(request.set(1, 0, Side.BUY, OrderType.STOP_LIMIT, 1_000).prices(21_000, 20_000)));
        assertEquals(21_000, request.reservePrice());
        assertSame(RejectReason.PRICE_COLLAR, collar(request.prices(21_001, 20_000)));
        numbers(210 * ONE_E8, 21_001_000_000L);
    }

    @Test
    void messagesAboveTheFloorMayBeSoManyForEachFill() {
        set(RiskLimit.MAX_MESSAGES_PER_FILL, RiskScope.STRATEGY, 1, 2);
        set(RiskLimit.MESSAGE_FLOOR, RiskScope.TOTAL, 0, 3);
        send(3);
        assertSame(RejectReason.MESSAGE_RATIO, activity.messages(scopes, world.nowNs));
        numbers(2 * ONE_E8, 4 * ONE_E8);
        assertSame(RiskScope.STRATEGY, verdict.scope());
        final int slot = world.limits.strategySlot(1);
        assertEquals(3 * ONE_E8, activity.messagesPerFillE8(slot, world.nowNs));
        set(RiskLimit.MESSAGE_FLOOR, RiskScope.STRATEGY, 1, 4);
        send(1);
        assertSame(RejectReason.MESSAGE_RATIO, activity.messages(scopes, world.nowNs));
        world.request(1, 0, true, OrderType.LIMIT, 1_000, 10_000).reserveAt(10_000);
        world.open(1);
        scopes.of(2, 2);
        activity.onCancel(world.orders.get(1), world.nowNs);
        world.request(2, 2, true, OrderType.LIMIT, 1_000, 10_000).reserveAt(10_000);
        world.open(2);
        activity.onCancel(world.orders.get(2), world.nowNs + MINUTE_NS);
        for (int i = 0; i < 3; i++) {
            activity.onFill(world.orders.get(1), world.nowNs);
        }
        assertEquals(5 * ONE_E8 / 3, activity.messagesPerFillE8(slot, world.nowNs));
        assertEquals(0, activity.messagesPerFillE8(world.limits.strategySlot(2), world.nowNs));
        scopes.of(0, 1);
        send(1);
        assertSame(RejectReason.MESSAGE_RATIO, activity.messages(scopes, world.nowNs));
        numbers(2 * ONE_E8, 7 * ONE_E8 / 3);
        assertSame(RejectReason.NONE, activity.messages(scopes, world.nowNs + MINUTE_NS));
    }

    @Test
    void anOrderTakesATokenOfEachScopeOrOfNone() {
        set(RiskLimit.MAX_ORDERS_PER_SECOND, RiskScope.INSTRUMENT, 0, 2);
        set(RiskLimit.MAX_ORDERS_PER_SECOND, RiskScope.STRATEGY, 1, 3);
        assertSame(RejectReason.NONE, activity.rate(scopes, world.nowNs));
        assertSame(RejectReason.NONE, activity.rate(scopes, world.nowNs));
        assertSame(RejectReason.ORDER_RATE, activity.rate(scopes, world.nowNs));
        numbers(2 * ONE_E8, 3 * ONE_E8);
        assertSame(RiskScope.INSTRUMENT, verdict.scope());
        assertEquals(2, activity.ordersPerSecond(world.limits.instrumentSlot(0), world.nowNs));
        assertEquals(2, activity.ordersPerSecond(world.limits.strategySlot(1), world.nowNs));
        scopes.of(1, 1);
        assertSame(RejectReason.NONE, activity.rate(scopes, world.nowNs));
        assertSame(RejectReason.ORDER_RATE, activity.rate(scopes, world.nowNs));
        assertSame(RiskScope.STRATEGY, verdict.scope());
    }

    @Test
    void aClockThatGoesBackGivesNoTokensAndTakesNone() {
        set(RiskLimit.MAX_ORDERS_PER_SECOND, RiskScope.INSTRUMENT, 0, 4);
        assertSame(RejectReason.NONE, activity.rate(scopes, world.nowNs));
        assertEquals(1, activity.ordersPerSecond(world.limits.instrumentSlot(0), world.nowNs - 750_000_000));
        for (int i = 0; i < 3; i++) {
            assertSame(RejectReason.NONE, activity.rate(scopes, world.nowNs - 750_000_000));
        }
        assertSame(RejectReason.ORDER_RATE, activity.rate(scopes, world.nowNs - 750_000_000));
        assertSame(RejectReason.ORDER_RATE, activity.rate(scopes, world.nowNs + 250_000_000 - 1));
        assertSame(RejectReason.NONE, activity.rate(scopes, world.nowNs + 250_000_000));
    }

    @Test
    void openOrdersAreCountedByScope() {
        for (int i = 0; i < 3; i++) {
            world.request(i, 0, true, OrderType.LIMIT, 1_000, 10_000).reserveAt(10_000);
            world.open(i + 1);
        }
        request.set(1, 0, Side.BUY, OrderType.LIMIT, 1_000);
        assertSame(RejectReason.NONE, activity.openOrders(scopes, BTC, request));
        set(RiskLimit.MAX_OPEN_ORDERS, RiskScope.STRATEGY, 1, 2);
        set(RiskLimit.MAX_OPEN_ORDERS, RiskScope.INSTRUMENT, 0, 4);
        assertSame(RejectReason.NONE, activity.openOrders(scopes, BTC, request));
        set(RiskLimit.MAX_OPEN_ORDERS, RiskScope.STRATEGY, 1, 1);
        assertSame(RejectReason.OPEN_ORDERS, activity.openOrders(scopes, BTC, request));
        numbers(ONE_E8, 2 * ONE_E8);
        set(RiskLimit.MAX_OPEN_ORDERS, RiskScope.VENUE, BTC.venue().ordinal(), 3);
        assertSame(RejectReason.OPEN_ORDERS, activity.openOrders(scopes, BTC, request));
        numbers(3 * ONE_E8, 4 * ONE_E8);
    }

    private void set(final RiskLimit limit, final RiskScope scope, final int scopeId, final long value) {
        assertEquals(true, world.set(new LimitSetting(limit, scope, scopeId, value)));
    }

    private void send(final int count) {
        for (int i = 0; i < count; i++) {
            assertSame(RejectReason.NONE, activity.messages(scopes, world.nowNs));
            assertSame(RejectReason.NONE, activity.rate(scopes, world.nowNs));
        }
    }

    private OrderRequest limit(final long quantity, final long price) {
        request.set(1, 0, Side.BUY, OrderType.LIMIT, quantity).prices(price, OrderRequest.NO_PRICE).reserveAt(price);
        assertSame(RejectReason.NONE, OrderRules.notional(BTC, request, new RiskVerdict()));
        orders.look(request);
        return request;
    }

    private OrderRequest sell(final long price) {
        return request.set(1, 0, Side.SELL, OrderType.LIMIT, 1_000).prices(price, OrderRequest.NO_PRICE);
    }

    private RejectReason collar(final OrderRequest order) {
        return collar.check(scopes, BTC, order, world.markets[0]);
    }

    private void numbers(final long limitE8, final long valueE8) {
        assertEquals(limitE8, verdict.limitE8());
        assertEquals(valueE8, verdict.valueE8());
    }
}
