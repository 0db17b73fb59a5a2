package io.peregrine.venue.binance.feed;

import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.RESYNCS;
import static io.peregrine.feed.BookCounter.TRADES;
import static io.peregrine.feed.BookCounter.TRADE_GAPS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two connections to the same stream, each late by a varying time and cut at ids of its own: whatever the order of arrival, the book stays
 * LIVE, is the venue's at every id, and every trade comes once. Then the first connection ends and the second goes on alone.
 */
class BinanceMixingPropertyTest {
    private static final int CHANGES = 600;
    private static final long CHANGE_NS = FeedFixture.SECOND_NS / 100;
    private static final long HOLD_NS = FeedFixture.SECOND_NS;

    @TempDir
    private Path directory;

    @Test
    void spotNeitherLosesNorDoubles() {
        for (long seed = 1; seed <= 40; seed++) {
            run(Venue.BINANCE_SPOT, seed);
        }
    }

    @Test
    void futuresNeitherLoseNorDouble() {
        for (long seed = 1; seed <= 40; seed++) {
            run(Venue.BINANCE_USDM, seed);
        }
    }

    /** Change i has id 101 + i: it sets the quantity of one of ten bids, and a trade goes with it. */
    private void run(final Venue venue, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int[] prices = random.ints(CHANGES, 990, 1000).toArray();
        final int[] quantities = random.ints(CHANGES, 1, 1000).toArray();
        final List<Arrival> arrivals = new ArrayList<>();
        final int joins = random.nextInt(50, 150);
        final int ends = random.nextInt(350, 450);
        connection(arrivals, random, 0, ends, 0);
        connection(arrivals, random, joins, CHANGES, joins * CHANGE_NS + HOLD_NS);
        arrivals.sort((a, b) -> Long.compare(a.timeNs, b.timeNs));
        try (FeedFixture feed = new FeedFixture(venue, directory, 100)) {
            feed.goLive();
            boolean isMixed = false;
            boolean isOver = false;
            for (final Arrival arrival : arrivals) {
                if (!isMixed && arrival.isSecond) {
                    isMixed = true;
                    feed.handler.onMixed(true, feed.nowNs);
                }
                if (isMixed && !isOver && arrival.timeNs > ends * CHANGE_NS + HOLD_NS) {
                    isOver = true;
                    feed.handler.onMixed(false, feed.nowNs);
                }
                send(feed, arrival, prices, quantities);
                assertEquals(BookState.LIVE, feed.book().state(), () -> venue + " seed " + seed + " at " + arrival);
                verify(feed, prices, quantities, () -> venue + " seed " + seed + " at " + arrival);
            }
            assertTrue(isOver && feed.counters().get(DUPLICATES) > 0);
            assertEquals(100 + CHANGES, feed.book().updateId());
            assertEquals(CHANGES, feed.counters().get(TRADES));
            assertEquals(0, feed.counters().get(TRADE_GAPS) + feed.counters().get(RESYNCS), () -> "seed " + seed);
        }
    }

    /** The changes from one to another in messages of 1 to 12, in order, none before {@code notBeforeNs}. */
    private static void connection(
            final List<Arrival> arrivals, final SplittableRandom random, final int from, final int to, final long notBeforeNs) {
        long lastNs = notBeforeNs;
        long lateNs = random.nextLong(HOLD_NS / 3);
        int previous = 100 + from;
        for (int i = from; i < to;) {
            final int next = Math.min(to, i + random.nextInt(1, 13));
            lateNs = Math.clamp(lateNs + random.nextLong(-HOLD_NS / 20, HOLD_NS / 20), 0, HOLD_NS / 3);
            lastNs = Math.max(lastNs, next * CHANGE_NS + lateNs);
            arrivals.add(new Arrival(lastNs, i, next, previous, notBeforeNs > 0));
            previous = 100 + next;
            i = next;
        }
    }

    private static void send(final FeedFixture feed, final Arrival arrival, final int[] prices, final int[] quantities) {
        final StringBuilder bids = new StringBuilder();
        for (int i = arrival.from; i < arrival.to; i++) {
            bids.append(bids.isEmpty() ? "" : " ").append(prices[i] / 10).append('.').append(prices[i] % 10)
                    .append('x').append(quantities[i]);
            feed.message("{\"e\":\"trade\",\"E\":1,\"s\":\"BTCUSDT\",\"t\":" + i + ",\"p\":\"99.9\",\"q\":\"2\",\"T\":1,\"m\":true}");
        }
        feed.delta(arrival.previous, 101 + arrival.from, 100 + arrival.to, bids.toString(), "");
    }

    private static void verify(
            final FeedFixture feed, final int[] prices, final int[] quantities, final java.util.function.Supplier<String> where) {
        final long[] expected = new long[10];
        expected[9] = 5;
        expected[8] = 1;
        for (int i = 0; i < feed.book().updateId() - 100; i++) {
            expected[prices[i] - 990] = quantities[i];
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], feed.book().bidQuantity(990 + i), where);
        }
    }

    /** One depth message: the changes from (inclusive) to (exclusive), and the last id of the message before on the same connection. */
    private record Arrival(long timeNs, int from, int to, int previous, boolean isSecond) {
    }
}
