package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static io.peregrine.trade.TradeFixture.id;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.BookState;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.ExecType;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.order.Order;
import io.peregrine.signal.SignalCatalogue;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is told what, and what happens to a strategy that throws. */
class StrategyContainmentTest {
    private final List<String> told = new ArrayList<>();
    private final Strategy buyer = new Recorder("buyer") {
        @Override
        public void onQuote(final StrategyContext context, final QuoteDecoder quote) {
            super.onQuote(context, quote);
            context.submitLimit(BTC, Side.BUY, 9_900, 100, TimeInForce.GTC);
        }
    };
    private final Strategy thrower = new Recorder("thrower") {
        @Override
        public void onQuote(final StrategyContext context, final QuoteDecoder quote) {
            context.submitLimit(BTC, Side.BUY, 9_800, 100, TimeInForce.GTC);
            throw new IllegalStateException("by intent");
        }
    };
    private final TradeFixture fixture = new TradeFixture(
            TradeFixture.RUN_ID,
            TradeFixture.ORDERS,
            TradeFixture.RISK,
            List.of(TradeFixture.strategy(1, "thrower", Map.of()), TradeFixture.strategy(2, "buyer", Map.of())),
            (settings, instruments) -> settings.strategyId() == 1 ? thrower : buyer).live();

    @Test
    void oneThatThrowsIsFailedItsOrdersCancelledAndTheOthersGoOn() {
        fixture.startStrategy(1);
        fixture.startStrategy(2);
        fixture.take();
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(
                List.of(
                        "journal NewOrder #1 BUY 100",
                        "gateway NewOrder #1 BUY 100 @ 9800",
                        "journal StrategyStatus 1 FAILED: java.lang.IllegalStateException: by intent",
                        "journal CancelOrder #1",
                        "gateway CancelOrder #1",
                        "journal NewOrder #2 BUY 100",
                        "gateway NewOrder #2 BUY 100 @ 9900"),
                fixture.take());
        fixture.report(id(1), ExecType.NEW);
        assertEquals(List.of("thrower start", "buyer start", "buyer quote"), told, "the failed one hears nothing any more");
        assertEquals(1, fixture.counter(TradeCounter.STRATEGY_FAILURES));
    }

    @Test
    void startAndStopAreIdempotent() {
        fixture.startStrategy(2);
        fixture.startStrategy(2);
        fixture.quote(BTC, 9_999, 10_001);
        fixture.take();
        fixture.stopStrategy(2);
        fixture.stopStrategy(2);
        fixture.startStrategy(77);
        assertEquals(
                List.of(
                        "journal StopStrategy",
                        "journal StrategyStatus 2 STOPPED: by command",
                        "journal CancelOrder #1",
                        "gateway CancelOrder #1",
                        "journal StopStrategy",
                        "journal StartStrategy"),
                fixture.take());
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(List.of("buyer start", "buyer quote", "buyer stop"), told);
    }

    @Test
    void aFillReachesTheStrategyWithItsPosition() {
        fixture.startStrategy(2);
        fixture.quote(BTC, 9_999, 10_001);
        told.clear();
        fixture.fill(id(1), 60, 9_900);
        assertEquals(List.of("buyer report TRADE 60/40 position 60"), told);
    }

    @Test
    void thereAreNoPricesWithoutALiveBook() {
        fixture.startStrategy(2);
        fixture.book(BTC, BookState.SUSPECT);
        fixture.depth(BTC, 9_999, 10_001);
        assertEquals(List.of("buyer start", "buyer depth without market"), told);
    }

    @Test
    void aGatewayThatThrowsStopsTheCoreAndNotTheStrategy() {
        fixture.startStrategy(2);
        fixture.venue(new SilentVenue() {
            @Override
            public void onNewOrder(final NewOrderDecoder order, final long timeNs) {
                throw new IllegalArgumentException("gateway");
            }
        });
        assertThrows(TradeFault.class, () -> fixture.quote(BTC, 9_999, 10_001));
        assertThrows(IllegalStateException.class, () -> fixture.core.doWork(fixture.nowNs));
        assertEquals(0, fixture.counter(TradeCounter.STRATEGY_FAILURES));
    }

    @Test
    void aStoppedStrategyCanNotSend() {
        final List<RejectReason> reasons = new ArrayList<>();
        final Strategy late = new Strategy() {
            @Override
            public void onStop(final StrategyContext context) {
                reasons.add(StrategyContext.rejectReason(context.submitMarket(BTC, Side.BUY, 100)));
            }
        };
        final TradeFixture other = new TradeFixture(
                TradeFixture.RUN_ID,
                TradeFixture.ORDERS,
                TradeFixture.RISK,
                List.of(TradeFixture.strategy(1, "late", Map.of())),
                (settings, instruments) -> late).live();
        other.startStrategy(1);
        other.stopStrategy(1);
        assertEquals(List.of(RejectReason.HALTED), reasons);
        assertEquals(0, other.counter(TradeCounter.ORDERS));
    }

    private class Recorder implements Strategy {
        private final String name;

        Recorder(final String name) {
            this.name = name;
        }

        @Override
        public void onStart(final StrategyContext context) {
            told.add(name + " start");
        }

        @Override
        public void onStop(final StrategyContext context) {
            told.add(name + " stop");
        }

        @Override
        public void onDepth(final StrategyContext context, final DepthDecoder depth) {
            final boolean blind = context.market(BTC) == null
                    && context.signal(BTC, SignalCatalogue.IMBALANCE) == Instrument.NULL_VALUE;
            told.add(name + " depth " + (blind ? "without market" : "with market"));
        }

        @Override
        public void onQuote(final StrategyContext context, final QuoteDecoder quote) {
            told.add(name + " quote");
        }

        @Override
        public void onExecutionReport(final StrategyContext context, final Order order, final ExecutionReportDecoder report) {
            told.add(name + " report " + report.execType() + " " + order.cumQuantity() + "/" + report.leavesQuantity() + " position "
                    + context.position(BTC).quantity());
        }
    }
}
