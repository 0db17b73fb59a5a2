package io.peregrine.venue.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.coinbase.advanced.AdvancedFeedHandler;
import io.peregrine.venue.coinbase.exchange.ExchangeFeedHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random and mutated bytes: nothing is thrown, nothing outside the message is read (Agrona's bounds checks are on), every call ends. */
class CoinbaseFuzzTest {
    private static final int ROUNDS = 60_000;
    private static final String LIKELY = "0129\"[]{},:.-\\";
    private static final String ID = "dfbea570-d38b-4a08-ad0d-873e3ea73a0d";
    private static final String L3 = "{\"bids\":[[\"99.9\",\"5\",\"" + ID + "\"]],\"asks\":[],\"sequence\":6,"
            + "\"time\":\"2021-04-17T16:43:37Z\"}";
    private static final List<String> EXCHANGE = List.of(
            "{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"asks\":[[\"100.10\",\"1.50000000\"]],\"bids\":[[\"99.90\",\"1\"]]}",
            "{\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"changes\":[[\"buy\",\"99.80\",\"0.11987123\"],[\"sell\",\"100.20\","
                    + "\"0.00000000\"]],"
                    + "\"time\":\"2021-04-17T16:43:37.075351Z\"}",
            "{\"type\":\"match\",\"trade_id\":7,\"maker_order_id\":\"" + ID + "\",\"side\":\"sell\",\"size\":\"0.25\",\"price\":\"100.10\","
                    + "\"product_id\":\"BTC-USD\",\"sequence\":5,\"time\":\"2021-04-17T16:43:30.244075Z\"}",
            "{\"type\":\"ticker\",\"sequence\":1,\"product_id\":\"BTC-USD\",\"best_bid\":\"99.90\",\"best_bid_size\":\"1\","
                    + "\"best_ask\":\"100.10\","
                    + "\"best_ask_size\":\"2\",\"time\":\"2021-04-17T16:43:30.244075Z\"}",
            "{\"type\":\"heartbeat\",\"last_trade_id\":7,\"product_id\":\"BTC-USD\",\"sequence\":7,"
                    + "\"time\":\"2021-04-17T16:43:31.000000Z\"}",
            "{\"order_id\":\"" + ID + "\",\"price\":\"99.9\",\"remaining_size\":\"1\",\"type\":\"open\",\"side\":\"buy\","
                    + "\"product_id\":\"BTC-USD\","
                    + "\"time\":\"2021-04-17T16:43:31Z\",\"sequence\":6}",
            "{\"order_id\":\"" + ID + "\",\"new_size\":\"1\",\"new_price\":\"99.8\",\"type\":\"change\",\"product_id\":\"BTC-USD\","
                    + "\"sequence\":7}",
            "{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"level2_50\",\"product_ids\":[\"ETH-USD\"],\"account_ids\":null}]}",
            L3);
    private static final List<String> ADVANCED = List.of(
            "{\"channel\":\"l2_data\",\"timestamp\":\"2026-08-09T21:05:48.483587501Z\",\"sequence_num\":1,"
                    + "\"events\":[{\"type\":\"snapshot\","
                    + "\"product_id\":\"BTC-USD\",\"updates\":[{\"side\":\"bid\",\"event_time\":\"2026-08-09T21:05:48.170326Z\","
                    + "\"price_level\":"
                    + "\"99.9\",\"new_quantity\":\"0.20371215\"},{\"side\":\"offer\",\"event_time\":\"2026-08-09T21:05:48.170326Z\","
                    + "\"price_level\":\"100.1\",\"new_quantity\":\"2\"}]}]}",
            "{\"channel\":\"market_trades\",\"timestamp\":\"2026-08-09T21:05:48.25Z\",\"sequence_num\":2,\"events\":[{\"type\":\"update\","
                    + "\"trades\":[{\"product_id\":\"BTC-USD\",\"trade_id\":\"10\",\"price\":\"99.9\",\"size\":\"0.01\","
                    + "\"time\":\"2026-08-09T21:05:48.167634Z\",\"side\":\"SELL\"}]}]}",
            "{\"channel\":\"ticker\",\"timestamp\":\"2026-08-09T21:05:48.298032046Z\",\"sequence_num\":3,\"events\":[{\"type\":\"update\","
                    + "\"tickers\":[{\"type\":\"ticker\",\"product_id\":\"BTC-USD\",\"best_bid\":\"99.9\",\"best_ask\":\"100.1\","
                    + "\"best_bid_quantity\":\"0.5\",\"best_ask_quantity\":\"1.5\"}]}]}",
            "{\"events\":[{\"updates\":[],\"product_id\":\"BTC-USD\",\"type\":\"update\"}],\"sequence_num\":4,\"channel\":\"l2_data\"}");

    @TempDir
    private Path directory;

    @Test
    void exchangeByLevel() {
        fuzz(42, Venue.COINBASE_EXCHANGE, EXCHANGE, (context, requester) -> ExchangeFeedHandler.byLevel(context, requester, book -> { }));
    }

    @Test
    void exchangeByOrder() {
        fuzz(43, Venue.COINBASE_EXCHANGE, EXCHANGE,
                (context, requester) -> ExchangeFeedHandler.byOrder(context, 16, requester, book -> { }));
    }

    @Test
    void advanced() {
        fuzz(44, Venue.COINBASE_ADVANCED, ADVANCED, (context, requester) -> new AdvancedFeedHandler(context, requester, book -> { }));
    }

    @Test
    void oversizeAndDeeplyNestedMessagesAreRefusedAndCounted() {
        final String deep = "{\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"x\":" + "[".repeat(100_000);
        final String wide = "{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"bids\":["
                + "[\"1\",\"1\"],".repeat(131_073) + "[\"1\",\"1\"]]}";
        try (CoinbaseFixture feed = new CoinbaseFixture(Venue.COINBASE_EXCHANGE, directory,
                (context, requester) -> ExchangeFeedHandler.byLevel(context, requester, book -> { }))) {
            feed.message(deep);
            feed.message(wide);
            assertEquals(2, feed.handler.decodeErrors());
            assertEquals(BookState.SYNCING, feed.book().state());
        }
        final String levels = "{\"side\":\"bid\",\"event_time\":\"2026-08-09T21:05:48.170326Z\",\"price_level\":\"1\","
                + "\"new_quantity\":\"1\"},";
        try (CoinbaseFixture feed = new CoinbaseFixture(Venue.COINBASE_ADVANCED, directory,
                (context, requester) -> new AdvancedFeedHandler(context, requester, book -> { }))) {
            feed.message("{\"channel\":\"l2_data\",\"sequence_num\":0,\"events\":[{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\","
                    + "\"updates\":["
                    + levels.repeat(131_073) + levels.substring(0, levels.length() - 1) + "]}]}");
            feed.message("{\"channel\":\"l2_data\",\"sequence_num\":1,\"events\":"
                    + "[".repeat(100_000));
            assertEquals(2, feed.handler.decodeErrors());
            assertEquals(BookState.SYNCING, feed.book().state());
        }
    }

    private void fuzz(
            final long seed, final Venue venue, final List<String> messages,
            final BiFunction<FeedContext, SnapshotRequester, FeedHandler> newHandler) {
        final Random random = new Random(seed);
        try (CoinbaseFixture feed = new CoinbaseFixture(venue, directory, newHandler)) {
            long live = 0;
            for (int i = 0; i < ROUNDS; i++) {
                final byte[] message = messages.get(random.nextInt(messages.size())).getBytes(StandardCharsets.US_ASCII);
                final int length = mutate(random, message);
                // An array of exactly this length, so that a read behind its end is caught.
                final UnsafeBuffer buffer = new UnsafeBuffer(Arrays.copyOf(message, length));
                if (random.nextInt(4) == 0) {
                    feed.handler.onSnapshot(0, buffer, 0, length, feed.nowNs, feed.nowNs);
                } else {
                    feed.message(buffer, 0, length);
                }
                live += feed.book().state() == BookState.LIVE ? 1 : 0;
                if (random.nextInt(50) == 0) {
                    feed.handler.onConnected(feed.nowNs);
                }
                feed.advance(random.nextInt(1_000_000_000));
                feed.events.clear();
            }
            assertTrue(live > 50, "LIVE after " + live + " messages, seed " + seed);
            assertTrue(feed.handler.decodeErrors() > 1000, "decode errors " + feed.handler.decodeErrors() + ", seed " + seed);
        }
    }

    /** Changes a few bytes, or none; returns the length to use. */
    private static int mutate(final Random random, final byte[] message) {
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            message[random.nextInt(message.length)] = random.nextInt(3) == 0
                    ? (byte) random.nextInt() : (byte) LIKELY.charAt(random.nextInt(LIKELY.length()));
        }
        return random.nextInt(6) == 0 ? 1 + random.nextInt(message.length) : message.length;
    }
}
