package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.book.OrderBook;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.IgnoredMarketData;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random snapshots, changes and limits of depth, of books with room for all levels and of books without: the best levels that are kept
 * beside the book are the book's, and whoever follows their changes has them too.
 */
class TopLevelsPropertyTest {
    private static final long SEED = 20_261_128;
    private static final int STEPS = 100_000;
    private static final long MIDDLE = 100_000;

    @TempDir
    private Path directory;
    private final DepthUpdate update = new DepthUpdate(64);
    private final long[] prices = new long[TopLevels.LEVELS_MAX];
    private final long[] quantities = new long[TopLevels.LEVELS_MAX];

    @Test
    void theyAreTheBooksBestLevels() {
        follow(16, 1, 30);
    }

    @Test
    void theyAreTheBooksBestLevelsWhereItHasNoRoomForAll() {
        // Each level in a page of its own, and sixteen pages a side.
        follow(16, 64, 60);
    }

    private void follow(final int pages, final int stride, final int ticks) {
        final Instrument instrument =
                new Instrument(0, Venue.KRAKEN, "BTC/USD", "BTC/USD", "BTC", "USD", 1, 8, 1, 1, 0, Long.MAX_VALUE, 0);
        try (BookStore books = BookStore.create(directory.resolve("books").toFile(), List.of(instrument), new BookLayout(pages))) {
            final FeedBook book = new FeedBook(books.book(0), new FeedSettings(1, Long.MAX_VALUE, 1, 0),
                    new MarketDataEvents(new IgnoredMarketData()), updated -> { });
            final Follower bids = new Follower(book.bestBids());
            final Follower asks = new Follower(book.bestAsks());
            final Random random = new Random(SEED);
            book.begin(0);
            for (int i = 0; i < STEPS; i++) {
                final boolean isSnapshot = i == 0 || random.nextInt(1_000) == 0;
                fill(random, isSnapshot ? 20 : random.nextInt(random.nextInt(10) == 0 ? 10 : 3), stride, ticks);
                if (random.nextInt(2_000) == 0) {
                    book.depth(10 + random.nextInt(20));
                }
                if (isSnapshot) {
                    book.load(update);
                } else {
                    book.apply(update);
                }
                final String at = "seed " + SEED + " step " + i;
                compare(book.book(), book.bestBids(), bids, true, at);
                compare(book.book(), book.bestAsks(), asks, false, at);
            }
            assertTrue(bids.changes > 1_000, "changes " + bids.changes);
        }
    }

    private void compare(final OrderBook book, final TopLevels levels, final Follower follower, final boolean bids, final String at) {
        levels.refresh();
        final int count = bids ? book.copyBids(prices, quantities, Follower.LEVELS) : book.copyAsks(prices, quantities, Follower.LEVELS);
        assertTrue(levels.count() >= count, at);
        for (int i = 0; i < count; i++) {
            assertEquals(prices[i], levels.price(i), at);
            assertEquals(quantities[i], levels.quantity(i), at);
        }
        if (count < Follower.LEVELS) {
            assertEquals(count, levels.count(), at);
            assertEquals(Instrument.NULL_VALUE, levels.price(count), at);
        }
        follower.complete();
        for (int i = 0; i < count; i++) {
            assertEquals(List.of(prices[i], quantities[i]), follower.levels.get(i), at);
        }
    }

    /** Levels some ticks away, near ones more often; half of the quantities remove. */
    private void fill(final Random random, final int count, final int stride, final int ticks) {
        update.clear();
        for (int i = 0; i < count; i++) {
            update.bidPrices[update.bidCount] = MIDDLE - stride * (1L + random.nextInt(1 + random.nextInt(ticks)));
            update.bidQuantities[update.bidCount++] = Math.max(0, random.nextInt(200) - 100);
            update.askPrices[update.askCount] = MIDDLE + stride * (1L + random.nextInt(1 + random.nextInt(ticks)));
            update.askQuantities[update.askCount++] = Math.max(0, random.nextInt(200) - 100);
        }
        update.bidCount = random.nextInt(update.bidCount + 1);
        update.askCount = random.nextInt(update.askCount + 1);
        update.lastId = random.nextLong(1L << 60);
    }

    /** Has the levels from what it is told. */
    private static final class Follower implements TopListener {
        private static final int LEVELS = 10;

        private final TopLevels followed;
        private final List<List<Long>> levels = new ArrayList<>();
        private int changes;

        private Follower(final TopLevels followed) {
            this.followed = followed;
            followed.follow(this, LEVELS);
        }

        private void complete() {
            while (levels.size() > followed.count()) {
                levels.removeLast();
            }
            while (levels.size() < followed.count()) {
                levels.add(List.of(followed.price(levels.size()), followed.quantity(levels.size())));
            }
        }

        @Override
        public void onReplaced() {
            levels.clear();
        }

        @Override
        public void onSet(final int level, final long price, final long quantity) {
            changes++;
            levels.set(level, List.of(price, quantity));
        }

        @Override
        public void onInserted(final int level, final long price, final long quantity) {
            changes++;
            levels.add(level, List.of(price, quantity));
        }

        @Override
        public void onRemoved(final int level) {
            changes++;
            levels.remove(level);
        }
    }
}
