package io.peregrine.api.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.peregrine.feed.FeedSettings;
import io.peregrine.gateway.Credentials;
import io.peregrine.instrument.Venue;
import io.peregrine.journal.JournalSettings;
import io.peregrine.journal.JournalVerification;
import io.peregrine.message.EngineMode;
import io.peregrine.order.OrderSettings;
import io.peregrine.risk.RiskSettings;
import io.peregrine.runtime.Engine;
import io.peregrine.runtime.EngineSettings;
import io.peregrine.runtime.ThreadPlan;
import io.peregrine.runtime.ThreadSettings;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.strategy.StrategySettings;
import io.peregrine.trade.JournalReplay;
import io.peregrine.trade.TradeCounter;
import io.peregrine.venue.VenueSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two runs of a real engine at a simulated venue, with threads and sockets, made again from their journal to the byte. */
class JournalReplayIT {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final JournalSettings INPUTS = new JournalSettings(true, 50_000_000L, 1_000_000_000L, 250_000, 16L << 20, 0, true);
    private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(60);

    @TempDir
    private Path data;

    @Test
    void everyOrderOfALiveRunIsMadeAgain() throws Exception {
        final SimulatorSettings venue =
                SimulatorSettings.STANDARD.withPorts(Map.of(SimulatorSettings.BINANCE, 0)).withMarket("rate=300", null);
        try (Simulator simulator = Simulator.start(venue)) {
            trade(simulator, true);
            trade(simulator, false);
        }
        final Path journal = data.resolve("journal");
        final JournalVerification verified = JournalVerification.of(journal);
        assertTrue(verified.ok(), verified::toString);
        final JournalReplay.Result result = JournalReplay.run(journal);
        assertEquals(null, result.difference());
        assertEquals(2, result.runsReplayed());
        assertTrue(result.orders() > 20 && result.inputs() > 100, result::toString);
        assertEquals(result.orderDigest(), result.replayedDigest());
        assertTrue(result.snapshotSequence() > 0);
        assertEquals(result.stateDigest(), result.snapshotDigest());
    }

    private void trade(final Simulator simulator, final boolean orderly) throws IOException, InterruptedException {
        try (Engine engine = Engine.launch(settings(simulator))) {
            final long deadlineNs = System.nanoTime() + TIMEOUT_NS;
            while (engine.counters().get(TradeCounter.ORDERS) < 15 || engine.counters().get(TradeCounter.FILLS) < 2) {
                assertTrue(System.nanoTime() - deadlineNs < 0, engine.state() + " " + engine.failure());
                TimeUnit.MILLISECONDS.sleep(10);
            }
            if (orderly) {
                assertTrue(engine.quiesce(TIMEOUT_NS));
            }
        }
    }

    private EngineSettings settings(final Simulator simulator) throws IOException {
        final JsonNode venue = MAPPER.readTree(simulator.firstLine()).path("venues").path("binance");
        final URI stream = URI.create(venue.path("ws").asText());
        final VenueSettings binance = new VenueSettings(
                Venue.BINANCE_SPOT, URI.create(venue.path("rest").asText()), stream, URI.create(stream + "/ws-api/v3"),
                new Credentials(venue.path("apiKey").asText(), venue.path("secret").asText().getBytes(StandardCharsets.UTF_8)),
                List.of("BTC/USDT"));
        final StrategySettings maker = new StrategySettings(1, "mm-btc", "market-making", new int[] {0},
                Map.of("half_spread_ticks", "1", "order_size", "0.01", "max_inventory", "0.1"), true);
        return new EngineSettings(EngineMode.SIMULATED, data, List.of(binance), List.of(maker),
                new FeedSettings(10_000, 10_000_000L, 1_000_000_000L, 30_000_000_000L),
                new OrderSettings(100, 5_000_000_000L, 10_000_000_000L, 3, 1_024),
                new RiskSettings(1_000_000_000_000L, 50.0, 1_000_000_000L, 50_000_000_000_000L, 1_000_000_000L, 50),
                new ThreadSettings(ThreadPlan.SHARED, new int[0], ""), 1_000, 500_000_000L, INPUTS,
                EngineSettings.EXECUTION_TIMEOUT_NS, false);
    }
}
