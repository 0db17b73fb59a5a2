package io.peregrine.sim.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.exchange.Trade;
import io.peregrine.sim.matching.Decimal;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without clients the simulated market is the recorded one: the book after every depth update, and every trade. */
class CaptureReplayTest {
    private static final int LOT_DECIMALS = 5;
    private static final int DEPTH = 10;
    private static final int WHOLE_BOOK_EVERY = 40;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aSyntheticCaptureIsReplayedExactly(final long seed) throws IOException {
        final Replayed replayed = compare(CaptureFile.random(seed, 300).write(directory), LOT_DECIMALS);
        assertEquals(301, replayed.depthChanges);
        assertTrue(replayed.trades > 200, "seed " + seed + ": " + replayed.trades + " trades");
    }

    @ParameterizedTest
    @CsvSource({"binance-spot-btcusdt-20240808, BTC/USDT, 5, 3451, 9756",
        "binance-spot-nknusdt-2021, NKN/USDT, 8, 150, 0",
        "binance-spot-blzeth-2021, BLZ/ETH, 8, 10, 0"})
    void aRealCaptureIsReplayedExactly(final String name, final String pair, final int lotDecimals, final int depthChanges,
            final int trades) throws IOException {
        final Path file = Path.of(System.getProperty("peregrine.data", "../shared/data"), "captures", name + ".gz");
        assumeTrue(Files.exists(file), "skipped: no capture " + file);
        final Replayed replayed = compare(file, lotDecimals);
        assertEquals(new Replayed(pair, depthChanges, trades), replayed);
    }

    @Test
    void theSameCaptureMakesTheSameEvents() throws IOException {
        final Path file = CaptureFile.random(5, 200).write(directory);
        try (ReplaySession first = new ReplaySession(file); ReplaySession second = new ReplaySession(file)) {
            assertEquals(first.finish().events(), second.finish().events());
            assertFalse(first.events().isEmpty());
        }
    }

    private static Replayed compare(final Path file, final int lotDecimals) throws IOException {
        final RecordedModel model = new RecordedModel(lotDecimals);
        int depthChanges = 0;
        int trades = 0;
        try (ReplaySession session = new ReplaySession(file)) {
            final List<JsonNode> messages = RecordedModel.messages(file);
            model.apply(messages.removeFirst());
            for (final JsonNode message : messages) {
                session.step(1);
                model.apply(message);
                final List<Trade> made = session.takeTrades();
                if (RecordedModel.isTrade(message)) {
                    trades++;
                    assertTrade(message, model.lots(message.path("q")), made);
                } else {
                    assertEquals(List.of(), made);
                    final int limit = depthChanges++ % WHOLE_BOOK_EVERY == 0 ? Integer.MAX_VALUE / 2 : DEPTH;
                    assertEquals(model.bids(limit), session.bids(limit), () -> "bids after " + message);
                    assertEquals(model.asks(limit), session.asks(limit), () -> "asks after " + message);
                }
            }
            assertFalse(session.flow().step(), "the flow ends where the capture ends");
            assertEquals(0, session.damaged());
            return new Replayed(session.market().pair(), depthChanges, trades);
        }
    }

    private static void assertTrade(final JsonNode recorded, final BigDecimal quantity, final List<Trade> made) {
        long sum = 0;
        for (final Trade trade : made) {
            assertEquals(Decimal.parse(recorded.path("p").asText()), trade.price(), recorded.toString());
            assertEquals(recorded.path("m").asBoolean(), trade.buyerIsMaker(), recorded.toString());
            sum += trade.quantity();
        }
        assertEquals(Decimal.parse(quantity.toPlainString()), sum, recorded.toString());
    }

    private record Replayed(String pair, int depthChanges, int trades) {
    }
}
