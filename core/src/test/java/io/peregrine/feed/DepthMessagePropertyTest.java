package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.book.OrderBook;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.MarketDataListener;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import io.peregrine.message.BookStatusDecoder;
import io.peregrine.message.DepthDecoder;
import io.peregrine.message.QuoteDecoder;
import io.peregrine.message.TradeDecoder;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random snapshots, changes, limits of depth and resynchronisations: every depth event has the book's best levels as they are then. */
class DepthMessagePropertyTest {
    private static final long SEED = 20_261_127;
    private static final long MIDDLE = 1_000;
    private static final int LEVELS = 5;

    @TempDir
    private Path directory;
    private BookStore books;
    private OrderBook levels;
    private FeedBook book;
    private int told;
    private String step;
    private final DepthUpdate update = new DepthUpdate(64);

    @BeforeEach
    void open() {
        final Instrument instrument =
                new Instrument(0, Venue.KRAKEN, "BTC/USD", "BTC/USD", "BTC", "USD", 1, 8, 1, 1, 0, Long.MAX_VALUE, 0);
        books = BookStore.create(directory.resolve("books").toFile(), List.of(instrument), new BookLayout(16));
        levels = books.book(0);
        book = new FeedBook(levels, new FeedSettings(1, Long.MAX_VALUE, 1, 0), new MarketDataEvents(new Comparison()), updated -> { });
        book.begin(0);
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void everyEventHasTheBooksBestLevels() {
        final Random random = new Random(SEED);
        int expected = 0;
        for (int i = 0; i < 200_000; i++) {
            step = "seed " + SEED + " step " + i;
            if (book.state() == BookState.SYNCING) {
                fill(random, 1 + random.nextInt(12));
                book.load(update);
                book.live(BookReason.SNAPSHOT_APPLIED, i);
                expected++;
            } else if (random.nextInt(500) == 0) {
                book.resync(BookReason.CHECKSUM, i);
            } else if (random.nextInt(500) == 0) {
                book.depth(10 + random.nextInt(20));
            } else {
                fill(random, random.nextInt(3));
                book.apply(update);
                // A change that is not told, as while the venue has halted trading, is told with the next.
                if (random.nextInt(4) > 0) {
                    book.publish(update, i);
                    expected++;
                }
            }
            assertEquals(expected, told, step);
        }
    }

    /** Levels from one to thirty ticks away, near ones more often; half of the quantities remove. */
    private void fill(final Random random, final int count) {
        update.clear();
        for (int i = 0; i < count; i++) {
            update.bidPrices[update.bidCount] = MIDDLE - 1 - random.nextInt(1 + random.nextInt(30));
            update.bidQuantities[update.bidCount++] = Math.max(0, random.nextInt(200) - 100);
            update.askPrices[update.askCount] = MIDDLE + 1 + random.nextInt(1 + random.nextInt(30));
            update.askQuantities[update.askCount++] = Math.max(0, random.nextInt(200) - 100);
        }
        update.bidCount = random.nextInt(update.bidCount + 1);
        update.askCount = random.nextInt(update.askCount + 1);
        update.lastId = random.nextLong(1L << 60);
    }

    /** Compares what is told with the book. */
    private final class Comparison implements MarketDataListener {
        private final long[] prices = new long[LEVELS];
        private final long[] quantities = new long[LEVELS];

        @Override
        public void onDepth(final DepthDecoder depth, final long nowNs) {
            told++;
            assertEquals(levels.updateId(), depth.updateId(), step);
            final int bids = levels.copyBids(prices, quantities, LEVELS);
            for (int i = 0; i < LEVELS; i++) {
                assertEquals(i < bids ? prices[i] : Instrument.NULL_VALUE, depth.bidPrice(i), step);
                assertEquals(i < bids ? quantities[i] : Instrument.NULL_VALUE, depth.bidQuantity(i), step);
            }
            final int asks = levels.copyAsks(prices, quantities, LEVELS);
            for (int i = 0; i < LEVELS; i++) {
                assertEquals(i < asks ? prices[i] : Instrument.NULL_VALUE, depth.askPrice(i), step);
                assertEquals(i < asks ? quantities[i] : Instrument.NULL_VALUE, depth.askQuantity(i), step);
            }
        }

        @Override
        public void onQuote(final QuoteDecoder quote, final long nowNs) {
        }

        @Override
        public void onTrade(final TradeDecoder trade, final long nowNs) {
        }

        @Override
        public void onBookStatus(final BookStatusDecoder status, final long nowNs) {
        }
    }
}
