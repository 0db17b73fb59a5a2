package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.BreakerState;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.RejectReason;
import io.peregrine.message.RiskScope;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Hostile strategies: one that loops, swallows what is thrown at it, comes back too late, floods, or needs more memory than there is. The
 * thread that sees the time is played by the strategy itself, which condemns its own call.
 */
class StrategyTimeoutTest {
    private final List<String> told = new ArrayList<>();
    private final TradeFixture fixture = new TradeFixture(
            TradeFixture.RUN_ID,
            TradeFixture.ORDERS,
            TradeFixture.RISK,
            List.of(TradeFixture.strategy(1, "hostile", Map.of()), TradeFixture.strategy(2, "good", Map.of())),
            (settings, instruments) -> settings.strategyId() == 1 ? new Hostile() : new Good());
    private Consumer<StrategyContext> hostility = context -> { };

    @Test
    void oneThatLoopsIsStoppedAtTheNextUseOfItsContextAndTheOthersGoOn() {
        begin(context -> {
            context.submitLimit(BTC, Side.BUY, 9_800, 100, TimeInForce.GTC);
            condemn();
            while (true) {
                context.nowNs();
            }
        });
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(
                List.of(
                        "journal NewOrder #1 BUY 100",
                        "gateway NewOrder #1 BUY 100 @ 9800",
                        "journal StrategyStatus 1 FAILED: io.peregrine.trade.StrategyTimeout: a call took longer than "
                                + "strategy_engine.execution_timeout",
                        "journal CancelOrder #1",
                        "gateway CancelOrder #1",
                        "journal RiskEvent SEVERE EXECUTION_TIMEOUT",
                        "journal Breaker STRATEGY 1 HALTED EXECUTION_TIMEOUT"),
                fixture.take());
        assertEquals(List.of("good"), told);
        fixture.startStrategy(1);
        assertEquals("journal StrategyStatus 1 STOPPED: its circuit breaker is HALTED: EXECUTION_TIMEOUT", fixture.take().getLast());
    }

    @Test
    void oneThatSwallowsWhatIsThrownAtItCanDoNothingMoreAndIsStoppedWhenItComesBack() {
        begin(context -> {
            condemn();
            for (int i = 0; i < 100; i++) {
                assertThrows(RuntimeException.class, () -> context.submitMarket(BTC, Side.BUY, 100));
            }
        });
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(0, fixture.counter(TradeCounter.ORDERS));
        assertHeld();
    }

    @Test
    void oneThatComesBackTooLateWithoutUsingItsContextIsStopped() {
        begin(context -> condemn());
        fixture.quote(BTC, 9_999, 10_001);
        assertHeld();
    }

    @Test
    void aCallThatHasEndedIsNotCondemnedAnyMore() {
        begin(context -> { });
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(StrategyWatch.NO_CALL, fixture.core.watch().call());
        fixture.core.watch().condemn(1);
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(List.of("good", "good"), told);
        assertEquals(BreakerState.NORMAL, breaker());
    }

    @Test
    void oneThatFloodsIsRefusedAndStopped() {
        begin(context -> {
            for (int i = 0; i < 100_000; i++) {
                context.submitLimit(BTC, Side.BUY, 20_000, 100, TimeInForce.GTC);
            }
        });
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(TradeFixture.RISK.violationThreshold(), fixture.counter(TradeCounter.ORDERS), "none is judged after the last");
        assertEquals(BreakerState.HALTED, breaker());
        assertEquals(List.of("good"), told);
    }

    @Test
    void oneThatNeedsMoreMemoryThanThereIsIsStoppedAndTheOthersGoOn() {
        begin(context -> {
            final List<long[]> hoard = new ArrayList<>();
            while (!hoard.isEmpty() || context.strategyId() == 1) {
                hoard.add(new long[Integer.MAX_VALUE - 8]);
            }
        });
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(1, fixture.counter(TradeCounter.STRATEGY_FAILURES));
        assertEquals(List.of("good"), told);
    }

    @Test
    void oneThatCallsItselfWithoutEndIsStopped() {
        begin(this::callAgain);
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(1, fixture.counter(TradeCounter.STRATEGY_FAILURES));
        assertEquals(List.of("good"), told);
    }

    @Test
    void noRoomWhileTheCoreActsForAStrategyStopsTheCore() {
        stopsTheCoreWithoutRoom(context -> context.submitLimit(BTC, Side.BUY, 9_800, 100, TimeInForce.GTC));
    }

    @Test
    void aStrategyThatSwallowsThatDoesNotKeepTheCoreGoing() {
        stopsTheCoreWithoutRoom(context -> {
            try {
                context.submitLimit(BTC, Side.BUY, 9_800, 100, TimeInForce.GTC);
            } catch (final Throwable swallowed) {
                told.add("swallowed");
            }
        });
    }

