package io.peregrine.venue.coinbase.advanced;

import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.GAPS;
import static io.peregrine.feed.BookCounter.REGRESSIONS;
import static io.peregrine.feed.BookCounter.TRADES;
import static io.peregrine.feed.BookCounter.TRADE_GAPS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.venue.coinbase.CoinbaseFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test for each rule of Advanced Trade's books (P4, P5, P12). */
class AdvancedSyncTest {
    private static final String LIVE = "SYNCING>LIVE SNAPSHOT_APPLIED";
    private static final List<String> LOST = List.of("LIVE>INVALID SEQUENCE_GAP", "INVALID>SYNCING SEQUENCE_GAP");

    @TempDir
    private Path directory;
    private CoinbaseFixture feed;

    @BeforeEach
    void open() {
        feed = new CoinbaseFixture(Venue.COINBASE_ADVANCED, directory,
                (context, requester) -> new AdvancedFeedHandler(context, requester, book -> { }));
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void aBookIsLiveFromItsSnapshotOn() {
        levels(3, "update", "bid", "99.95", "9");
        snapshot(4);
        levels(5, "update", "offer", "100.1", "0");
        assertEquals(List.of(LIVE, "depth 9990x100000000 10010x150000000", "depth 9990x100000000 10020x700000000"), feed.said());
        assertEquals(0, feed.count(GAPS));
        assertEquals(5, feed.book().updateId());
        assertEquals(1_786_309_548_210_883_000L, feed.book().venueTimeNs());
    }

    @Test
    void allChannelsShareOneSequence() {
        snapshot(0);
        feed.message("{\"channel\":\"heartbeats\",\"timestamp\":\"2026-08-09T21:05:48Z\",\"sequence_num\":1,\"events\":[{\"current_time\":"
                + "\"2026-08-09 21:05:48.854840045 +0000 UTC m=+41691.260485341\",\"heartbeat_counter\":41691}]}");
        feed.message("{\"channel\":\"subscriptions\",\"timestamp\":\"2026-08-09T21:05:48Z\",\"sequence_num\":2,"
                + "\"events\":[{\"subscriptions\":{\"level2\":[\"BTC-USD\"]}}]}");
        feed.message("{\"channel\":\"candles\",\"timestamp\":\"2026-08-09T21:05:48Z\",\"sequence_num\":3,\"events\":[]}");
        levels(4, "update", "bid", "99.9", "2");
        feed.said();
        feed.message("{\"channel\":\"candles\",\"timestamp\":\"2026-08-09T21:05:48Z\",\"sequence_num\":6,\"events\":[]}");
        assertEquals(LOST, feed.said().subList(0, 2), "frame 5 may have been this book's");
        assertEquals(1, feed.count(GAPS));
        assertEquals(1, feed.handler.counters(1).get(GAPS));
    }

    @Test
    void aGapThrowsBooksAwayAndASnapshotBringsThemBack() {
        snapshot(0);
        feed.said();
        levels(2, "update", "bid", "99.95", "2");
        assertEquals(List.of("LIVE>INVALID SEQUENCE_GAP", "INVALID>SYNCING SEQUENCE_GAP", "request 0"), feed.said());
        levels(3, "update", "bid", "99.96", "2");
        snapshot(4);
        assertEquals(List.of(LIVE, "depth 9990x100000000 10010x150000000"), feed.said(), "nothing is left of what came before");
    }

    @Test
    void framesThatComeTwiceOrLateAreNotUsed() {
        snapshot(0);
        levels(1, "update", "bid", "99.95", "2");
        feed.said();
        levels(1, "update", "bid", "99.95", "2");
        levels(0, "update", "bid", "99.95", "3");
        assertEquals(List.of(), feed.said());
        assertEquals(1, feed.count(DUPLICATES));
        assertEquals(1, feed.count(REGRESSIONS));
        levels(2, "update", "bid", "99.95", "4");
        assertEquals(List.of("depth 9995x400000000 10010x150000000"), feed.said());
    }

    @Test
    void aNumberThatWasItselfWrongIsForgotten() {
        snapshot(0);
        levels(901, "update", "bid", "99.95", "2");
        levels(2, "update", "bid", "99.95", "2");
        levels(3, "update", "bid", "99.95", "2");
        levels(4, "update", "bid", "99.95", "2");
        feed.said();
        snapshot(5);
        assertEquals(List.of(LIVE, "depth 9990x100000000 10010x150000000"), feed.said());
        assertEquals(2, feed.count(REGRESSIONS));
    }

    @Test
    void aFrameThatIsCutOffIsALostOne() {
        snapshot(0);
        feed.said();
        final String frame = frame(1, "update", "bid", "99.95", "2");
        feed.message(frame.substring(0, frame.length() - 2));
        assertEquals("LIVE>INVALID DECODE_ERROR", feed.said().getFirst());
        assertEquals(1, feed.handler.decodeErrors());
    }

    @Test
    void aCrossedBookIsThrownAway() {
        snapshot(0);
        feed.said();
        levels(1, "update", "bid", "100.1", "2");
        assertEquals("LIVE>INVALID CROSSED", feed.said().getFirst());
    }

    @Test
    void anyOrderOfFieldsIsTheSame() {
        snapshot(0);
        feed.said();
        feed.message("{ \"events\" : [ {\"updates\":[{\"new_quantity\":\"3\",\"price_level\":\"99.95\",\"side\":\"bid\"} ,"
                + "{\"price_level\":\"100.05\",\"new_quantity\":\"4\",\"side\":\"offer\",\"event_time\":\"2026-08-09T21:05:48.210883Z\"}],"
                + "\"product_id\":\"BTC-USD\",\"type\":\"update\"}], \"sequence_num\": 1, \"channel\":\"l2_data\" }");
        assertEquals(List.of("depth 9995x300000000 10005x400000000"), feed.said());
    }

    @Test
    void tradesAreToldOldestFirstAndPastOnesNotAtAll() {
        trades(0, "snapshot", "7:BUY", "6:SELL");
        trades(1, "update", "9:SELL", "8:BUY");
        trades(2, "update", "12:SELL");
        assertEquals(List.of("trade 8 SELL 25000000@10010", "trade 9 BUY 25000000@10010", "trade 12 BUY 25000000@10010"), feed.said());
        assertEquals(3, feed.count(TRADES));
        assertEquals(1, feed.count(TRADE_GAPS));
    }

    @Test
    void theTickerIsAQuoteOfALiveBook() {
        snapshot(0);
        feed.said();
        feed.message("{\"channel\":\"ticker\",\"timestamp\":\"2026-08-09T21:05:48.298032046Z\",\"sequence_num\":1,\"events\":[{\"type\":"
                + "\"update\",\"tickers\":[{\"type\":\"ticker\",\"product_id\":\"BTC-USD\",\"price\":\"99.9\",\"best_bid\":\"99.9\","
                + "\"best_ask\":\"100.1\",\"best_bid_quantity\":\"0.5\",\"best_ask_quantity\":\"1.5\"}]}]}");
        assertEquals(List.of("quote 9990x50000000 10010x150000000"), feed.said());
    }

    @Test
    void anErrorIsCountedAndHasNoNumber() {
        snapshot(0);
        feed.message("{\"type\":\"error\",\"message\":\"authentication failure\"}");
        levels(1, "update", "bid", "99.95", "2");
        assertEquals(BookState.LIVE, feed.book().state());
        assertEquals(1, ((AdvancedFeedHandler) feed.handler).errors());
    }

    private void snapshot(final long number) {
        feed.message("{\"channel\":\"l2_data\",\"timestamp\":\"2026-08-09T21:05:48.483587501Z\",\"sequence_num\":" + number
                + ",\"events\":[{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"updates\":["
                + level("bid", "99.9", "1") + ',' + level("bid", "99.8", "4") + ',' + level("offer", "100.1", "1.5") + ','
                + level("offer", "100.2", "7") + "]}]}");
    }

    private void levels(final long number, final String type, final String side, final String price, final String quantity) {
        feed.message(frame(number, type, side, price, quantity));
    }

    private static String frame(final long number, final String type, final String side, final String price, final String quantity) {
        return "{\"channel\":\"l2_data\",\"timestamp\":\"2026-08-09T21:05:48.483587501Z\",\"sequence_num\":" + number
                + ",\"events\":[{\"type\":\"" + type + "\",\"product_id\":\"BTC-USD\",\"updates\":["
                + level(side, price, quantity) + "]}]}";
    }

    private static String level(final String side, final String price, final String quantity) {
        return "{\"side\":\"" + side + "\",\"event_time\":\"2026-08-09T21:05:48.210883Z\",\"price_level\":\"" + price
                + "\",\"new_quantity\":\"" + quantity + "\"}";
    }

    private void trades(final long number, final String type, final String... trades) {
        final StringBuilder text = new StringBuilder();
        for (final String trade : trades) {
            text.append(text.isEmpty() ? "" : ",").append("{\"product_id\":\"BTC-USD\",\"trade_id\":\"").append(trade.split(":")[0])
                    .append("\",\"price\":\"100.1\",\"size\":\"0.25\",\"time\":\"2026-08-09T21:05:48.167634Z\",\"side\":\"")
                    .append(trade.split(":")[1]).append("\"}");
        }
        feed.message("{\"channel\":\"market_trades\",\"timestamp\":\"2026-08-09T21:05:48.251397169Z\",\"sequence_num\":" + number
                + ",\"events\":[{\"type\":\"" + type + "\",\"trades\":[" + text + "]}]}");
    }
}
