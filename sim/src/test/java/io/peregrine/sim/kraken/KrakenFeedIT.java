package io.peregrine.sim.kraken;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.BookState;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.venue.EngineFeed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine's feed against the simulated venue over real sockets: two programs that share no line of wire code. */
class KrakenFeedIT {
    @TempDir
    private Path directory;
    private Simulator simulator;
    private EngineFeed engine;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of("kraken", 0)).withFlow(FlowSettings.parse("rate=2000")));
    }

    @AfterEach
    void stop() {
        if (engine != null) {
            engine.close();
        }
        simulator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10", "100", "1000"})
    void everyChecksumOfABusyMarketIsRight(final String depth) throws IOException {
        connect(depth);
        engine.until(() -> count(0, "checksums_ok") > 300 && count(0, "trades") > 5 && count(1, "checksums_ok") > 100);
        for (int id = 0; id < 2; id++) {
            assertEquals(BookState.LIVE, engine.books().book(id).state());
            assertEquals(0, count(id, "checksums_bad") + count(id, "crossed") + count(id, "decode_errors") + count(id, "resyncs"));
            assertEquals(0, count(id, "trade_gaps"));
        }
        assertTrue(engine.books().book(0).bidCount() <= Integer.parseInt(depth));
    }

    /** Two hundred: a few that change only the best level are made good by the next change of it, and are no error then. */
    @Test
    void lostMessagesAreNoticedAndTheBookIsLiveAgain() throws Exception {
        connect("10");
        engine.until(() -> count(0, "checksums_ok") > 100);
        engine.send("/sim/faults", "{\"faults\":[{\"do\":\"drop\",\"message\":\"book\",\"count\":200}]}");
        engine.until(() -> count(0, "checksums_bad") + count(1, "checksums_bad") > 0);
        engine.until(engine::live);
        final long before = count(0, "checksums_ok");
        engine.until(() -> count(0, "checksums_ok") > before + 50);
        assertTrue(engine.live());
    }

    @Test
    void aLostConnectionIsMadeAgain() throws Exception {
        connect("10");
        engine.until(engine::live);
        engine.send("/sim/faults", "{\"faults\":[{\"do\":\"disconnect\"}]}");
        engine.until(() -> engine.feed().status().disconnects() > 0);
        engine.until(() -> engine.feed().status().connects() > 1 && engine.live());
        assertEquals(0, count(0, "checksums_bad") + count(1, "checksums_bad"));
    }

    private void connect(final String depth) throws IOException {
        engine = new EngineFeed(directory, simulator, "kraken", List.of("BTC/USD", "ETH/USD"), Map.of("depth", depth), false);
    }

    private long count(final int instrumentId, final String counter) {
        return engine.count(instrumentId, counter);
    }
}