    private void stopsTheCoreWithoutRoom(final Consumer<StrategyContext> hostility) {
        begin(hostility);
        fixture.venue(new SilentVenue() {
            @Override
            public void onNewOrder(final NewOrderDecoder order, final long timeNs) {
                throw new StackOverflowError("deep");
            }
        });
        assertThrows(TradeFault.class, () -> fixture.quote(BTC, 9_999, 10_001));
    }

    @Test
    void aReplayStopsItAtTheSamePlaceWithoutAClock() {
        fixture.core.recordInputs();
        final int[] calls = {0};
        begin(context -> {
            context.submitLimit(BTC, Side.BUY, 9_800, 100, TimeInForce.GTC);
            while (true) {
                if (context.nowNs() > 0 && ++calls[0] == 17) {
                    condemn();
                }
            }
        });
        fixture.quote(BTC, 9_999, 10_001);
        assertMadeAgainWith(new Looping());
    }

    @Test
    void aReplayStopsOneThatHadNoRoomToBeStopped() {
        fixture.core.recordInputs();
        begin(context -> {
            context.submitLimit(BTC, Side.BUY, 9_800, 100, TimeInForce.GTC);
            condemn();
            throw new StackOverflowError("in a check");
        });
        fixture.quote(BTC, 9_999, 10_001);
        assertHeld();
        assertMadeAgainWith(new Sending());
    }

    private void assertMadeAgainWith(final Strategy first) {
        final TradeFixture again = new TradeFixture(
                TradeFixture.RUN_ID, TradeFixture.ORDERS, TradeFixture.RISK, fixture.context.strategies(),
                (settings, instruments) -> settings.strategyId() == 1 ? first : new Good());
        again.core.recordInputs();
        final List<byte[]> group = new ArrayList<>();
        for (final byte[] record : fixture.records) {
            if (RunReplay.Group.begins(record)) {
                replay(again, group);
                group.clear();
            }
            group.add(record);
        }
        replay(again, group);
        assertEquals(fixture.records.size(), again.records.size());
        for (int i = 0; i < again.records.size(); i++) {
            assertArrayEquals(fixture.records.get(i), again.records.get(i), "record " + i);
        }
        assertTrue(again.records.stream().anyMatch(record -> new MessageHeaderDecoder().wrap(new UnsafeBuffer(record), 0).templateId()
                == io.peregrine.message.BreakerStatusDecoder.TEMPLATE_ID));
    }

    private static void replay(final TradeFixture again, final List<byte[]> group) {
        if (!group.isEmpty()) {
            again.core.watch().endAt(RunReplay.Group.callEnds(group));
            new InputAdapter().feed(new UnsafeBuffer(group.getFirst()), again.core);
        }
    }

    private void assertHeld() {
        assertEquals(BreakerState.HALTED, breaker());
        assertEquals(RejectReason.EXECUTION_TIMEOUT, fixture.core.breakers().get(RiskScope.STRATEGY, 1).cause());
        assertTrue(fixture.core.breakers().get(RiskScope.STRATEGY, 1).latched());
        assertEquals(List.of("good"), told);
    }

    private BreakerState breaker() {
        return fixture.core.breakers().get(RiskScope.STRATEGY, 1).state();
    }

    private void callAgain(final StrategyContext context) {
        if (context.strategyId() == 1) {
            callAgain(context);
        }
    }

    private void begin(final Consumer<StrategyContext> newHostility) {
        hostility = newHostility;
        fixture.live();
        fixture.startStrategy(1);
        fixture.startStrategy(2);
        fixture.take();
        told.clear();
    }

    private void condemn() {
        fixture.core.watch().condemn(fixture.core.watch().call());
    }

    private final class Hostile implements Strategy {
        @Override
        public void onQuote(final StrategyContext context, final QuoteDecoder quote) {
            hostility.accept(context);
        }
    }

    private static final class Sending implements Strategy {
        @Override
        public void onQuote(final StrategyContext context, final QuoteDecoder quote) {
            context.submitLimit(BTC, Side.BUY, 9_800, 100, TimeInForce.GTC);
        }
    }

    private static final class Looping implements Strategy {
        @Override
        public void onQuote(final StrategyContext context, final QuoteDecoder quote) {
            context.submitLimit(BTC, Side.BUY, 9_800, 100, TimeInForce.GTC);
            while (true) {
                context.nowNs();
            }
        }
    }

    private final class Good implements Strategy {
        @Override
        public void onQuote(final StrategyContext context, final QuoteDecoder quote) {
            told.add("good");
        }
    }
}
