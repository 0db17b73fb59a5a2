package io.peregrine.trade;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.SECOND_NS;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.ExecType;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.risk.RiskSettings;
import io.peregrine.strategy.Strategy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The continuous check: loss and drawdown halt everything; many violations stop one strategy. */
class RiskHaltTest {
    private static final long ONE_E8 = 100_000_000L;
    private static final long DAY_NS = 86_400 * SECOND_NS;

    @Test
    void aDailyLossStopsStrategiesCancelsOrdersAndRefusesNewOnes() {
        final TradeFixture fixture = fixture(new RiskSettings(50 * ONE_E8, 90, 100 * ONE_E8, 50_000 * ONE_E8, SECOND_NS, 5));
        fixture.startStrategy(1);
        buyTen(fixture);
        fixture.place(BTC, Side.SELL, 100, 10_100);
        fixture.quote(BTC, 9_499, 9_503);
        fixture.take();
        fixture.after(SECOND_NS / 2);
        assertEquals(List.of(), fixture.take(), "not before the check interval");
        fixture.after(SECOND_NS / 2);
        assertEquals(List.of(), fixture.take(), "49.90 lost");
        fixture.quote(BTC, 9_499, 9_501);
        fixture.after(SECOND_NS);
        assertEquals(
                List.of(
                        "journal RiskEvent CRITICAL DAILY_LOSS",
                        "journal Breaker TOTAL 0 HALTED DAILY_LOSS",
                        "journal StrategyStatus 1 STOPPED: DAILY_LOSS",
                        "journal CancelOrder #2",
                        "gateway CancelOrder #2"),
                fixture.take());
        fixture.after(SECOND_NS);
        assertEquals(List.of(), fixture.take(), "said once");
        fixture.startStrategy(1);
        assertEquals(List.of("journal StartStrategy", "journal StrategyStatus 1 STOPPED: trading is halted: DAILY_LOSS"), fixture.take());
    }

    @Test
    void yesterdaysLossDoesNotCount() {
        final TradeFixture fixture = fixture(new RiskSettings(50 * ONE_E8, 90, 100 * ONE_E8, 50_000 * ONE_E8, SECOND_NS, 5));
        buyTen(fixture);
        fixture.quote(BTC, 9_599, 9_601);
        fixture.after(DAY_NS);
        fixture.quote(BTC, 9_199, 9_201);
        fixture.take();
        fixture.after(SECOND_NS);
        assertEquals(List.of(), fixture.take());
    }

    @Test
    void aDrawdownHalts() {
        final TradeFixture fixture = fixture(new RiskSettings(50_000 * ONE_E8, 5, 100 * ONE_E8, 2_000 * ONE_E8, SECOND_NS, 5));
        buyTen(fixture);
        fixture.quote(BTC, 10_999, 11_001);
        fixture.after(SECOND_NS);
        fixture.quote(BTC, 9_999, 10_001);
        fixture.take();
        fixture.after(SECOND_NS);
        assertEquals(List.of(), fixture.take(), "100 of 2100 are 4.8 %");
        fixture.quote(BTC, 9_949, 9_951);
        fixture.after(SECOND_NS);
        assertEquals(
                List.of("journal RiskEvent CRITICAL DRAWDOWN", "journal Breaker TOTAL 0 HALTED DRAWDOWN"),
                fixture.take(),
                "105 of 2100 are 5 %");
    }

    @Test
    void manyViolationsStopTheStrategyThatMadeThem() {
        final TradeFixture fixture = fixture(TradeFixture.RISK);
        fixture.startStrategy(1);
        fixture.startStrategy(2);
        fixture.place(1, BTC, Side.BUY, OrderType.LIMIT, 100, 9_900);
        fixture.report(id(1), ExecType.NEW);
        for (int i = 0; i < 4; i++) {
            fixture.place(1, BTC, Side.BUY, OrderType.LIMIT, 100, 20_000);
        }
        fixture.take();
        fixture.place(1, BTC, Side.BUY, OrderType.LIMIT, 100, 20_000);
        assertEquals(
                List.of(
                        "journal PlaceOrder #6 mine",
                        "journal RiskEvent WARNING PRICE_COLLAR",
                        "journal Report #6 RISK_REJECTED RISK_REJECTED 0/0",
                        "journal RiskEvent SEVERE VIOLATIONS",
                        "journal Breaker STRATEGY 1 HALTED VIOLATIONS cools",
                        "journal StrategyStatus 1 STOPPED: circuit breaker: VIOLATIONS",
                        "journal CancelOrder #1",
                        "gateway CancelOrder #1"),
                fixture.take());
    }

    private static TradeFixture fixture(final RiskSettings risk) {
        final Strategy idle = new Strategy() {
        };
        return new TradeFixture(
                TradeFixture.RUN_ID,
                TradeFixture.ORDERS,
                risk,
                List.of(TradeFixture.strategy(1, "idle", Map.of()), TradeFixture.strategy(2, "idle", Map.of())),
                (settings, instruments) -> idle).live();
    }

    /** Ten units at 100.00. */
    private static void buyTen(final TradeFixture fixture) {
        fixture.place(0, BTC, Side.BUY, OrderType.MARKET, 10_000, NULL_VALUE);
        fixture.fill(id(1), 10_000, 10_000);
    }
}
