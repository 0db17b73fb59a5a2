package io.peregrine.venue.coinbase.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.book.OrderBook;
import io.peregrine.feed.BookCounter;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.venue.coinbase.CoinbaseFixture;
import io.peregrine.venue.coinbase.FullChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A made-up market, order by order, through the full channel, and a plain model of it: after every event the LIVE book's levels are the
 * sums of the model's orders. Now and then an event is lost: the book is never LIVE with other levels, and comes back by a new snapshot.
 */
class OrderByOrderPropertyTest {
    private static final int EVENTS = 20_000;
    private static final long SEED = 5_150;

    private record Order(int id, boolean isBid, long price, long size) {
    }

    @TempDir
    private Path directory;
    private final Random random = new Random(SEED);
    private final Map<Integer, Order> orders = new LinkedHashMap<>();
    private CoinbaseFixture feed;
    private int nextId = 1;
    private long sequence = 1000;
    private long middle = 10_000;
    private int lost;
    private boolean isLost;

    @Test
    void levelsAreTheSumsOfOrders() {
        try (CoinbaseFixture fixture = new CoinbaseFixture(Venue.COINBASE_EXCHANGE, directory,
                (context, requester) -> ExchangeFeedHandler.byOrder(context, 1024, requester, book -> { }))) {
            feed = fixture;
            long live = 0;
            for (int i = 0; i < EVENTS; i++) {
                step();
                answerSnapshot();
                // Of a lost event nobody can know before the next one.
                if (feed.book().state() == BookState.LIVE && !isLost) {
                    live++;
                    final String at = "LIVE with other levels at event " + i + ", seed " + SEED;
                    assertEquals(levels(true), book(true), at);
                    assertEquals(levels(false), book(false), at);
                }
                feed.events.clear();
            }
            assertTrue(live > EVENTS / 2, "LIVE after " + live + " events");
            assertTrue(lost > 10, "lost " + lost);
            assertEquals(lost, feed.count(BookCounter.GAPS));
            assertEquals(0, feed.count(BookCounter.DECODE_ERRORS));
        }
    }

    private void step() {
        middle += random.nextInt(3) - 1;
        final int kind = random.nextInt(10);
        if (kind < 4 || orders.isEmpty()) {
            final boolean isBid = random.nextBoolean();
            final long price = isBid ? middle - 5 - random.nextInt(60) : middle + 5 + random.nextInt(60);
            final boolean crosses = orders.values().stream()
                    .anyMatch(order -> order.isBid != isBid && (isBid ? order.price <= price : order.price >= price));
            if (crosses || orders.size() > 300) {
                send("received", "\"order_id\":\"" + FullChannel.id(999_999) + "\",\"size\":\"1\",\"price\":\"1\"", "buy");
                return;
            }
            final Order order = new Order(nextId++, isBid, price, 1 + random.nextInt(1000));
            orders.put(order.id, order);
            send("open", id(order) + ",\"price\":\"" + price(order.price) + "\",\"remaining_size\":\"" + size(order.size) + '"',
                    side(order));
            return;
        }
        final List<Order> all = new ArrayList<>(orders.values());
        final Order order = all.get(random.nextInt(all.size()));
        if (kind < 6) {
            orders.remove(order.id);
            send("done", id(order) + ",\"reason\":\"canceled\",\"remaining_size\":\"" + size(order.size) + '"', side(order));
        } else if (kind < 8) {
            final long traded = order.size == 0 ? 0 : 1 + random.nextLong(order.size);
            orders.put(order.id, new Order(order.id, order.isBid, order.price, order.size - traded));
            send("match", "\"maker_order_id\":\"" + FullChannel.id(order.id) + "\",\"trade_id\":" + sequence + ",\"size\":\""
                    + size(traded) + "\",\"price\":\"" + price(order.price) + '"', side(order));
        } else {
            final long newSize = 1 + random.nextInt(1000);
            final long newPrice = order.isBid ? order.price - random.nextInt(2) : order.price + random.nextInt(2);
            orders.put(order.id, new Order(order.id, order.isBid, newPrice, newSize));
            send("change", id(order) + ",\"reason\":\"modify_order\",\"new_size\":\"" + size(newSize) + "\",\"new_price\":\""
                    + price(newPrice) + '"', side(order));
        }
    }

    private void send(final String type, final String fields, final String side) {
        sequence++;
        isLost = feed.book().state() == BookState.LIVE && !isLost && random.nextInt(400) == 0;
        if (isLost) {
            lost++;
            return;
        }
        feed.message("{\"type\":\"" + type + "\"," + fields + ",\"side\":\"" + side + "\",\"product_id\":\"BTC-USD\","
                + "\"time\":\"2021-04-17T16:43:37.075351Z\",\"sequence\":" + sequence + '}');
    }

    /** The venue answers with its book as it is, some events after it was asked. */
    private void answerSnapshot() {
        if (feed.handler.awaitsSnapshot(0) && random.nextInt(5) == 0) {
            feed.snapshot(0, "{\"bids\":[" + rows(true) + "],\"asks\":[" + rows(false) + "],\"sequence\":" + sequence + '}');
        }
        if (feed.book().state() == BookState.SYNCING) {
            feed.advance(CoinbaseFixture.SECOND_NS);
        }
    }

    private String rows(final boolean bids) {
        final StringBuilder rows = new StringBuilder();
        orders.values().stream().filter(order -> order.isBid == bids)
                .sorted(Comparator.comparingLong(order -> bids ? -order.price : order.price))
                .forEach(order -> rows.append(rows.isEmpty() ? "" : ",").append("[\"").append(price(order.price)).append("\",\"")
                        .append(size(order.size)).append("\",\"").append(FullChannel.id(order.id)).append("\"]"));
        return rows.toString();
    }

    private Map<Long, Long> levels(final boolean bids) {
        final Map<Long, Long> levels = new TreeMap<>();
        orders.values().stream().filter(order -> order.isBid == bids && order.size > 0)
                .forEach(order -> levels.merge(order.price, order.size, Long::sum));
        return levels;
    }

    private Map<Long, Long> book(final boolean bids) {
        final OrderBook book = feed.book();
        final long[] prices = new long[1024];
        final long[] quantities = new long[1024];
        final int count = bids ? book.copyBids(prices, quantities, 1024) : book.copyAsks(prices, quantities, 1024);
        final Map<Long, Long> levels = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            levels.put(prices[i], quantities[i]);
        }
        return levels;
    }

    private static String id(final Order order) {
        return "\"order_id\":\"" + FullChannel.id(order.id) + '"';
    }

    private static String side(final Order order) {
        return order.isBid ? "buy" : "sell";
    }

    private static String price(final long mantissa) {
        return mantissa / 100 + "." + mantissa / 10 % 10 + mantissa % 10;
    }

    private static String size(final long mantissa) {
        return String.format("0.%08d", mantissa);
    }
}
