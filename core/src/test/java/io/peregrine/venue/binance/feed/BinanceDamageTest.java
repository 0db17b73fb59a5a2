package io.peregrine.venue.binance.feed;

import static io.peregrine.feed.BookCounter.APPLIED;
import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.GAPS;
import static io.peregrine.feed.BookCounter.REGRESSIONS;
import static io.peregrine.feed.BookCounter.RESYNCS;
import static io.peregrine.feed.BookCounter.TOP_MISMATCHES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.book.OrderBook;
import io.peregrine.feed.BookCounters;
import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A stream of random deltas with its tickers, damaged in one way at one place after another: whenever the book is LIVE its levels are those
 * that the undamaged stream gives at that id, and the damage is counted.
 */
class BinanceDamageTest {
    private static final int DELTAS = 40;
    private static final long SEED = 20_240_808;
    private static final Instrument INSTRUMENT = new Instrument(
            0, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 1, 0, 1, 1, 0, Long.MAX_VALUE, 0);

    private enum Damage { REMOVED, DOUBLED, SWAPPED, CUT, TICK_DIGIT, ID_DIGIT, TOP_QUANTITY }

    @TempDir
    private Path directory;
    private BookStore books;
    private final List<String> deltas = new ArrayList<>();
    private final List<String> tickers = new ArrayList<>();
    private final Map<Long, String> truth = new HashMap<>();
    private final long[] prices = new long[64];
    private final long[] quantities = new long[64];
    private String snapshot;
    private long now;

