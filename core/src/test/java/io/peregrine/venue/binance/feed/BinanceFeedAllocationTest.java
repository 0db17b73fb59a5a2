package io.peregrine.venue.binance.feed;

import static io.peregrine.feed.BookCounter.APPLIED;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.Allocation;
import io.peregrine.book.BookLayout;
import io.peregrine.book.BookReader;
import io.peregrine.book.BookSnapshot;
import io.peregrine.book.BookStore;
import io.peregrine.feed.FeedSettings;
import io.peregrine.feed.MarketPulse;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.VenueClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BinanceFeedAllocationTest {
    private static final int ROUND = 20_000;
    private static final long SECOND_NS = 1_000_000_000L;
    /** The first ones warm up. */
    private static final int ROUNDS_MAX = 10;

    @TempDir
    private Path directory;

    @Test
    void deltasTickersTradesAndReadsAllocateNothing() {
        final Instrument instrument = new Instrument(
                0, Venue.BINANCE_USDM, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 1, 3, 1, 1, 0, Long.MAX_VALUE, 0);
        try (BookStore books = BookStore.create(directory.resolve("books").toFile(), List.of(instrument), new BookLayout(64))) {
            final BinanceFeedHandler handler = new BinanceFeedHandler(Venue.BINANCE_USDM, List.of(instrument), books, new NoListener(),
                    (id, nowNs) -> true, new FeedSettings(100, Long.MAX_VALUE, 1, 30 * SECOND_NS, 5 * SECOND_NS, 0, true));
            handler.watch(new VenueClock(), new MarketPulse(List.of(instrument)));
            final BookReader reader = books.reader(0);
            final BookSnapshot out = new BookSnapshot(10);
            final UnsafeBuffer snapshot = buffer("{\"lastUpdateId\":1,\"bids\":[[\"99.9\",\"5\"]],\"asks\":[[\"100.1\",\"7\"]]}");
            // One id throughout: each delta then follows itself, and only the first lines below depend on it.
            final UnsafeBuffer delta = buffer("{\"e\":\"depthUpdate\",\"E\":1,\"T\":1,\"s\":\"BTCUSDT\",\"U\":1,\"u\":1,\"pu\":1,"
                    + "\"b\":[[\"99.80\",\"1.25\"],[\"95.10\",\"0.000\"],[\"12.10\",\"0.010\"]],\"a\":[[\"100.20\",\"3\"]]}");
            final UnsafeBuffer trade = buffer(
                    "{\"e\":\"trade\",\"E\":1,\"T\":1,\"s\":\"BTCUSDT\",\"t\":7,\"p\":\"99.90\",\"q\":\"2.000\",\"X\":\"MARKET\",\"m\":true}");
            handler.onConnected(1);
            handler.onMessage(delta, 0, delta.capacity(), 1, 1);
            handler.onSnapshot(0, snapshot, 0, snapshot.capacity(), 1, 1);
            assertEquals(0, Allocation.leastBytes(ROUNDS_MAX, () -> {
                for (int i = 0; i < ROUND; i++) {
                    final long nowNs = i * SECOND_NS / 1_000;
                    handler.onMessage(delta, 0, delta.capacity(), nowNs, nowNs);
                    handler.onMessage(trade, 0, trade.capacity(), nowNs, nowNs);
                    handler.doWork(nowNs);
                    reader.read(out);
                }
            }));
            assertEquals(1, handler.counters(0).get(APPLIED) % ROUND, "every delta was applied");
        }
    }

    private static UnsafeBuffer buffer(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
