package io.peregrine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random operations on a book and on sorted maps: every result code and all levels must be the same. */
class BookPropertyTest {
    private static final int PAGES = 64;

    private final long[] prices = new long[PAGES * BookDescriptor.PAGE_LEVELS];
    private final long[] quantities = new long[PAGES * BookDescriptor.PAGE_LEVELS];

    @ParameterizedTest
    @CsvSource({"1,3000,61,1", "10,200,62,1", "25,60,63,100000", "1,60,64,100000000000", "1000000,1000,65,1", "7,60,66,999983"})
    void equalsASortedMap(final long tickSize, final int ticks, final long seed, final long stride) {
        final Random random = new Random(seed);
        final OrderBook book = book(tickSize);
        final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
        final TreeMap<Long, Long> asks = new TreeMap<>();
        long middle = 1000;
        for (int i = 0; i < 20_000; i++) {
            final String at = "seed " + seed + " step " + i;
            if (random.nextInt(4000) == 0) {
                book.clear();
                bids.clear();
                asks.clear();
            }
            middle = Math.max(1, middle + random.nextInt(7) - 3);
            final long price = (middle + random.nextInt(ticks)) * stride * tickSize;
            final long quantity = random.nextInt(3) == 0 ? 0 : random.nextLong(1, Long.MAX_VALUE);
            final boolean bid = random.nextBoolean();
            final Map<Long, Long> side = bid ? bids : asks;
            if (bids.size() + asks.size() > PAGES && quantity != 0 && !side.containsKey(price)) {
                continue;
            }
            assertEquals(expected(side, price, quantity), bid ? book.setBid(price, quantity) : book.setAsk(price, quantity), at);
            if (i % 16 == 0) {
                assertEquals(levels(bids), bids(book), at);
                assertEquals(levels(asks), asks(book), at);
            }
            assertEquals(bids.size(), book.bidCount(), at);
            assertEquals(asks.size(), book.askCount(), at);
            assertEquals(bids.isEmpty() ? Instrument.NULL_VALUE : bids.firstKey(), book.bestBidPrice(), at);
            assertEquals(asks.isEmpty() ? Instrument.NULL_VALUE : asks.firstEntry().getValue(), book.bestAskQuantity(), at);
        }
        assertEquals(0, book.droppedLevels());
    }

    @Test
    void withoutRoomItKeepsTheBestLevelsAndKnowsItsHorizon() {
        final Random random = new Random(7);
        final OrderBook book = book(1);
        final TreeMap<Long, Long> asks = new TreeMap<>();
        while (asks.size() < 4 * PAGES) {
            // One level a page, so that the number of pages is the number of levels that fit.
            final long price = random.nextLong(1, 1000) * BookDescriptor.PAGE_LEVELS;
            final long quantity = 1 + random.nextInt(100);
            final boolean fits = asks.headMap(price, true).size() < PAGES;
            final SetResult result = book.setAsk(price, quantity);
            asks.put(price, quantity);
            assertEquals(fits ? SetResult.APPLIED : SetResult.DROPPED, result);
            final TreeMap<Long, Long> best = new TreeMap<>(asks);
            while (best.size() > PAGES) {
                best.pollLastEntry();
            }
            assertEquals(levels(best), asks(book));
        }
        assertTrue(book.droppedLevels() >= asks.size() - PAGES, "dropped " + book.droppedLevels());
        assertTrue(book.topIsKnown());
        for (final long price : new ArrayList<>(asks.keySet())) {
            book.setAsk(price, 0);
        }
        assertEquals(0, book.askCount());
        book.setAsk(1000L * BookDescriptor.PAGE_LEVELS, 1);
        assertEquals(false, book.topIsKnown(), "levels of which nothing is known may be better than the only one left");
    }

