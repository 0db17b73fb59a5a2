package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.SECOND_NS;

import io.peregrine.message.BookState;
import io.peregrine.message.RiskLimit;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import io.peregrine.order.OrderSettings;
import io.peregrine.order.SelfTradePrevention;
import io.peregrine.order.UnknownOrders;
import io.peregrine.risk.LimitSetting;
import io.peregrine.risk.RiskLimits;
import io.peregrine.strategy.quoting.MarketMaker;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Some minutes of trading with two market makers and orders by hand at a {@link RandomVenue}: the same for the same seed. */
public final class TradingSession {
    static final OrderSettings ORDERS = new OrderSettings(
            50, 2 * SECOND_NS, 10 * SECOND_NS, 2, 64, 0, UnknownOrders.REPORT);

    private TradingSession() {
    }

    static OrderSettings selfTrades(final SelfTradePrevention mode) {
        return new OrderSettings(50, 2 * SECOND_NS, 10 * SECOND_NS, 2, 64, 0, UnknownOrders.REPORT, mode);
    }

    static TradeFixture run(final long seed, final int events) {
        return run(seed, events, false, ORDERS);
    }

    /** The same with everything that comes into the core among its records. */
    public static TradeFixture runWithInputs(final long seed, final int events) {
        return run(seed, events, true, ORDERS);
    }

    static TradeFixture run(final long seed, final int events, final boolean inputs, final OrderSettings orders) {
        final TradeFixture fixture = new TradeFixture(
                TradeFixture.RUN_ID,
                orders,
                TradeFixture.RISK,
                List.of(
                        TradeFixture.strategy(1, MarketMaker.TYPE, Map.of(MarketMaker.HALF_SPREAD_TICKS, "3")),
                        TradeFixture.strategy(2, MarketMaker.TYPE, Map.of(MarketMaker.ORDER_SIZE, "0.3"))),
                null);
        if (inputs) {
            fixture.core.recordInputs();
        }
        fixture.live();
        final RandomVenue venue = new RandomVenue(seed);
        venue.connect(fixture);
        fixture.startStrategy(1);
        fixture.startStrategy(2);
        final Random random = new Random(~seed);
        final Random limits = new Random(seed + 1);
        long mid = 10_000;
        for (int i = 0; i < events; i++) {
            if (limits.nextInt(30) == 0) {
                fixture.limits(
                        new LimitSetting(RiskLimit.MAX_OPEN_ORDERS, RiskScope.STRATEGY, limits.nextInt(3), 40 + limits.nextInt(40)),
                        new LimitSetting(RiskLimit.MAX_ORDER_SIZE, RiskScope.INSTRUMENT, BTC,
                                limits.nextBoolean() ? RiskLimits.AS_CONFIGURED : (550L + limits.nextInt(100)) * 100_000));
            }
            fixture.nowNs += random.nextInt(200_000_000);
            mid += random.nextInt(9) - 4;
            switch (random.nextInt(20)) {
                case 0 -> fixture.place(
                        BTC, random.nextBoolean() ? Side.BUY : Side.SELL, 60 + random.nextInt(500), mid + random.nextInt(9) - 4);
                case 1 -> fixture.cancel(TradeFixture.id(1 + random.nextInt(200)));
                case 13, 14 -> fixture.replace(
                        TradeFixture.id((int) fixture.counter(TradeCounter.ORDERS) - random.nextInt(5)),
                        random.nextBoolean() ? NULL_VALUE : mid + random.nextInt(9) - 4,
                        60 + random.nextInt(500));
                case 2 -> fixture.book(BTC, random.nextInt(3) == 0 ? BookState.SUSPECT : BookState.LIVE);
                case 3, 4, 5 -> fixture.depth(BTC, mid - 1, mid + 1);
                case 6, 7, 8, 9 -> fixture.core.doWork(fixture.nowNs);
                case 10, 11, 12 -> fixture.quote(BTC, mid - 1, mid + 1);
                default -> venue.act();
            }
        }
        return fixture;
    }
}
