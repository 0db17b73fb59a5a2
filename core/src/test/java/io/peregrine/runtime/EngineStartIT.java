package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.runtime.EngineStartException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that does not succeed says why in one line, and leaves nothing behind that stands in the way of the next. */
class EngineStartIT {
    private final EngineFixture fixture = new EngineFixture();

    @TempDir
    private Path directory;

    @Test
    void twoEnginesCanNotShareADirectory() {
        try (Engine engine = launch()) {
            assertRefused(Kind.ENVIRONMENT, "another engine is running on the data directory " + directory);
            assertEquals(EngineState.RUNNING, engine.state());
        }
        launch().close();
    }

    @Test
    void aVenueOutOfReachIsTheEnvironments() {
        fixture.venue.unreachable = new IOException("http://127.0.0.1:1 can not be reached");
        assertRefused(Kind.ENVIRONMENT, "can not be reached");
        fixture.venue.unreachable = null;
        launch().close();
    }

    @Test
    void anUnknownSymbolIsTheConfigurations() {
        fixture.symbols = List.of("BTCUSDT");
        assertRefused(Kind.CONFIGURATION, "does not know BTCUSDT");
        fixture.symbols = List.of("BTC/USDT");
        launch().close();
    }

    @Test
    void aCoreThatTheMachineDoesNotHaveIsTheConfigurations() {
        final EngineSettings settings = fixture.settings(directory, ThreadPlan.SHARED);
        final EngineSettings wrong = new EngineSettings(settings.mode(), settings.dataDirectory(), settings.venues(),
                settings.strategies(), settings.feeds(), settings.orders(), settings.risk(),
                new ThreadSettings(ThreadPlan.SHARED, new int[] {4_000}, ""), 1_000, 0, settings.journal(),
                settings.executionTimeoutNs(), false);
        final EngineStartException e = assertThrows(EngineStartException.class, () -> Engine.launch(wrong, fixture.context()));
        assertEquals(Kind.CONFIGURATION, e.kind());
        assertTrue(e.getMessage().contains("core 4000"), e.getMessage());
    }

    @Test
    void idsMustKeepTheirMeaning() {
        launch().close();
        fixture.symbols = List.of("ETH/USDT", "BTC/USDT");
        assertRefused(Kind.CONFIGURATION, "knows instrument 0 as \"binance BTC/USDT");
        fixture.symbols = List.of("BTC/USDT", "ETH/USDT", "LTC/USDT");
        launch().close();
        fixture.venue.priceDecimals = 1;
        assertRefused(Kind.CONFIGURATION, "2 price decimals");
    }

    @Test
    void aDamagedJournalIsTheEnvironments() throws IOException {
        launch().close();
        final Path file;
        try (var files = Files.list(directory.resolve("journal"))) {
            file = files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
        }
        try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
            access.setLength(64 * 1024);
        }
        assertRefused(Kind.ENVIRONMENT, file.toString());
    }

    private void assertRefused(final Kind kind, final String text) {
        final EngineStartException e = assertThrows(EngineStartException.class, this::launch);
        assertEquals(kind, e.kind(), e.getMessage());
        assertTrue(e.getMessage().contains(text), e.getMessage());
        assertTrue(e.getMessage().lines().count() == 1, e.getMessage());
    }

    private Engine launch() {
        return fixture.launch(directory, ThreadPlan.STEPPED);
    }
}
