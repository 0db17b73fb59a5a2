package io.peregrine.venue.binance.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.capture.CaptureReader;
import io.peregrine.capture.CaptureWriter;
import io.peregrine.instrument.Venue;
import io.peregrine.replay.Replay;
import io.peregrine.replay.ReplayResult;
import io.peregrine.replay.ReplaySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Captures of spot's binary streams: the same books as the JSON of the same market. */
class BinanceSbeReplayTest {
    private static final Path DATA = Path.of(System.getProperty("peregrine.data", "../shared/data"));

    @TempDir
    private Path folder;

    /** The recorded JSON session written as SBE, as a capture: every book must come out as the independent program found it. */
    @ParameterizedTest
    @CsvSource({"nknusdt-2021, NKNUSDT, 150", "btcusdt-20240808, BTCUSDT, 30000"})
    void aRecordedSessionGivesTheSameBooksInBothFormats(final String name, final String symbol, final int framesMin) throws IOException {
        final Path recorded = DATA.resolve("captures/binance-spot-" + name + ".gz");
        assumeTrue(Files.exists(recorded), () -> "no recorded data: " + recorded);
        final Path binary = folder.resolve("sbe.gz");
        final ObjectMapper json = new ObjectMapper();
        int frames = 0;
        try (CaptureReader reader = new CaptureReader(recorded); CaptureWriter writer = new CaptureWriter(binary)) {
            while (reader.next()) {
                final String text = reader.buffer().getStringWithoutLengthUtf8(reader.offset(), reader.length());
                final UnsafeBuffer frame = frame(json.readTree(text));
                final DirectBuffer line = frame == null ? new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8)) : frame;
                frames += frame == null ? 0 : 1;
                writer.write(reader.receiveTimeNs(), line, 0, line.capacity());
            }
        }
        assertTrue(frames >= framesMin, "frames " + frames);
        final ReplayResult expected = replay(recorded);
        final ReplayResult result = replay(binary);
        assertEquals(expected.messages(), result.messages());
        assertEquals(0, result.decodeErrors());
        assertEquals("LIVE", result.instruments().get(symbol).state());
        assertEquals(expected.instruments().get(symbol).digest(), result.instruments().get(symbol).digest());
        assertEquals(expected.instruments().get(symbol).trades(), result.instruments().get(symbol).trades());
        assertEquals(expected.instruments().get(symbol).bids(), result.instruments().get(symbol).bids());
    }

    @Test
    void theScanOfACaptureTakesAnyBytes() {
        final long seed = 77;
        final SplittableRandom random = new SplittableRandom(seed);
        final UnsafeBuffer original = SbeMessages.depth("BTCUSDT", 1, 2, 3, List.of(new String[][] {{"1", "2"}, {"3", "4"}}), List.of());
        final BinanceReferenceScan scan = new BinanceReferenceScan();
        for (int i = 0; i < 50_000; i++) {
            final byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(original.capacity() + 1) : original.capacity()];
            original.getBytes(0, bytes);
            for (int changes = random.nextInt(4); changes > 0 && bytes.length > 4; changes--) {
                bytes[random.nextInt(4, bytes.length)] = (byte) random.nextInt();
            }
            scan.onMessage(new UnsafeBuffer(bytes), 0, bytes.length);
        }
        assertTrue(scan.instruments(Venue.BINANCE_SPOT).stream().anyMatch(instrument -> instrument.venueSymbol().equals("BTCUSDT")));
    }

    /** A JSON message as SBE, or null where it stays text. */
    private static UnsafeBuffer frame(final JsonNode message) {
        final JsonNode data = message.has("data") ? message.path("data") : message;
        final String symbol = data.path("s").asText();
        final long timeUs = data.path("E").asLong(1) * 1_000;
        return switch (data.path("e").asText()) {
            case "depthUpdate" -> SbeMessages.depth(symbol, timeUs, data.path("U").asLong(), data.path("u").asLong(),
                    levels(data.path("b")), levels(data.path("a")));
            case "trade" -> SbeMessages.trades(symbol, timeUs, List.of(new String[][] {{data.path("t").asText(), data.path("p").asText(),
                data.path("q").asText(), data.path("m").asText()}}));
            default -> data.has("B") && data.has("A") && !data.has("e") ? SbeMessages.bestBidAsk(symbol, timeUs, data.path("u").asLong(),
                    data.path("b").asText(), data.path("B").asText(), data.path("a").asText(), data.path("A").asText()) : null;
        };
    }

    private static List<String[]> levels(final JsonNode side) {
        final List<String[]> levels = new ArrayList<>();
        side.forEach(level -> levels.add(new String[] {level.get(0).asText(), level.get(1).asText()}));
        return levels;
    }

    private static ReplayResult replay(final Path capture) throws IOException {
        return Replay.run(new ReplaySettings(Venue.BINANCE_SPOT, capture, 10, null, true), 0);
    }
}
