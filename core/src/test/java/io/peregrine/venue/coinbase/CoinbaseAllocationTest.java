package io.peregrine.venue.coinbase;

import static io.peregrine.feed.BookCounter.APPLIED;
import static io.peregrine.feed.BookCounter.TRADES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.Allocation;
import io.peregrine.feed.FeedHandler;
import io.peregrine.feed.SnapshotRequester;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.venue.FeedContext;
import io.peregrine.venue.coinbase.advanced.AdvancedFeedHandler;
import io.peregrine.venue.coinbase.exchange.ExchangeFeedHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No byte is allocated for a message, of any kind that is used. */
class CoinbaseAllocationTest {
    private static final int ROUND = 5_000;
    private static final int ROUNDS_MAX = 20;
    private static final String ID = "dfbea570-d38b-4a08-ad0d-873e3ea73a0d";

    @TempDir
    private Path directory;

    @Test
    void exchangeByLevel() {
        measure(Venue.COINBASE_EXCHANGE,
                (context, requester) -> ExchangeFeedHandler.byLevel(silent(context), requester, book -> { }), "", List.of(
                "{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"asks\":[[\"100.10\",\"1.50000000\"]],\"bids\":[[\"99.90\",\"1\"]]}",
                "{\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"changes\":[[\"buy\",\"99.80\",\"0.11987123\"],[\"sell\","
                        + "\"100.20\",\"0\"]],"
                        + "\"time\":\"2021-04-17T16:43:37.075351Z\"}",
                "{\"type\":\"match\",\"trade_id\":7,\"maker_order_id\":\"" + ID + "\",\"side\":\"sell\",\"size\":\"0.25\","
                        + "\"price\":\"100.10\",\"product_id\":\"BTC-USD\",\"sequence\":5,\"time\":\"2021-04-17T16:43:30.244075Z\"}",
                "{\"type\":\"ticker\",\"sequence\":1,\"product_id\":\"BTC-USD\",\"best_bid\":\"99.90\",\"best_bid_size\":\"1\","
                        + "\"best_ask\":\"100.10\",\"best_ask_size\":\"2\",\"time\":\"2021-04-17T16:43:30.244075Z\"}",
                "{\"type\":\"heartbeat\",\"last_trade_id\":7,\"product_id\":\"BTC-USD\",\"sequence\":7,"
                        + "\"time\":\"2021-04-17T16:43:31.000000Z\"}"));
    }

    @Test
    void exchangeByOrder() {
        final String event = ",\"side\":\"buy\",\"product_id\":\"BTC-USD\",\"time\":\"2021-04-17T16:43:31.000000Z\",\"sequence\":";
        measure(Venue.COINBASE_EXCHANGE,
                (context, requester) -> ExchangeFeedHandler.byOrder(silent(context), 16, requester, book -> { }),
                "{\"bids\":[[\"99.9\",\"5\",\"" + ID + "\"]],\"asks\":[],\"sequence\":6}", List.of(
                        "{\"type\":\"received\"" + event + "6}",
                        "{\"type\":\"open\",\"order_id\":\"" + ID.replace('d', 'e') + "\",\"price\":\"99.8\","
                                + "\"remaining_size\":\"3\"" + event + "7}",
                        "{\"type\":\"change\",\"order_id\":\"" + ID.replace('d', 'e') + "\",\"new_price\":\"99.7\","
                                + "\"new_size\":\"2\"" + event + "8}",
                        "{\"type\":\"match\",\"trade_id\":7,\"maker_order_id\":\"" + ID + "\",\"price\":\"99.9\","
                                + "\"size\":\"2\"" + event + "9}",
                        "{\"type\":\"done\",\"order_id\":\"" + ID.replace('d', 'e') + "\",\"reason\":\"filled\"" + event + "10}"));
    }

