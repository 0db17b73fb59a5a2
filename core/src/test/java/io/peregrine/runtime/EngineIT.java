package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.command.OrderTicket;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.journal.Journal;
import io.peregrine.journal.JournalListener;
import io.peregrine.journal.JournalTailer;
import io.peregrine.latency.Stage;
import io.peregrine.message.EngineMode;
import io.peregrine.message.EngineStartedDecoder;
import io.peregrine.message.ExecutionReportDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.SampleMessages;
import io.peregrine.message.Side;
import io.peregrine.message.SignalDecoder;
import io.peregrine.message.TimeInForce;
import io.peregrine.trade.TradeCounter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.Agent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An engine's life, stepped. */
class EngineIT {
    private final EngineFixture fixture = new EngineFixture();

    @TempDir
    private Path directory;

    @Test
    void aTickBecomesAnOrderAndAFill() {
        fixture.venue.gateway.fills = true;
        try (Engine engine = launch()) {
            fixture.venue.steps.add(EngineFixture.live(0));
            fixture.venue.steps.add(EngineFixture.depth(0, 1));
            await(engine, () -> fixture.strategy.fills.get() == 1);

            assertEquals(EngineState.RUNNING, engine.state());
            assertEquals(1, engine.runId());
            assertTrue(engine.reconciled());
            assertEquals(1, engine.counters().get(TradeCounter.FILLS));
            assertEquals(1, engine.latency(Venue.BINANCE_SPOT, Stage.TRADE).getTotalCount());
            assertEquals(1, engine.latency(null, Stage.DECODE).getTotalCount());
            assertEquals(1, engine.latency(null, Stage.FEED).getTotalCount());
            assertEquals(0, engine.latency(Venue.KRAKEN, Stage.TRADE).getTotalCount());
            engine.resetLatency();
            assertEquals(0, engine.latency(null, Stage.TRADE).getTotalCount());
            assertEquals(Map.of("signals_dropped", 0L), engine.drops());
        }
    }

    @Test
    void showsItsAgentsAndVenues() {
        try (Engine engine = launch()) {
            fixture.venue.steps.add(EngineFixture.live(0));
            await(engine, () -> engine.counters().get(TradeCounter.JOURNAL_RECORDS) >= 2);

            assertEquals(List.of("feed-binance", "trade", "gateway-binance", "connection-log", "journal-space", "journal-snapshot"),
                    engine.agents().stream().map(AgentStatus::name).toList());
            assertTrue(engine.agents().stream().allMatch(agent -> agent.state() == AgentState.RUNNING && agent.cycles() > 0));
            assertEquals(1, engine.agents().getFirst().busyCycles());
            final VenueStatus venue = engine.venues().getFirst();
            assertEquals(Venue.BINANCE_SPOT, venue.venue());
            assertTrue(venue.gatewayReady());
            assertEquals("scripted", venue.gatewayStatus());
            assertEquals(List.of("BTC/USDT", "ETH/USDT"),
                    venue.instruments().stream().map(status -> status.instrument().symbol()).toList());
            assertEquals(Map.of("gaps", 0L, "reference_refreshes", 0L, "reference_failures", 0L, "reference_changes", 0L),
                    venue.instruments().getFirst().counters());
            assertThrows(IllegalArgumentException.class, () -> engine.books(Venue.KRAKEN));
        }
    }

    @Test
    void quiesceCancelsWhatIsOpenAndTheJournalSaysSo() {
        final Engine quiet = launch();
        try (Engine engine = quiet) {
            place(engine, "mine");
            await(engine, () -> engine.openOrders() == 1);

            assertTrue(engine.quiesce(EngineFixture.TIMEOUT_NS));

            assertEquals(0, engine.openOrders());
            assertEquals(EngineState.STOPPING, engine.state());
            assertEquals(List.of("new 4294967297", "cancel 4294967297"), fixture.venue.gateway.requests);
        }
        assertEquals(EngineState.STOPPED, quiet.state());
        assertTrue(Journal.scan(directory.resolve("journal"), new JournalListener() { }).orderly());
    }

    @Test
    void quiesceGivesUpOnAVenueThatDoesNotAnswer() {
        try (Engine engine = launch()) {
            fixture.venue.gateway.answers = false;
            place(engine, "mine");
            await(engine, () -> engine.openOrders() == 1);
            assertFalse(engine.quiesce(50_000_000));
            assertEquals(1, engine.openOrders());
        }
    }

    @Test
    void theNextRunAsksForWhatTheLastOneLeftOpen() {
        try (Engine engine = launch()) {
            place(engine, "mine");
            await(engine, () -> engine.counters().get(TradeCounter.REPORTS) == 1 && engine.openOrders() == 1);
        }
        fixture.venue.gateway.requests.clear();
        try (Engine engine = launch()) {
            assertEquals(2, engine.runId());
            await(engine, engine::reconciled);
            assertEquals(1, engine.openOrders());
            assertEquals(List.of("query 4294967297"), fixture.venue.gateway.requests);
            assertTrue(engine.quiesce(EngineFixture.TIMEOUT_NS));
            assertEquals(List.of("query 4294967297", "cancel 4294967297"), fixture.venue.gateway.requests);
        }
    }

    @Test
    void tailersReadThisRunOrAll() {
        launch().close();
        try (Engine engine = launch(); JournalTailer all = engine.tailerFromStart(); JournalTailer run = engine.tailer()) {
            assertEquals(List.of(1L, 2L), runs(all));
            assertEquals(List.of(2L), runs(run));
        }
    }

