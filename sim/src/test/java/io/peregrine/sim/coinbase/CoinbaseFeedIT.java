package io.peregrine.sim.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.venue.EngineFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The engine's feeds against the simulated venues over real sockets: two programs that share no line of wire code. */
class CoinbaseFeedIT {
    private static final int COMPARED_LEVELS = 10;

    @TempDir
    private Path directory;
    private Simulator simulator;
    private String name;
    private EngineFeed engine;

    @AfterEach
    void stop() {
        if (engine != null) {
            engine.close();
        }
        if (simulator != null) {
            simulator.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"coinbase,level2_batch,false", "coinbase,level2,true", "coinbase,full,true", "coinbase-advanced,,false",
        "coinbase-advanced,,true"})
    void theEnginesBooksAreTheVenuesBooks(final String venue, final String channel, final boolean withKey) throws Exception {
        connect(venue, channel, withKey);
        engine.until(() -> engine.live() && count(0, "applied") > 25 && count(0, "trades") > 10 && count(1, "applied") > 15);
        engine.send("/sim/flow", "{\"rate\":0}");
        final List<List<String>> truth = List.of(truth("BTC/USD"), truth("ETH/USD"));
        engine.until(() -> truth.equals(List.of(ours(0), ours(1))));
        for (int id = 0; id < 2; id++) {
            assertTrue(engine.live());
            assertEquals(0, count(id, "gaps") + count(id, "crossed") + count(id, "decode_errors") + count(id, "resyncs"),
                    engine.feed().counters(id).toString());
        }
    }

    @ParameterizedTest
    @CsvSource({"coinbase,full", "coinbase-advanced,"})
    void aLostMessageIsNoticedAndTheBooksAreLiveAgain(final String venue, final String channel) throws Exception {
        connect(venue, channel, true);
        engine.until(() -> engine.live() && count(0, "applied") > 20);
        engine.send("/sim/faults", venue.equals("coinbase")
                ? "{\"faults\":[{\"do\":\"drop\",\"message\":\"/\\\"type\\\":\\\"(open|done)\\\"/\",\"count\":2}]}"
                : "{\"faults\":[{\"do\":\"drop\",\"message\":\"book\",\"count\":2}]}");
        engine.until(() -> count(0, "gaps") + count(1, "gaps") > 0);
        engine.until(engine::live);
        final long before = count(0, "applied");
        engine.until(() -> engine.live() && count(0, "applied") > before + 20);
        engine.send("/sim/flow", "{\"rate\":0}");
        final List<String> truth = truth("BTC/USD");
        engine.until(() -> truth.equals(ours(0)));
    }

    @Test
    void aLostConnectionIsMadeAgain() throws Exception {
        connect("coinbase-advanced", null, false);
        engine.until(engine::live);
        engine.send("/sim/faults", "{\"faults\":[{\"do\":\"disconnect\"}]}");
        engine.until(() -> engine.feed().status().disconnects() > 0);
        engine.until(() -> engine.feed().status().connects() > 1 && engine.live());
    }

    private void connect(final String venue, final String channel, final boolean withKey) throws IOException {
        name = venue;
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of(venue, 0)).withFlow(FlowSettings.parse("rate=2000")));
        engine = new EngineFeed(directory, simulator, venue, List.of("BTC/USD", "ETH/USD"),
                channel == null ? Map.of() : Map.of("book_channel", channel), withKey);
    }

    private long count(final int instrumentId, final String counter) {
        return engine.count(instrumentId, counter);
    }

    /** The best levels of both sides as the engine has them. */
    private List<String> ours(final int instrumentId) {
        return engine.levels(instrumentId, COMPARED_LEVELS);
    }

    /** The best levels of both sides as the venue has them. */
    private List<String> truth(final String pair) {
        final Listing.Snapshot snapshot = simulator.venue(name).thread()
                .call(() -> simulator.venue(name).exchange().listing(pair).snapshot(COMPARED_LEVELS)).join();
        final List<String> levels = new ArrayList<>();
        for (final long[] side : List.of(snapshot.bids(), snapshot.asks())) {
            for (int i = 0; i < side.length; i += 2) {
                levels.add(EngineFeed.level(side[i], 8, side[i + 1], 8));
            }
        }
        return levels;
    }
}