    @Test
    void advanced() {
        measure(Venue.COINBASE_ADVANCED,
                (context, requester) -> new AdvancedFeedHandler(silent(context), requester, book -> { }), "", List.of(
                "{\"channel\":\"l2_data\",\"timestamp\":\"2026-08-09T21:05:48.483587501Z\",\"sequence_num\":1,"
                        + "\"events\":[{\"type\":\"snapshot\","
                        + "\"product_id\":\"BTC-USD\",\"updates\":[{\"side\":\"bid\",\"event_time\":\"2026-08-09T21:05:48.170326Z\","
                        + "\"price_level\":\"99.9\",\"new_quantity\":\"0.20371215\"},{\"side\":\"offer\",\"event_time\":"
                        + "\"2026-08-09T21:05:48.170326Z\",\"price_level\":\"100.1\",\"new_quantity\":\"2\"}]}]}",
                "{\"channel\":\"l2_data\",\"timestamp\":\"2026-08-09T21:05:48.483587501Z\",\"sequence_num\":2,"
                        + "\"events\":[{\"type\":\"update\","
                        + "\"product_id\":\"BTC-USD\",\"updates\":[{\"side\":\"bid\",\"event_time\":\"2026-08-09T21:05:48.170326Z\","
                        + "\"price_level\":\"99.8\",\"new_quantity\":\"0.2\"}]}]}",
                "{\"channel\":\"market_trades\",\"timestamp\":\"2026-08-09T21:05:48.25Z\",\"sequence_num\":3,"
                        + "\"events\":[{\"type\":\"update\","
                        + "\"trades\":[{\"product_id\":\"BTC-USD\",\"trade_id\":\"10\",\"price\":\"99.9\",\"size\":\"0.01\","
                        + "\"time\":\"2026-08-09T21:05:48.167634Z\",\"side\":\"SELL\"}]}]}",
                "{\"channel\":\"ticker\",\"timestamp\":\"2026-08-09T21:05:48.298032046Z\",\"sequence_num\":4,"
                        + "\"events\":[{\"type\":\"update\","
                        + "\"tickers\":[{\"type\":\"ticker\",\"product_id\":\"BTC-USD\",\"best_bid\":\"99.9\",\"best_ask\":\"100.1\","
                        + "\"best_bid_quantity\":\"0.5\",\"best_ask_quantity\":\"1.5\"}]}]}"));
    }

    private static FeedContext silent(final FeedContext context) {
        return new FeedContext(context.venue(), context.settings(), context.instruments(), context.books(), new IgnoredMarketData(), null);
    }

    /** Each pass begins a connection, so that the same messages are right again. */
    private void measure(
            final Venue venue, final BiFunction<FeedContext, SnapshotRequester, FeedHandler> newHandler, final String snapshot,
            final List<String> messages) {
        final UnsafeBuffer[] buffers = messages.stream().map(CoinbaseAllocationTest::buffer).toArray(UnsafeBuffer[]::new);
        final UnsafeBuffer body = buffer(snapshot);
        try (CoinbaseFixture feed = new CoinbaseFixture(venue, directory, (context, requester) ->
                newHandler.apply(context, (instrumentId, nowNs) -> true))) {
            assertEquals(0, Allocation.leastBytes(ROUNDS_MAX, () -> {
                for (int i = 0; i < ROUND; i++) {
                    final long nowNs = i * 10_000_000_000L;
                    feed.handler.onConnected(nowNs);
                    feed.handler.doWork(nowNs + 2_000_000_000L);
                    feed.handler.onSnapshot(0, body, 0, body.capacity(), nowNs, nowNs + 2_000_000_000L);
                    for (final UnsafeBuffer buffer : buffers) {
                        feed.handler.onMessage(buffer, 0, buffer.capacity(), nowNs, nowNs + 2_000_000_000L);
                        feed.handler.doWork(nowNs + 2_000_000_000L);
                    }
                }
            }));
            assertEquals(0, feed.handler.decodeErrors());
            assertTrue(feed.count(APPLIED) > ROUND && feed.count(APPLIED) % ROUND == 0, "applied " + feed.count(APPLIED));
            assertTrue(feed.count(TRADES) >= ROUND, "trades " + feed.count(TRADES));
        }
    }

    private static UnsafeBuffer buffer(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
