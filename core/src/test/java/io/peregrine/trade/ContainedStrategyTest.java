package io.peregrine.trade;

import static io.peregrine.trade.TradeFixture.BTC;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.peregrine.message.BreakerState;
import io.peregrine.message.CoreInputDecoder;
import io.peregrine.message.InputKind;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.RiskScope;
import io.peregrine.strategy.hostile.Hostile;
import io.peregrine.strategy.hostile.Hostile.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Strategies as the engine loads them, in the trade core, with a thread that condemns a call that does not come back. */
@Timeout(60)
class ContainedStrategyTest {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(30);
    private static final String TIMEOUT =
            "io.peregrine.trade.StrategyTimeout: a call took longer than strategy_engine.execution_timeout";

    private TradeFixture fixture;
    private volatile boolean over;

    @AfterEach
    void end() {
        over = true;
    }

    @ParameterizedTest
    @EnumSource(names = {"SPIN", "SWALLOW", "LOOP_IN_MESSAGE", "LOOP_IN_INITIALISER"})
    void oneThatLoopsWithoutItsContextIsStoppedAndHeldAndTheOtherGoesOn(final Way way) {
        begin(way, Way.NONE, false);
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(
                List.of(
                        "journal NewOrder #1 BUY 100",
                        "gateway NewOrder #1 BUY 100 @ 9800",
                        "journal StrategyStatus 1 FAILED: " + TIMEOUT,
                        "journal CancelOrder #1",
                        "gateway CancelOrder #1",
                        "journal NewOrder #2 BUY 100",
                        "gateway NewOrder #2 BUY 100 @ 9800",
                        "journal RiskEvent SEVERE EXECUTION_TIMEOUT",
                        "journal Breaker STRATEGY 1 HALTED EXECUTION_TIMEOUT"),
                fixture.take());
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(List.of("journal NewOrder #3 BUY 100", "gateway NewOrder #3 BUY 100 @ 9800"), fixture.take());
        fixture.startStrategy(1);
        assertEquals("journal StrategyStatus 1 STOPPED: its circuit breaker is HALTED: EXECUTION_TIMEOUT", fixture.take().getLast());
    }

    @ParameterizedTest
    @EnumSource(names = {"SILENT_MESSAGE", "CHECKED", "ERROR"})
    void whateverItThrowsIsItsFailureAndNotTheEngines(final Way way) {
        begin(way, Way.NONE, false);
        fixture.quote(BTC, 9_999, 10_001);
        final String failure = switch (way) {
            case CHECKED -> "java.lang.Exception: checked";
            case ERROR -> "java.lang.Error: own";
            default -> "io.peregrine.strategy.hostile.Hostile$SilentFailure";
        };
        assertEquals("journal StrategyStatus 1 FAILED: " + failure, fixture.take().get(2));
        assertEquals(BreakerState.NORMAL, fixture.core.breakers().get(RiskScope.STRATEGY, 1).state());
        assertEquals(2, fixture.counter(TradeCounter.ORDERS));
    }

    @Test
    void afterAResetItBeginsAnewAndEveryRecordIsMadeAgainByAReplay() {
        begin(Way.SWALLOW, Way.SPIN, true);
        loop();
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(2, endsInLoops(), "both in one event");
        loop();
        fixture.quote(BTC, 9_999, 10_001);
        assertEquals(4, endsInLoops(), "ticks count from the beginning again");
        final List<byte[]> again = new ArrayList<>();
        final RunReplay replay = new RunReplay(TradeFixture.RUN_ID, RunSettings.of(fixture.context), core -> { }, again::add);
        feed(replay, fixture.records.size());
        replay.end(false);
        assertNull(replay.difference());
        assertEquals(fixture.records.size(), again.size());
        for (int i = 0; i < again.size(); i++) {
            assertArrayEquals(fixture.records.get(i), again.get(i), "record " + i);
        }
    }

    @Test
    void aRunThatWasKilledInALoopIsMadeAgainToThere() {
        begin(Way.SPIN, Way.NONE, true);
        final int before = fixture.records.size();
        fixture.quote(BTC, 9_999, 10_001);
        for (int records = before + 1; records <= before + 2; records++) {
            final List<byte[]> again = new ArrayList<>();
            final RunReplay replay = new RunReplay(TradeFixture.RUN_ID, RunSettings.of(fixture.context), core -> { }, again::add);
            feed(replay, records);
            replay.end(true);
            assertNull(replay.difference());
            assertEquals(records, again.size(), "the input, and the order");
        }
    }

    private void feed(final RunReplay replay, final int records) {
        for (int i = 0; i < records; i++) {
            replay.onRecord(i + 1, fixture.records.get(i));
        }
    }

    /** Both go wrong at their second tick since they were made. */
    private void loop() {
        for (int id = 1; id <= 2; id++) {
            fixture.resetBreaker(RiskScope.STRATEGY, id, "looked at it");
            fixture.startStrategy(id);
        }
        fixture.quote(BTC, 9_999, 10_001);
    }

    private long endsInLoops() {
        return fixture.records.stream().filter(record -> {
            final UnsafeBuffer buffer = new UnsafeBuffer(record);
            final MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
            return header.templateId() == CoreInputDecoder.TEMPLATE_ID
                    && new CoreInputDecoder().wrapAndApplyHeader(buffer, 0, header).kind() == InputKind.LOOP_TIMEOUT;
        }).count();
    }

    /** The second of two goes wrong only later where the first does not at once. */
    private void begin(final Way first, final Way second, final boolean inputs) {
        final String from = second == Way.NONE ? "1" : "2";
        fixture = new TradeFixture(
                TradeFixture.RUN_ID, TradeFixture.ORDERS, TradeFixture.RISK,
                List.of(TradeFixture.strategy(1, Hostile.TYPE, Map.of(Hostile.WAY, first.name(), Hostile.FROM, from)),
                        TradeFixture.strategy(2, Hostile.TYPE, Map.of(Hostile.WAY, second.name(), Hostile.FROM, from))),
                null);
        if (inputs) {
            fixture.core.recordInputs();
        }
        fixture.live();
        fixture.startStrategy(1);
        fixture.startStrategy(2);
        fixture.take();
        final Thread clock = new Thread(this::condemnWhatDoesNotComeBack);
        clock.setDaemon(true);
        clock.start();
    }

    private void condemnWhatDoesNotComeBack() {
        final StrategyWatch watch = fixture.core.watch();
        while (!over) {
            final long call = watch.call();
            LockSupport.parkNanos(LOOK_NS);
            if (call != StrategyWatch.NO_CALL && watch.call() == call) {
                watch.condemn(call);
            }
        }
    }
}
