package io.peregrine.sim.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.matching.Market;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Captures of all venues: each in its own words, real ones against what an independent program says of them. */
class CaptureVenuesTest {
    private static final int DIGESTED_LEVELS = 10;
    private static final List<String> NONE = List.of();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void theSameMarketMakesTheSameEventsInEveryVenuesWords(final Dialect dialect) throws IOException {
        try (ReplaySession binance = new ReplaySession(CaptureFile.random(8, 150).write(directory));
                ReplaySession other = session(CaptureFile.random(dialect, 8, 150), dialect)) {
            assertEquals(timeless(binance.finish()), timeless(other.finish()));
            assertFalse(other.events().isEmpty());
            assertEquals(0, other.damaged());
        }
    }

    /** The best ten levels after every message, as SHA-256 over a line each. */
    @ParameterizedTest
    @CsvSource({"coinbase-exchange-20210417-share, EXCHANGE", "coinbase-advanced-20260809, ADVANCED",
        "kraken-v2-btcusd-d10-20260816, KRAKEN", "kraken-v2-minagbp-d25-20260816, KRAKEN", "kraken-v2-derived-20210417-share, KRAKEN",
        "binance-spot-lrcbtc-2021, BINANCE"})
    void theBooksOfARealCaptureAreRightAfterEveryMessage(final String name, final Dialect dialect) throws Exception {
        final Path data = Path.of(System.getProperty("peregrine.data", "../shared/data"));
        final Path file = data.resolve("captures").resolve(name + ".gz");
        assumeTrue(Files.exists(file), "skipped: no capture " + file);
        final Map<String, String> expected = new TreeMap<>();
        new ObjectMapper().readTree(data.resolve("golden").resolve(name + ".json").toFile()).path("instruments").properties()
                .forEach(entry -> expected.put(entry.getKey(), text(entry.getValue())));
        final Map<String, Replayed> books = new TreeMap<>();
        try (Capture order = Capture.open(file, List.of(), dialect.messages());
                ReplaySession session = new ReplaySession(new CaptureSettings(file, 1, false), dialect, List.of())) {
            final int opening = order.bySymbol().size();
            int read = 0;
            for (RecordedMessage message = order.next(); message != null; message = order.next()) {
                if (read++ >= opening) {
                    session.step(1);
                }
                books.computeIfAbsent(message.symbol(), symbol -> new Replayed())
                        .add(message, session, order.bySymbol().get(message.symbol()), dialect == Dialect.BINANCE);
            }
            assertEquals(0, session.damaged());
        }
        assertEquals(expected, books.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().text(), (a, b) -> a,
                TreeMap::new)));
    }

    @Test
    void aFileOfSeveralInstrumentsIsSeveralMarkets() throws IOException {
        final CaptureFile capture = new CaptureFile().depth(0, 10, 10, NONE, NONE)
                .message(1, "{\"e\":\"depthUpdate\",\"E\":" + CaptureFile.START_MS + ",\"s\":\"LRCBTC\",\"U\":5,\"u\":5,\"b\":[],\"a\":[]}")
                .message(2, "{\"lastUpdateId\":11,\"bids\":[[\"100.00\",\"1\"]],\"asks\":[],\"symbol\":\"BTCUSDT\"}")
                .depth(10, 12, 12, List.of("99.00 2"), NONE)
                .message(20, "{\"lastUpdateId\":6,\"bids\":[[\"0.000012\",\"7\"]],\"asks\":[],\"symbol\":\"LRCBTC\"}")
                .trade(30, true, "100.00", "0.4").depth(40, 13, 13, List.of("100.00 0.6"), NONE);
        try (ReplaySession session = session(capture, Dialect.BINANCE).finish()) {
            assertEquals(List.of(100_00000000L, 60_000_000L, 99_00000000L, 200_000_000L),
                    list(session.book("BTC/USDT", 5).bids()));
            assertEquals(List.of(1200L, 700_000_000L), list(session.book("LRC/BTC", 5).bids()));
        }
    }

    @Test
    void whatFallsOutOfKrakensDepthIsGoneAndComesBackOnlyWhenItIsSentAgain() throws IOException {
        final List<String> ten = IntStream.range(0, 10).mapToObj(i -> 90 - i + ".00 1.0").toList();
        final CaptureFile capture = new CaptureFile().message(0, Dialect.subscribed(10));
        final String snapshot = Dialect.KRAKEN.snapshot(0, 0, ten, List.of("91.00 1.0"));
        capture.message(1, snapshot).message(10, Dialect.KRAKEN.depth(CaptureFile.START_MS + 10, 0, 0, List.of("90.50 2.0"), NONE))
                .message(20, Dialect.KRAKEN.depth(CaptureFile.START_MS + 20, 0, 0, List.of("90.50 0"), NONE))
                .message(30, Dialect.KRAKEN.depth(CaptureFile.START_MS + 30, 0, 0, List.of("80.00 3.0"), NONE));
        try (ReplaySession session = session(capture, Dialect.KRAKEN)) {
            assertEquals("81.00000000 1.00000000", session.bids(99).getLast());
            assertEquals(List.of("90.50000000 2.00000000", "82.00000000 1.00000000"),
                    List.of(session.step(1).bids(99).getFirst(), session.bids(99).getLast()));
            assertEquals(9, session.step(1).bids(99).size());
            assertEquals("80.00000000 3.00000000", session.step(1).bids(99).getLast());
        }
    }

    @Test
    void missingMessagesAndASnapshotInTheMiddleDoNotStopTheMarket() throws IOException {
        final CaptureFile recorded = new CaptureFile(Dialect.ADVANCED).snapshot(0, 0, List.of("100.00 1.0"), List.of("101.00 1.0"))
                .depth(10, 0, 0, List.of("99.00 1.0"), NONE).depth(20, 0, 0, List.of("102.00 1.0"), NONE)
                .snapshot(30, 0, List.of("98.00 1.0"), List.of("99.00 2.0")).depth(40, 0, 0, List.of("98.00 3.0"), NONE);
        final CaptureFile capture = new CaptureFile();
        final Iterator<Integer> numbers = List.of(0, 1, 5, 0, 1).iterator();
        recorded.lines().forEach(line -> capture.line(line.replace("\"events\"", "\"sequence_num\":" + numbers.next() + ",\"events\"")));
        try (ReplaySession session = session(capture, Dialect.ADVANCED)) {
            assertEquals(List.of("102.00000000 1.00000000"), session.step(3).bids(1));
            assertEquals(List.of("98.00000000 3.00000000"), session.step(2).bids(9));
            assertEquals(List.of("99.00000000 2.00000000"), session.asks(9));
            assertEquals(List.of(1L, 5L), List.of(session.flow().gaps(), session.flow().events()));
        }
    }

    @Test
    void anotherVenuesCaptureIsRefused() throws IOException {
        final Path kraken = CaptureFile.random(Dialect.KRAKEN, 1, 3).write(directory);
        assertTrue(refused(kraken, Dialect.EXCHANGE).startsWith("capture: " + kraken
                + " is not a Coinbase Exchange level2 capture: no depth snapshot in its first "), refused(kraken, Dialect.EXCHANGE));
        final Path nameless = new CaptureFile(Dialect.EXCHANGE).message(0,
                Dialect.EXCHANGE.snapshot(0, 0, List.of("1.0 1.0"), NONE).replace("BTC-USDT", "BTCUSDT")).write(directory);
        assertEquals("capture: expected a symbol such as BTC-USD, found 'BTCUSDT'", refused(nameless, Dialect.EXCHANGE));
        final Path binary = new CaptureFile().message(0, "base64:AAAA").write(directory);
        assertEquals("capture: " + binary + " is not a Binance spot capture: no depth snapshot in its first 1 lines; line 1: a binary"
                + " message", refused(binary, Dialect.BINANCE));
    }

    @Test
    void aCaptureOfAVenueThatIsNotStartedIsRefused() {
        final SimulatorSettings settings = SimulatorSettings.STANDARD.withMarket(null, "kraken=a.gz");
        assertEquals("capture: venue kraken is not started; venues are binance",
                assertThrows(IllegalArgumentException.class, () -> Simulator.start(settings)).getMessage());
    }

    private ReplaySession session(final CaptureFile capture, final Dialect dialect) throws IOException {
        return new ReplaySession(new CaptureSettings(capture.write(directory), 1, false), dialect, List.of(ReplaySession.BTCUSDT));
    }

    private static String refused(final Path file, final Dialect dialect) {
        return assertThrows(IllegalArgumentException.class, () -> Capture.open(file, List.of(), dialect.messages())).getMessage();
    }

    /** Events without their times: a change before the first book is a step only at Binance. */
    private static List<String> timeless(final ReplaySession session) {
        return session.events().stream().map(event -> event.replaceFirst("timeUs=\\d+", "")).toList();
    }

    private static List<Long> list(final long[] values) {
        return LongStream.of(values).boxed().toList();
    }

    private static String text(final JsonNode golden) {
        return golden.path("applied").asInt() + " books, " + golden.path("digest").asText();
    }

    /** What became of one instrument, as the golden numbers say it. */
    private static final class Replayed {
        private final MessageDigest digest = sha256();
        private int applied;
        private long lastUpdateId;

        private void add(final RecordedMessage message, final ReplaySession session, final Market market, final boolean restSnapshots) {
            if (message instanceof RecordedMessage.Snapshot snapshot) {
                lastUpdateId = snapshot.lastUpdateId();
                applied += restSnapshots ? 0 : digest(session.book(market.pair(), DIGESTED_LEVELS));
            } else if (message instanceof RecordedMessage.DepthChange change
                    && (change.lastUpdateId() == RecordedMessage.NO_ID || change.lastUpdateId() > lastUpdateId)) {
                applied += digest(session.book(market.pair(), DIGESTED_LEVELS));
            }
        }

        private int digest(final Listing.Snapshot book) {
            digest.update((levels(book.bids()) + ';' + levels(book.asks()) + '\n').getBytes(StandardCharsets.US_ASCII));
            return 1;
        }

        private String text() {
            return applied + " books, " + HexFormat.of().formatHex(digest.digest());
        }

        private static String levels(final long[] levels) {
            final List<String> result = new ArrayList<>();
            for (int i = 0; i < levels.length; i += 2) {
                result.add(plain(levels[i]) + '|' + plain(levels[i + 1]));
            }
            return String.join(",", result);
        }

        private static String plain(final long value) {
            return BigDecimal.valueOf(value, 8).stripTrailingZeros().toPlainString();
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (final NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
