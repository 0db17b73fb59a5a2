package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.journal.Journal;
import io.peregrine.journal.JournalListener;
import io.peregrine.message.BreakerState;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.RiskScope;
import io.peregrine.message.StrategyState;
import io.peregrine.message.StrategyStatusDecoder;
import io.peregrine.strategy.Strategy;
import io.peregrine.strategy.StrategyContext;
import io.peregrine.strategy.StrategySettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strategies that do not come back, in a running engine with a clock. */
class StuckStrategyIT {
    private static final long EXECUTION_TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(100);

    private final EngineFixture fixture = new EngineFixture();
    private final AtomicInteger good = new AtomicInteger();
    private volatile boolean released;

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

    @Test
    void oneThatHasTheTradeThreadForGoodFailsTheEngineAndIsHeldAtTheNextStart() throws Exception {
        fixture.executionTimeoutNs = EXECUTION_TIMEOUT_NS;
        strategies(context -> {
            while (!released) {
                Thread.onSpinWait();
            }
        });
        try (Engine engine = fixture.launch(directory, ThreadPlan.SHARED)) {
            depths(1);
            EngineFixture.await(engine, () -> engine.killSwitch().tripped());
            assertEquals(EngineState.FAILED, engine.state());
            assertTrue(engine.failure().contains("strategy hostile did not come back"), engine.failure());
            assertTrue(Files.exists(directory.resolve(StuckStrategy.FILE_NAME)));
            released = true;
        }
        fixture.venue.steps.clear();
        good.set(0);
        fixture.executionTimeoutNs = EngineSettings.EXECUTION_TIMEOUT_NS;
        try (Engine engine = fixture.launch(directory, ThreadPlan.STEPPED)) {
            assertFalse(Files.exists(directory.resolve(StuckStrategy.FILE_NAME)));
            engine.killSwitch().reset("looked at it", 1);
            EngineFixture.await(engine, engine::reconciled);
            engine.commands().startStrategy(1);
            engine.commands().startStrategy(2);
            EngineFixture.await(engine, () -> states().size() >= 4);
            depths(1);
            EngineFixture.await(engine, () -> good.get() == 1);
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
