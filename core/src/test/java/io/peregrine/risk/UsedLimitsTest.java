package io.peregrine.risk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.instrument.Venue;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything is at 100.00; 1,000 is one unit. Strategy 1 buys BTC, strategy 2 sells ETH, and both hold BTC at Kraken, long and short. */
class UsedLimitsTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final int KRAKEN = Venue.KRAKEN.ordinal();
    private static final int BINANCE = Venue.BINANCE_SPOT.ordinal();
    private static final List<LimitSetting> SCOPES = List.of(
            scope(RiskScope.TOTAL, 0), scope(RiskScope.VENUE, BINANCE), scope(RiskScope.VENUE, KRAKEN), scope(RiskScope.STRATEGY, 1),
            scope(RiskScope.STRATEGY, 2), scope(RiskScope.INSTRUMENT, 0), scope(RiskScope.INSTRUMENT, 1), scope(RiskScope.INSTRUMENT, 2));

    private static final RiskSettings SETTINGS =
            new RiskSettings(1_000_000 * ONE_E8, 50, 1_000_000 * ONE_E8, 1_000_000 * ONE_E8, 1_000_000_000L, 5);

    private final RiskWorld world = new RiskWorld(SETTINGS);
    private final LossLimits losses =
            new LossLimits(RiskWorld.INSTRUMENTS, world.positions, world.markets, SETTINGS, world.limits);
    private final UsedLimits used = new UsedLimits(RiskWorld.INSTRUMENTS, world.limits, world.orders, world.exposure, world.risk, losses);

    UsedLimitsTest() {
        for (int i = 0; i < 3; i++) {
            world.mid(i, 10_000);
        }
        for (final RiskLimit limit : List.of(RiskLimit.MAX_POSITION_SIZE, RiskLimit.MAX_EXPOSURE, RiskLimit.MAX_NET_EXPOSURE,
                RiskLimit.MAX_OPEN_ORDERS, RiskLimit.MAX_ORDERS_PER_SECOND, RiskLimit.MAX_MESSAGES_PER_FILL)) {
            for (final LimitSetting scope : SCOPES) {
                final boolean count = LimitTerms.of(limit).unit() == LimitUnit.COUNT;
                world.set(new LimitSetting(limit, scope.scope(), scope.scopeId(), count ? 1_000 : 1_000_000 * ONE_E8));
            }
        }
        world.positions.onFill(1, 2, Side.BUY, 10_000, 3_000, 0, -1);
        world.positions.onFill(2, 2, Side.SELL, 10_000, 2_000, 0, -1);
        world.exposure.refreshAll();
        send(1, 1, 0, true, 1_000);
        send(2, 1, 0, true, 1_000);
        send(3, 2, 1, false, 4_000);
        used.update(world.nowNs);
    }

    @Test
    void everyScopeUsesWhatIsItsOwn() {
        used(RiskLimit.MAX_POSITION_SIZE, 4, 4, 1, 3, 4, 2, 4, 1);
        used(RiskLimit.MAX_EXPOSURE, 700, 600, 100, 500, 600, 200, 400, 100);
        used(RiskLimit.MAX_NET_EXPOSURE, 300, 400, 100, 500, 600, 200, 400, 100);
        used(RiskLimit.MAX_OPEN_ORDERS, 3, 3, 0, 2, 1, 2, 1, 0);
        used(RiskLimit.MAX_ORDERS_PER_SECOND, 3, 3, 0, 2, 1, 2, 1, 0);
        used(RiskLimit.MAX_MESSAGES_PER_FILL, 3, 3, 0, 2, 1, 2, 1, 0);
    }

    @Test
    void whereThereIsNoLimitNoUseIsKnown() {
        assertEquals(UsedLimits.NONE, used.valueE8(RiskLimit.MAX_EXPOSURE, world.limits.strategySlot(0)));
        assertEquals(UsedLimits.NONE, used.valueE8(RiskLimit.PRICE_COLLAR, RiskLimits.TOTAL));
        world.set(new LimitSetting(RiskLimit.MAX_EXPOSURE, RiskScope.STRATEGY, 1, RiskLimits.NO_LIMIT));
        used.update(world.nowNs);
        assertEquals(UsedLimits.NONE, used.valueE8(RiskLimit.MAX_EXPOSURE, world.limits.strategySlot(1)));
        final UsedLimits fresh = new UsedLimits(RiskWorld.INSTRUMENTS, world.limits, world.orders, world.exposure, world.risk, losses);
        assertEquals(UsedLimits.NONE, fresh.valueE8(RiskLimit.MAX_EXPOSURE, RiskLimits.TOTAL));
        assertEquals(UsedLimits.NONE, fresh.valueE8(RiskLimit.MAX_EXPOSURE, world.limits.instrumentSlot(2)));
    }

    @Test
    void lossAndDrawdownAreOfAllAndAsTheyAreJudged() {
        assertEquals(UsedLimits.NONE, used.valueE8(RiskLimit.MAX_DAILY_LOSS, RiskLimits.TOTAL), "no day has begun");
        losses.begin(world.nowNs);
        mark(11_000);
        assertLosses(0, 0);
        mark(9_000);
        assertLosses(10, 20 * 100 / 1_000_010.0);
        world.set(new LimitSetting(RiskLimit.MAX_EXPOSURE, RiskScope.TOTAL, 0, 100 * ONE_E8));
        mark(9_000);
        assertLosses(10, 20 * 100 / 1_000_010.0);
        world.positions.onFill(1, 2, Side.BUY, 9_000, 1_000, 0, -1);
        world.positions.onFill(1, 2, Side.SELL, 8_000, 1_000, 0, -1);
        losses.onFill(world.breakers, 1, 2, world.nowNs);
        used.onFill(world.nowNs);
        assertLosses(20, 30 * 100 / 1_000_010.0);
        world.nowNs += 86_400_000_000_000L;
        mark(8_500);
        assertLosses(0, 35 * 100 / 1_000_010.0);
        assertEquals(UsedLimits.NONE, used.valueE8(RiskLimit.MAX_DAILY_LOSS, world.limits.strategySlot(1)));
    }

    private void mark(final long price) {
        world.mid(2, price);
        losses.check(world.breakers, world.nowNs);
        used.update(world.nowNs);
    }

    private void assertLosses(final long loss, final double drawdownPercent) {
        assertEquals(loss * ONE_E8, used.valueE8(RiskLimit.MAX_DAILY_LOSS, RiskLimits.TOTAL));
        assertEquals((long) (drawdownPercent * ONE_E8), used.valueE8(RiskLimit.MAX_DRAWDOWN, RiskLimits.TOTAL));
    }

    private static LimitSetting scope(final RiskScope scope, final int scopeId) {
        return new LimitSetting(RiskLimit.NONE, scope, scopeId, 0);
    }

    private void send(final long id, final int strategy, final int instrument, final boolean buy, final long quantity) {
        world.request(strategy, instrument, buy, OrderType.LIMIT, quantity, 10_000);
        assertEquals(RejectReason.NONE, world.risk.check(world.request, world.nowNs));
        world.open(id);
    }

    private void used(final RiskLimit limit, final long... expected) {
        for (int i = 0; i < SCOPES.size(); i++) {
            final int slot = world.limits.slot(SCOPES.get(i).scope(), SCOPES.get(i).scopeId());
            assertEquals(expected[i] * ONE_E8, used.valueE8(limit, slot), limit + " of " + SCOPES.get(i));
        }
    }
}
