package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.journal.Journal;
import io.peregrine.journal.JournalListener;
import io.peregrine.journal.JournalSettings;
import io.peregrine.killswitch.Heartbeat;
import io.peregrine.killswitch.HeartbeatMonitor;
import io.peregrine.message.BreakerState;
import io.peregrine.message.BreakerStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.EngineMode;
import io.peregrine.message.RiskScope;
import io.peregrine.message.StrategyState;
import io.peregrine.message.StrategyStatusDecoder;
import io.peregrine.strategy.Strategies;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.strategy.hostile.Hostile;
import io.peregrine.strategy.hostile.Hostile.Way;
import io.peregrine.trade.JournalReplay;
import io.peregrine.trade.TradeCounter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Strategies that do not come back, in a running engine with a clock. */
class StuckStrategyIT {
    private static final long EXECUTION_TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long WATCHDOG_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(1);
    private static final JournalSettings INPUTS =
            new JournalSettings(false, TimeUnit.SECONDS.toNanos(1), TimeUnit.MINUTES.toNanos(1), 250_000, 16L << 20, 0, true);

    private final EngineFixture fixture = new EngineFixture();
    private final AtomicInteger good = new AtomicInteger();

    @TempDir
    private Path directory;

    @Test
    void oneThatLoopsAndLooksAtItsContextIsStoppedAndTheOtherGoesOn() {
        fixture.executionTimeoutNs = EXECUTION_TIMEOUT_NS;
        strategies(context -> {
            while (true) {
                context.nowNs();
            }
        });
        try (Engine engine = fixture.launch(directory, ThreadPlan.SHARED)) {
            depths(2);
            EngineFixture.await(engine, () -> good.get() == 2);
            assertEquals(EngineState.RUNNING, engine.state());
            assertEquals(BreakerState.HALTED, engine.parts().core().breakers().get(RiskScope.STRATEGY, 1).state());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SPIN", "SWALLOW"})
    void oneThatLoopsWithoutItsContextIsStoppedItsOrderIsCancelledAndTheOtherTradesOn(final Way way) throws Exception {
        fixture.executionTimeoutNs = EXECUTION_TIMEOUT_NS;
        fixture.mode = EngineMode.PAPER;
        fixture.journal = INPUTS;
        loaded(way);
        depths(1);
        try (Engine engine = fixture.launch(directory, ThreadPlan.SHARED)) {
            EngineFixture.await(engine, () -> engine.counters().get(TradeCounter.STRATEGY_FAILURES) == 1);
            EngineFixture.await(engine, () -> engine.openOrders() == 1);
            depths(2);
            EngineFixture.await(engine, () -> engine.openOrders() == 3);
            assertEquals(EngineState.RUNNING, engine.state());
            assertFalse(engine.killSwitch().tripped());
            assertFalse(Files.exists(directory.resolve(StuckStrategy.FILE_NAME)));
            assertTrue(engine.quiesce(EngineFixture.TIMEOUT_NS));
        }
        assertEquals(
                List.of("1 FAILED io.peregrine.trade.StrategyTimeout: a call took longer than strategy_engine.execution_timeout"),
                states().stream().filter(state -> !state.contains(" RUNNING ")).toList());
        assertEquals(List.of("1 HALTED EXECUTION_TIMEOUT"), breakers());
        final JournalReplay.Result replay = JournalReplay.run(directory.resolve("journal"));
        assertEquals(null, replay.difference());
        assertEquals(1, replay.runsReplayed());
        assertTrue(replay.orders() > 0);
        assertEquals(replay.orderDigest(), replay.replayedDigest());
    }

    @ParameterizedTest
    @EnumSource(names = {"SHARED", "DEDICATED"})
    void theWatchdogDoesNotTakeOneForStuckThatIsStillWithinItsTime(final ThreadPlan plan) throws Exception {
        fixture.executionTimeoutNs = 2 * WATCHDOG_TIMEOUT_NS;
        fixture.mode = EngineMode.PAPER;
        loaded(Way.SPIN);
        try (Engine engine = fixture.launch(directory, plan)) {
            final Heartbeat heartbeat = Heartbeat.open(directory);
            final HeartbeatMonitor monitor = new HeartbeatMonitor();
            depths(1);
            EngineFixture.await(engine, () -> engine.counters().get(TradeCounter.ORDERS) == 1);
            monitor.reset(heartbeat);
            int looks = 0;
            while (engine.counters().get(TradeCounter.STRATEGY_FAILURES) == 0) {
                assertEquals(-1, monitor.look(heartbeat), "taken for stuck at look " + looks);
                LockSupport.parkNanos(HeartbeatMonitor.intervalNs(WATCHDOG_TIMEOUT_NS));
                looks++;
            }
            assertTrue(looks > HeartbeatMonitor.MISSES_MAX, "it looped for " + looks + " looks");
            assertEquals(EngineState.RUNNING, engine.state());
        }
    }

    @Test
    void oneThatSleepsHasTheTradeThreadForGoodFailsTheEngineAndIsHeldAtTheNextStart() throws Exception {
        fixture.executionTimeoutNs = EXECUTION_TIMEOUT_NS;
        loaded(Way.SLEEP);
        try (Engine engine = fixture.launch(directory, ThreadPlan.SHARED)) {
            depths(1);
            EngineFixture.await(engine, () -> engine.killSwitch().tripped());
            assertEquals(EngineState.FAILED, engine.state());
            assertTrue(engine.failure().contains("strategy hostile did not come back"), engine.failure());
            assertTrue(Files.exists(directory.resolve(StuckStrategy.FILE_NAME)));
        }
        fixture.venue.steps.clear();
        fixture.executionTimeoutNs = EngineSettings.EXECUTION_TIMEOUT_NS;
        try (Engine engine = fixture.launch(directory, ThreadPlan.STEPPED)) {
            assertFalse(Files.exists(directory.resolve(StuckStrategy.FILE_NAME)));
            engine.killSwitch().reset("looked at it", 1);
            EngineFixture.await(engine, engine::reconciled);
            engine.commands().startStrategy(1);
            engine.commands().startStrategy(2);
            EngineFixture.await(engine, () -> states().size() >= 4);
            depths(1);
            EngineFixture.await(engine, () -> engine.counters().get(TradeCounter.ORDERS) == 1);
        }
        assertEquals("1 STOPPED its circuit breaker is HALTED: EXECUTION_TIMEOUT", states().stream()
                .filter(state -> state.startsWith("1 ")).toList().getLast());
    }

    private List<String> states() {
        final List<String> states = new ArrayList<>();
        Journal.scan(directory.resolve("journal"), new JournalListener() {
            @Override
            public void onStrategyStatus(final long sequence, final StrategyStatusDecoder message) {
                states.add(message.strategyId() + " " + StrategyState.valueOf(message.state().name()) + " " + message.reason());
            }
        });
        return states;
    }

    private List<String> breakers() {
        final List<String> breakers = new ArrayList<>();
        Journal.scan(directory.resolve("journal"), new JournalListener() {
            @Override
            public void onBreakerStatus(final long sequence, final BreakerStatusDecoder message) {
                breakers.add(message.targetId() + " " + message.state() + " " + message.cause());
            }
        });
        return breakers;
    }

    /** As the engine loads them: one that goes wrong at its first tick, and one that does not. */
    private void loaded(final Way way) {
        fixture.strategies = Strategies::create;
        fixture.strategySettings = List.of(
                new StrategySettings(1, "hostile", Hostile.TYPE, new int[] {0}, Map.of(Hostile.WAY, way.name()), true),
                new StrategySettings(2, "good", Hostile.TYPE, new int[] {0}, Map.of(), true));
    }

    private void depths(final int count) {
        fixture.venue.steps.add(EngineFixture.live(0));
        for (int i = 1; i <= count; i++) {
            fixture.venue.steps.add(EngineFixture.depth(0, i));
        }
    }

    private void strategies(final java.util.function.Consumer<StrategyContext> hostility) {
        fixture.strategySettings = List.of(
                new StrategySettings(1, "hostile", "hostile", new int[] {0}, Map.of(), true),
                new StrategySettings(2, "good", "good", new int[] {0}, Map.of(), true));
        fixture.strategies = (settings, instruments) -> new Strategy() {
            @Override
            public void onDepth(final StrategyContext context, final DepthDecoder depth) {
                if (settings.strategyId() == 1) {
                    hostility.accept(context);
                } else {
                    good.incrementAndGet();
                }
            }
        };
    }
}