    @BeforeEach
    void makeStream() {
        books = BookStore.create(directory.resolve("books").toFile(), List.of(INSTRUMENT), new BookLayout(64));
        final Random random = new Random(SEED);
        final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
        final TreeMap<Long, Long> asks = new TreeMap<>();
        for (long i = 1; i <= 10; i++) {
            bids.put(1000 - i, i);
            asks.put(1000 + i, i);
        }
        snapshot = "{\"lastUpdateId\":1000," + sides("bids", bids, "asks", asks) + "}";
        long id = 1000;
        deltas.add(delta(999, 1000, new TreeMap<>(), new TreeMap<>()));
        tickers.add("");
        for (int i = 0; i < DELTAS; i++) {
            final TreeMap<Long, Long> bidChanges = new TreeMap<>();
            final TreeMap<Long, Long> askChanges = new TreeMap<>();
            // The touch changes each time, so that every delta has a ticker.
            bidChanges.put(999L, 1 + random.nextLong(1, 9) * 10 + i % 2);
            bidChanges.put(990 + random.nextLong(8), random.nextLong(3));
            askChanges.put(1001 + random.nextLong(9), 1 + random.nextLong(100));
            change(bids, bidChanges);
            change(asks, askChanges);
            final long first = id + 1;
            id += 1 + random.nextInt(3);
            deltas.add(delta(first, id, bidChanges, askChanges));
            tickers.add("{\"u\":" + id + ",\"s\":\"BTCUSDT\",\"b\":\"" + text(bids.firstKey())
                    + "\",\"B\":\"" + bids.firstEntry().getValue()
                    + "\",\"a\":\"" + text(asks.firstKey())
                    + "\",\"A\":\"" + asks.firstEntry().getValue() + "\"}");
            truth.put(id, levels(bids) + '/' + levels(asks));
        }
        truth.put(1000L, "");
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void undamagedItStaysLive() {
        final BookCounters counters = run(deltas, true);
        assertEquals(DELTAS, counters.get(APPLIED));
        assertEquals(0, counters.get(RESYNCS) + counters.get(TOP_MISMATCHES) + counters.get(DUPLICATES));
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void isNeverLiveWithAWrongBook(final Damage damage) {
        for (int at = 2; at < deltas.size() - 1; at++) {
            final List<String> damaged = new ArrayList<>(deltas);
            final String message = deltas.get(at);
            switch (damage) {
                case REMOVED -> damaged.set(at, null);
                case DOUBLED -> damaged.set(at, message + '\n' + message);
                case SWAPPED -> {
                    damaged.set(at, deltas.get(at + 1));
                    damaged.set(at + 1, message);
                }
                case CUT -> damaged.set(at, message.substring(0, message.length() / 2));
                case TICK_DIGIT -> damaged.set(at, message.replaceFirst("\"b\":\\[\\[\"([0-9.]+)\"", "\"b\":[[\"$15\""));
                case ID_DIGIT -> damaged.set(at, message.replaceFirst("\"U\":1", "\"U\":2"));
                case TOP_QUANTITY -> damaged.set(at, message.replace("[\"99.9\",\"", "[\"99.9\",\"3"));
            }
            final BookCounters counters = run(damaged, false);
            final long reported = counters.get(GAPS) + counters.get(DUPLICATES) + counters.get(REGRESSIONS) + counters.get(DECODE_ERRORS)
                    + counters.get(TOP_MISMATCHES);
            assertTrue(reported > 0, damage + " at " + at + " seed " + SEED);
            if (damage == Damage.DOUBLED) {
                assertEquals(DELTAS, counters.get(APPLIED));
            }
        }
    }

    /** Feeds the stream to a new handler and compares the book whenever it is LIVE. */
    private BookCounters run(final List<String> stream, final boolean staysLive) {
        final BinanceFeedHandler handler = new BinanceFeedHandler(Venue.BINANCE_SPOT, List.of(INSTRUMENT), books, new NoListener(),
                (id, nowNs) -> true, new FeedSettings(100, Long.MAX_VALUE, 1, 0));
        now += 1_000_000_000_000L;
        handler.onConnected(now);
        final OrderBook book = books.book(0);
        for (int i = 0; i < stream.size(); i++) {
            feed(handler, tickers.get(i));
            if (stream.get(i) != null) {
                stream.get(i).lines().forEach(line -> feed(handler, line));
            }
            if (i == 0) {
                final UnsafeBuffer buffer = buffer(snapshot);
                handler.onSnapshot(0, buffer, 0, buffer.capacity(), now, now);
            } else if (book.state() == BookState.LIVE) {
                assertEquals(truth.get(book.updateId()), levels(book), () -> "LIVE with a wrong book, seed " + SEED);
            } else {
                assertFalse(staysLive);
            }
        }
        handler.onDisconnected(now);
        return handler.counters(0);
    }

    private void feed(final BinanceFeedHandler handler, final String message) {
        if (!message.isEmpty()) {
            final UnsafeBuffer buffer = buffer(message);
            handler.onMessage(buffer, 0, buffer.capacity(), ++now, now);
        }
    }

    private String levels(final OrderBook book) {
        return levels(book.copyBids(prices, quantities, prices.length)) + '/' + levels(book.copyAsks(prices, quantities, prices.length));
    }

    private String levels(final int count) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(prices[i]).append('x').append(quantities[i]).append(' ');
        }
        return text.toString();
    }

    private static String levels(final TreeMap<Long, Long> side) {
        final StringBuilder text = new StringBuilder();
        side.forEach((price, quantity) -> text.append(price).append('x').append(quantity).append(' '));
        return text.toString();
    }

    private static void change(final TreeMap<Long, Long> side, final TreeMap<Long, Long> changes) {
        side.putAll(changes);
        side.values().removeIf(quantity -> quantity == 0);
    }

    private static String delta(final long first, final long last, final TreeMap<Long, Long> bids, final TreeMap<Long, Long> asks) {
        return "{\"e\":\"depthUpdate\",\"E\":1700000000000,\"s\":\"BTCUSDT\",\"U\":" + first + ",\"u\":" + last + ","
                + sides("b", bids, "a", asks) + "}";
    }

    private static String sides(
            final String bidKey, final TreeMap<Long, Long> bids, final String askKey, final TreeMap<Long, Long> asks) {
        return "\"" + bidKey + "\":" + json(bids) + ",\"" + askKey + "\":" + json(asks);
    }

    private static String json(final TreeMap<Long, Long> side) {
        final List<String> levels = new ArrayList<>();
        side.forEach((price, quantity) -> levels.add("[\"" + text(price) + "\",\"" + quantity + "\"]"));
        return levels.toString().replace(", ", ",");
    }

    private static String text(final long price) {
        return price / 10 + "." + price % 10;
    }

    private static UnsafeBuffer buffer(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