    @Test
    void theKillSwitchCancelsAndRefuses() {
        final List<String> reports = new ArrayList<>();
        try (Engine engine = launch(); JournalTailer tailer = engine.tailer()) {
            place(engine, "mine");
            await(engine, () -> engine.openOrders() == 1);
            assertTrue(engine.killSwitch().trip("a test", 7));
            await(engine, () -> engine.openOrders() == 0);
            place(engine, "mine too");
            await(engine, () -> engine.counters().get(TradeCounter.ORDERS_RISK_REJECTED) == 1);
            assertEquals(List.of("new 4294967297", "cancel 4294967297"), fixture.venue.gateway.requests);
            tailer.poll(new JournalListener() {
                @Override
                public void onExecutionReport(final long sequence, final ExecutionReportDecoder message) {
                    reports.add(message.clientOrderId() + " " + message.rejectReason());
                }
            }, 100);
            assertEquals("4294967298 HALTED", reports.getLast());
        }
    }

    @Test
    void theKillSwitchStaysOnOverARestartUntilItIsReset() {
        try (Engine engine = launch()) {
            engine.killSwitch().trip("a test", 7);
        }
        try (Engine engine = launch()) {
            assertEquals("a test", engine.killSwitch().status().reason());
            place(engine, "refused");
            await(engine, () -> engine.counters().get(TradeCounter.ORDERS_RISK_REJECTED) == 1);
            assertEquals(List.of(), fixture.venue.gateway.requests.stream().filter(request -> request.startsWith("new")).toList());
            engine.killSwitch().reset("the test is over", 8);
            fixture.venue.steps.add(EngineFixture.live(0));
            await(engine, () -> fixture.venue.steps.isEmpty());
            place(engine, "sent");
            await(engine, () -> engine.openOrders() == 1);
        }
    }

    @Test
    void batchSignalsReachTheStrategy() {
        try (Engine engine = launch()) {
            fixture.venue.steps.add(EngineFixture.live(0));
            await(engine, () -> fixture.venue.steps.isEmpty());
            final SignalDecoder signal =
                    new SignalDecoder().wrapAndApplyHeader(SampleMessages.signal(0, 4711), 0, new MessageHeaderDecoder());
            engine.signals().onSignal(signal, 1);
            await(engine, () -> !fixture.strategy.signals.isEmpty());
            assertEquals(List.of(4711L), fixture.strategy.signals);
        }
    }

    @ParameterizedTest
    @EnumSource(value = ThreadPlan.class, names = {"STEPPED", "DEDICATED"})
    void onPaperFillsAreSimulatedAndTheVenueGetsNoOrder(final ThreadPlan plan) {
        fixture.mode = EngineMode.PAPER;
        try (Engine engine = fixture.launch(directory, plan)) {
            fixture.venue.steps.add(EngineFixture.live(0));
            fixture.venue.steps.add(EngineFixture.depth(0, 1));
            await(engine, () -> fixture.strategy.fills.get() == 1);
            assertTrue(engine.venues().getFirst().gatewayStatus().startsWith("paper"));
            assertTrue(engine.agents().stream().anyMatch(agent -> agent.name().equals("gateway-paper")));
            assertEquals(List.of(), fixture.venue.gateway.requests);
        }
    }

    @Test
    void withoutAKeyAVenueIsOnlyLookedAt() {
        fixture.credentials = null;
        try (Engine engine = launch()) {
            place(engine, "mine");
            await(engine, () -> engine.counters().get(TradeCounter.ORDERS_REJECTED) == 1);
            assertFalse(engine.venues().getFirst().gatewayReady());
            assertEquals(List.of(), fixture.venue.gateway.requests);
        }
    }

    @Test
    void anExtensionMayFailAndTradingGoesOn() {
        fixture.extensions = List.of(engine -> new Agent() {
            @Override
            public int doWork() {
                throw new IllegalStateException("device lost");
            }

            @Override
            public String roleName() {
                return "offload";
            }
        });
        try (Engine engine = launch()) {
            engine.doWork();
            assertEquals(AgentState.FAILED, engine.agents().stream().filter(agent -> agent.name().equals("offload"))
                    .findFirst().orElseThrow().state());
            assertEquals(EngineState.RUNNING, engine.state());
            place(engine, "mine");
            await(engine, () -> engine.openOrders() == 1);
        }
    }

    private Engine launch() {
        return fixture.launch(directory, ThreadPlan.STEPPED);
    }

    /** Makes the second instrument's book LIVE and places an order by hand. */
    private void place(final Engine engine, final String userOrderId) {
        fixture.venue.steps.add(EngineFixture.live(1));
        fixture.venue.steps.add(EngineFixture.depth(1, 1));
        await(engine, fixture.venue.steps::isEmpty);
        assertTrue(engine.commands().placeOrder(new OrderTicket(
                1, 0, Side.BUY, OrderType.LIMIT, TimeInForce.GTC, false, 1_000, Instrument.NULL_VALUE, 5, userOrderId)) > 0);
    }

    private static void await(final Engine engine, final BooleanSupplier condition) {
        EngineFixture.await(engine, condition);
    }

    private static List<Long> runs(final JournalTailer tailer) {
        final List<Long> runs = new ArrayList<>();
        tailer.poll(new JournalListener() {
            @Override
            public void onEngineStarted(final long sequence, final EngineStartedDecoder message) {
                runs.add(message.runId());
            }
        }, 100);
        return runs;
    }
}
