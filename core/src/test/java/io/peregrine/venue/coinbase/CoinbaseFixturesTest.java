package io.peregrine.venue.coinbase;

import static io.peregrine.feed.BookCounter.TRADES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peregrine.feed.BookCounter;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.venue.coinbase.advanced.AdvancedFeedHandler;
import io.peregrine.venue.coinbase.exchange.ExchangeFeedHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recorded messages of 2021 to 2026, each of which must be understood. */
class CoinbaseFixturesTest {
    @TempDir
    private Path directory;

    @Test
    void recordedMessagesOfTheExchange() throws IOException {
        try (CoinbaseFixture feed = exchange()) {
            lines("coinbase_exchange_ws_2026_samples").forEach(feed::message);
            assertEquals(List.of("trade 1100243480 BUY 136465@8342021"), feed.said().stream().filter(e -> e.startsWith("trade")).toList());
            for (final String file : List.of("subscriptions", "l2update", "match", "last_match", "ticker")) {
                lines("coinbase_exchange_ws_" + file).forEach(feed::message);
            }
            assertEquals(0, feed.handler.decodeErrors());
            assertEquals(4, ((ExchangeFeedHandler) feed.handler).acknowledgements());
        }
    }

    @Test
    void recordedEventsOfTheFullChannel() throws IOException {
        try (CoinbaseFixture feed = new CoinbaseFixture(Venue.COINBASE_EXCHANGE, directory,
                (context, requester) -> ExchangeFeedHandler.byOrder(context, 16, requester, book -> { }))) {
            final List<String> events = lines("coinbase_exchange_full_channel_recorded");
            events.forEach(feed::message);
            assertEquals(2, feed.handler.counters(1).get(BookCounter.DELTAS));
            assertEquals(0, feed.handler.decodeErrors());
            final String received = events.get(1).substring(events.get(1).indexOf("\"sequence\""));
            assertEquals("\"sequence\":29892914014}", received);
            feed.advance(2 * CoinbaseFixture.SECOND_NS);
            feed.snapshot(1, "{\"bids\":[],\"asks\":[[\"1948.63\",\"0.44704\",\"dfbea570-d38b-4a08-ad0d-873e3ea73a0d\"],"
                    + "[\"1950.00\",\"1\",\"dfbea570-d38b-4a08-ad0d-873e3ea73a0e\"]],\"sequence\":29892914012}");
            assertEquals(BookState.LIVE, feed.books.book(1).state());
            assertEquals(195000, feed.books.book(1).bestAskPrice(), "the first recorded event removes the best one");
        }
    }

    @Test
    void recordedFramesOfAdvancedTrade() throws IOException {
        try (CoinbaseFixture feed = new CoinbaseFixture(Venue.COINBASE_ADVANCED, directory,
                (context, requester) -> new AdvancedFeedHandler(context, requester, book -> { }))) {
            lines("coinbase_advanced_ws_md_session_seq10_22").forEach(feed::message);
            assertEquals(0, feed.count(BookCounter.GAPS));
            assertEquals(5, feed.count(BookCounter.DELTAS));
            assertEquals(1, feed.count(TRADES));
            for (final String file : List.of("l2_snapshot_small", "heartbeats_and_error", "market_trades_2024", "ticker_nautilus",
                    "docs_style_nautilus")) {
                feed.handler.onConnected(feed.nowNs);
                lines("coinbase_advanced_ws_" + file).forEach(feed::message);
            }
            assertEquals(0, feed.handler.decodeErrors());
            assertEquals(1, ((AdvancedFeedHandler) feed.handler).errors());
        }
    }

    @Test
    void aWholeBookOfFortyFiveThousandLevels() throws IOException {
        final Path path = Path.of(System.getProperty("peregrine.data", "../../shared/data"), "coinbase_l2_snapshot.json.gz");
        assumeTrue(Files.exists(path), () -> "no recorded data: " + path);
        final String body;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(path))) {
            body = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
        try (CoinbaseFixture feed = exchange()) {
            feed.message("{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\"," + body.substring(body.indexOf("\"bids\"")));
            assertEquals(List.of("SYNCING>LIVE SNAPSHOT_APPLIED", "depth 6493057x7705309 6493409x7704426"), feed.said());
            assertEquals(18_376 + 27_017, feed.book().bidCount() + feed.book().askCount() + feed.book().droppedLevels(),
                    "each level is there, or counted as dropped since these books have only 64 pages");
            assertTrue(feed.book().topIsKnown());
            assertEquals(18_376 + 27_017, feed.count(BookCounter.LEVELS));
        }
    }

    private CoinbaseFixture exchange() {
        return new CoinbaseFixture(Venue.COINBASE_EXCHANGE, directory,
                (context, requester) -> ExchangeFeedHandler.byLevel(context, requester, book -> { }));
    }

    private static List<String> lines(final String name) throws IOException {
        final Path path = Path.of(System.getProperty("peregrine.data", "../../shared/data"))
                .resolve("../protocols/fixtures/" + name + ".jsonl");
        assumeTrue(Files.exists(path), () -> "published fixtures are not here: " + path);
        return Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
    }
}
