package io.peregrine.venue.binance.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.message.BookState;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Binance's binary streams: the published frames, a session, and what happens to damaged bytes. */
class BinanceSbeTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long US = 1_700_000_000_000_000L;

    @TempDir
    private Path directory;

    @Test
    void theFramesMadeFromTheOfficialSchemaSayWhatIsWrittenBesideThem() throws IOException {
        final Path path = Path.of(System.getProperty("peregrine.data", "../../shared/data"))
                .resolve("../protocols/fixtures/binance_sbe_stream_SYNTHETIC.jsonl");
        assumeTrue(Files.exists(path), "published fixtures are not here: " + path);
        final Instrument btc =
                new Instrument(0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 2, 5, 1, 1, 1, Long.MAX_VALUE, 0);
        try (BookStore books = BookStore.create(directory.resolve("books").toFile(), List.of(btc), new BookLayout(64))) {
            final var said = new java.util.ArrayList<String>();
            final BinanceFeedHandler handler = new BinanceFeedHandler(Venue.BINANCE_SPOT, List.of(btc), books,
                    new Told(said), (id, now) -> true, new FeedSettings(100, Long.MAX_VALUE, 1, 0));
            handler.onConnected(1);
            handler.doWork(2_000_000_000L);
            snapshot(handler, "{\"lastUpdateId\":1801511,\"bids\":[[\"76745.18\",\"8.74206\"],[\"76743.86\",\"1\"]],"
                    + "\"asks\":[[\"76745.19\",\"12.06313\"]]}");
            // The published delta follows the published ticker.
            message(handler, SbeFrames.depth("BTCUSDT", US, 1_801_512, 1_801_512, new long[0][], new long[0][]));
            assertEquals(BookState.LIVE, books.book(0).state());
            said.clear();
            for (final String line : Files.readAllLines(path)) {
                final JsonNode frame = new ObjectMapper().readTree(line);
                message(handler, new UnsafeBuffer(HexFormat.of().parseHex(frame.path("hex").asText())));
            }
            assertEquals(List.of(
                    "trade 388510 BUY 65@7674519 1789295134226000000",
                    "quote 1801512 7674518x874206 7674519x1206313 1789295134226000000",
                    "depth 1801513 7674518x874206 7674519x1206313 1789295135813000000"), said);
            assertEquals(0, books.book(0).bidQuantity(7_674_386));
            assertEquals(1, handler.ignored(), "depth20 is not subscribed to");
            assertEquals(0, handler.decodeErrors());
        }
    }

    @Test
    void aSessionGivesTheSameAsJson() {
        try (FeedFixture feed = new FeedFixture(Venue.BINANCE_SPOT, directory, 100)) {
            feed.goLive();
            message(feed.handler, SbeFrames.best("BTCUSDT", US, 101, 999, 6, 1001, 7));
            message(feed.handler, SbeFrames.depth("BTCUSDT", US, 101, 102, new long[][] {{999, 6}, {997, 3}}, new long[][] {{1002, 0}}));
            message(feed.handler, SbeFrames.trades("BTCUSDT", US, new long[] {7, 999, 2, 1}, new long[] {8, 1001, 3, 0}));
            feed.message("{\"result\":null,\"id\":1}");
            message(feed.handler, SbeFrames.depth("ETHUSDT", US, 1, 1, new long[][] {{1, 1}}, new long[0][]));
            assertEquals(List.of("quote 101 999x6 1001x7", "depth 102 999x6 1001x7", "trade 7 SELL 2@999", "trade 8 BUY 3@1001"),
                    feed.said());
            assertEquals(1, feed.book().askCount());
            assertEquals(1, feed.handler.acknowledgements());
            // The same id and another top: the ticker proves the book wrong. Another id says nothing, for some tickers are left out.
            message(feed.handler, SbeFrames.best("BTCUSDT", US, 103, 999, 9, 1001, 7));
            message(feed.handler, SbeFrames.depth("BTCUSDT", US, 103, 104, new long[][] {{999, 8}}, new long[0][]));
            assertEquals(List.of("quote 103 999x9 1001x7", "depth 104 999x8 1001x7"), feed.said());
            message(feed.handler, SbeFrames.best("BTCUSDT", US, 105, 999, 1, 1001, 7));
            message(feed.handler, SbeFrames.depth("BTCUSDT", US, 105, 105, new long[][] {{999, 2}}, new long[0][]));
            assertEquals("LIVE>SUSPECT TOP_MISMATCH", feed.said().get(1));
        }
    }

    @Test
    void moreDigitsThanTheInstrumentHasAreAnErrorAndNotRounded() {
        try (FeedFixture feed = new FeedFixture(Venue.BINANCE_SPOT, directory, 100)) {
            feed.goLive();
            final UnsafeBuffer frame = SbeFrames.depth("BTCUSDT", US, 101, 101, new long[][] {{9_991, 6}}, new long[0][]);
            frame.putByte(8 + 24, (byte) -2);
            message(feed.handler, frame);
            assertEquals(List.of("LIVE>INVALID DECODE_ERROR", "INVALID>SYNCING DECODE_ERROR"), feed.said());
        }
    }

    /** Every byte of every kind of frame, cut and changed: nothing escapes, and a delta that is lost ends LIVE. */
    @Test
    void damagedBytesThrowNothing() {
        final List<UnsafeBuffer> frames = List.of(
                SbeFrames.best("BTCUSDT", US, 101, 999, 6, 1001, 7),
                SbeFrames.depth("BTCUSDT", US, 101, 102, new long[][] {{999, 6}, {997, 3}}, new long[][] {{1002, 4}}),
                SbeFrames.trades("BTCUSDT", US, new long[] {7, 999, 2, 1}, new long[] {8, 1001, 3, 0}));
        final SplittableRandom random = new SplittableRandom(1);
        try (FeedFixture feed = new FeedFixture(Venue.BINANCE_SPOT, directory, 100)) {
            for (int round = 0; round < 200_000; round++) {
                final UnsafeBuffer source = frames.get(random.nextInt(frames.size()));
                final byte[] bytes = new byte[random.nextInt(8) == 0 ? random.nextInt(source.capacity()) : source.capacity()];
                source.getBytes(0, bytes);
                for (int change = random.nextInt(4); change > 0 && bytes.length > 0; change--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                }
                // Bounds checks are on: a read outside of the bytes would throw.
                message(feed.handler, new UnsafeBuffer(bytes));
                feed.events.clear();
            }
            feed.handler.onConnected(feed.nowNs);
            feed.goLive();
            final UnsafeBuffer whole = frames.get(1);
            final long errors = feed.handler.decodeErrors();
            message(feed.handler, new UnsafeBuffer(whole, 0, whole.capacity() - 20));
            assertEquals(errors + 1, feed.handler.decodeErrors());
            // The symbol is the last field: whose delta was cut off is only seen by the next one.
            message(feed.handler, SbeFrames.depth("BTCUSDT", US, 103, 103, new long[][] {{999, 8}}, new long[0][]));
            assertEquals("LIVE>INVALID SEQUENCE_GAP", feed.said().getFirst());
        }
    }

    @Test
    void nothingIsAllocatedPerMessage() {
        try (BookStore books = BookStore.create(directory.resolve("b").toFile(), List.of(new Instrument(
                0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 1, 0, 1, 1, 0, Long.MAX_VALUE, 0)), new BookLayout(64))) {
            final BinanceFeedHandler handler = new BinanceFeedHandler(Venue.BINANCE_SPOT, List.of(books.book(0).instrument()), books,
                    new IgnoredMarketData(), (id, now) -> true, new FeedSettings(100, Long.MAX_VALUE, 1, 0));
            handler.onConnected(1);
            handler.doWork(2_000_000_000L);
            snapshot(handler, "{\"lastUpdateId\":100,\"bids\":[[\"99.9\",\"5\"]],\"asks\":[[\"100.1\",\"7\"]]}");
            final UnsafeBuffer depth = SbeFrames.depth("BTCUSDT", US, 101, 101, new long[][] {{999, 6}}, new long[][] {{1002, 4}});
            final UnsafeBuffer best = SbeFrames.best("BTCUSDT", US, 101, 999, 6, 1001, 7);
            long bytes = Long.MAX_VALUE;
            long id = 101;
            for (int round = 0; round < 20 && bytes > 0; round++) {
                final long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < 10_000; i++, id++) {
                    best.putLong(16, id);
                    depth.putLong(16, id);
                    depth.putLong(24, id);
                    handler.onMessage(best, 0, best.capacity(), id, id);
                    handler.onMessage(depth, 0, depth.capacity(), id, id);
                }
                bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
            }
            assertEquals(0, bytes);
            assertEquals(BookState.LIVE, books.book(0).state());
            assertEquals(id - 1, books.book(0).updateId());
        }
    }

    private static void message(final BinanceFeedHandler handler, final UnsafeBuffer frame) {
        handler.onMessage(frame, 0, frame.capacity(), 3_000_000_000L, 3_000_000_000L);
    }

    private static void snapshot(final BinanceFeedHandler handler, final String json) {
        final UnsafeBuffer body = new UnsafeBuffer(json.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        handler.onSnapshot(0, body, 0, body.capacity(), 3_000_000_000L, 3_000_000_000L);
    }
}
