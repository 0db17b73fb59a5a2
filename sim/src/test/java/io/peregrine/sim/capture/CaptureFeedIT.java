package io.peregrine.sim.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.venue.EngineFeed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A real capture as the market of a simulated venue, and the engine's feed on it: the books end as an independent program says. */
class CaptureFeedIT {
    private static final int LEVELS = 10;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"coinbase, coinbase-exchange-20210417-share, BAND/GBP NU/GBP CRV/EUR SKL/USD DASH/BTC, book_channel=level2_batch, applied",
        "coinbase-advanced, coinbase-advanced-20260809, BTC/USD ETH/USD, , applied",
        "kraken, kraken-v2-btcusd-d10-20260816, BTC/USD, depth=10, checksums_ok",
        "kraken, kraken-v2-minagbp-d25-20260816, MINA/GBP, depth=25, checksums_ok",
        "kraken, kraken-v2-derived-20210417-share, ETH/CHF GRT/ETH KSM/BTC XMR/USD WAVES/EUR, depth=1000, checksums_ok"})
    void theEnginesBooksEndAsTheCapture(final String venue, final String name, final String symbols, final String option,
            final String counter) throws Exception {
        final Path data = Path.of(System.getProperty("peregrine.data", "../shared/data"));
        final Path file = data.resolve("captures").resolve(name + ".gz");
        assumeTrue(Files.exists(file), "skipped: no capture " + file);
        final JsonNode golden = new ObjectMapper().readTree(data.resolve("golden").resolve(name + ".json").toFile()).path("instruments");
        final List<String> pairs = Arrays.asList(symbols.split(" "));
        final SimulatorSettings settings = SimulatorSettings.STANDARD.withPorts(Map.of(venue, 0))
                .withMarket("speed=0,loop=false", venue + '=' + file);
        try (Simulator simulator = Simulator.start(settings);
                EngineFeed engine = new EngineFeed(directory, simulator, venue, pairs,
                        option == null ? Map.of() : Map.of(option.split("=")[0], option.split("=")[1]), false)) {
            engine.until(engine::live);
            engine.send("/sim/flow", "{\"rate\":20}");
            final List<List<String>> expected = pairs.stream().map(pair -> levels(golden, pair)).toList();
            engine.until(() -> expected.equals(books(engine, pairs.size())));
            for (int id = 0; id < pairs.size(); id++) {
                assertTrue(engine.live() && engine.count(id, counter) > 1, engine.feed().counters(id).toString());
                assertEquals(0, engine.count(id, "crossed") + engine.count(id, "resyncs"), engine.feed().counters(id).toString());
            }
        }
    }

    private static List<List<String>> books(final EngineFeed engine, final int count) {
        final List<List<String>> books = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            books.add(engine.levels(id, LEVELS));
        }
        return books;
    }

    private static List<String> levels(final JsonNode golden, final String pair) {
        final JsonNode book = golden.has(pair) ? golden.path(pair) : golden.path(pair.replace('/', '-'));
        final List<String> levels = new ArrayList<>();
        for (final String side : List.of("bids", "asks")) {
            book.path(side).forEach(level -> levels.add(level.path(0).asText() + ' ' + level.path(1).asText()));
        }
        return levels;
    }
}