    @ParameterizedTest
    @CsvSource({"1,71,1", "10,72,1", "25,73,1", "10,74,63", "25,75,64", "1,76,100000", "40,77,1000000"})
    void cutToADepthItKeepsTheBestLevelsAndKnowsNoOthers(final int depth, final long seed, final long stride) {
        final Random random = new Random(seed);
        final OrderBook book = book(1);
        final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
        final TreeMap<Long, Long> asks = new TreeMap<>();
        for (int i = 0; i < 10_000; i++) {
            final String at = "seed " + seed + " step " + i;
            // Several changes between two cuts, as in a venue's frame; now and then nearly all levels go.
            final boolean isSweep = random.nextInt(100) == 0;
            for (int change = random.nextInt(isSweep ? 40 : 6); change >= 0; change--) {
                final long price = 1000 * stride + random.nextInt(3 * depth + 3) * stride;
                final long quantity = isSweep || random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(1000);
                final boolean bid = random.nextBoolean();
                expected(bid ? bids : asks, price, quantity);
                final SetResult result = bid ? book.setBid(price, quantity) : book.setAsk(price, quantity);
                assertTrue(result == SetResult.APPLIED || result == SetResult.UNCHANGED, at);
            }
            book.truncate(depth);
            cut(bids, depth);
            cut(asks, depth);
            assertEquals(levels(bids), bids(book), at);
            assertEquals(levels(asks), asks(book), at);
            assertEquals(bids.size(), book.bidCount(), at);
            assertEquals(asks.size(), book.askCount(), at);
            assertTrue(book.topIsKnown(), at);
        }
        assertEquals(0, book.droppedLevels());
        horizonIsTheWorstLevelThatWasKept(book, depth);
    }

    private void horizonIsTheWorstLevelThatWasKept(final OrderBook book, final int depth) {
        book.clear();
        for (int i = 1; i <= depth + 1; i++) {
            book.setAsk(i, 1);
        }
        book.truncate(depth);
        for (int i = 1; i <= depth; i++) {
            book.setAsk(i, 0);
        }
        book.setAsk(depth + 1, 1);
        assertEquals(false, book.topIsKnown(), "better levels may have come since, of which nothing is known");
        book.truncate(depth + 1);
        assertTrue(book.topIsKnown(), "fewer levels than the depth are all that there are");
    }

    private static void cut(final TreeMap<Long, Long> side, final int depth) {
        while (side.size() > depth) {
            side.pollLastEntry();
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "3", "10", "25", "1000", "500000", "4096", "12345678"})
    void divisionByTheTickIsExact(final long tickSize) {
        final TickScale scale = new TickScale(tickSize);
        final Random random = new Random(tickSize);
        final long max = Math.min(BookDescriptor.TICK_MAX, Long.MAX_VALUE / tickSize);
        for (int i = 0; i < 10_000; i++) {
            final long price = random.nextLong() >> random.nextInt(60);
            final boolean whole = price > 0 && price % tickSize == 0 && price / tickSize <= max;
            assertEquals(whole ? price / tickSize : TickScale.OFF_TICK, scale.ticks(price), "price " + price);
            final long ticks = random.nextLong(1, max + 1);
            assertEquals(ticks, scale.ticks(ticks * tickSize));
        }
        assertEquals(max, scale.ticks(max * tickSize));
        assertEquals(TickScale.OFF_TICK, scale.ticks(0));
    }

    @Test
    void refusesWhatIsNotALevelAndChangesNothing() {
        final OrderBook book = book(10);
        assertEquals(SetResult.OFF_TICK, book.setBid(15, 1));
        assertEquals(SetResult.OFF_TICK, book.setBid(0, 1));
        assertEquals(SetResult.OFF_TICK, book.setAsk(-10, 1));
        assertEquals(SetResult.OFF_TICK, book.setAsk(Long.MAX_VALUE / 10 * 10, 1));
        assertEquals(SetResult.NEGATIVE_QUANTITY, book.setAsk(10, -1));
        assertEquals(SetResult.UNCHANGED, book.setAsk(10, 0));
        assertEquals(0, book.bidCount() + book.askCount());
    }

    private static SetResult expected(final Map<Long, Long> side, final long price, final long quantity) {
        if (quantity == 0) {
            return side.remove(price) == null ? SetResult.UNCHANGED : SetResult.APPLIED;
        }
        side.put(price, quantity);
        return SetResult.APPLIED;
    }

    private static List<String> levels(final TreeMap<Long, Long> side) {
        return side.entrySet().stream().map(level -> level.getKey() + "x" + level.getValue()).toList();
    }

    private List<String> bids(final OrderBook book) {
        return levels(book.copyBids(prices, quantities, prices.length));
    }

    private List<String> asks(final OrderBook book) {
        return levels(book.copyAsks(prices, quantities, prices.length));
    }

    private List<String> levels(final int count) {
        final List<String> levels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            levels.add(prices[i] + "x" + quantities[i]);
        }
        return levels;
    }

    private static OrderBook book(final long tickSize) {
        final Instrument instrument = new Instrument(0, Venue.BINANCE_SPOT, "A/B", "AB", "A", "B", 2, 2, tickSize, 1, 0, Long.MAX_VALUE, 0);
        final UnsafeBuffer memory = new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(BookDescriptor.bookLength(PAGES)));
        final OrderBook book = new OrderBook(memory, instrument, PAGES);
        book.format(PAGES);
        return book;
    }
}
