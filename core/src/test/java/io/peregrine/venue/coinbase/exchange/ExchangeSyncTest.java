package io.peregrine.venue.coinbase.exchange;

import static io.peregrine.feed.BookCounter.APPLIED;
import static io.peregrine.feed.BookCounter.CROSSED;
import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.GAPS;
import static io.peregrine.feed.BookCounter.REGRESSIONS;
import static io.peregrine.feed.BookCounter.RESYNCS;
import static io.peregrine.feed.BookCounter.TOP_CHECKS;
import static io.peregrine.feed.BookCounter.TOP_MISMATCHES;
import static io.peregrine.feed.BookCounter.TRADES;
import static io.peregrine.feed.BookCounter.TRADE_GAPS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.venue.coinbase.CoinbaseFixture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test for each rule of books by level (P4, P5, P12). */
class ExchangeSyncTest {
    private static final String LIVE = "SYNCING>LIVE SNAPSHOT_APPLIED";

    @TempDir
    private Path directory;
    private CoinbaseFixture feed;

    @BeforeEach
    void open() {
        feed = new CoinbaseFixture(Venue.COINBASE_EXCHANGE, directory,
                (context, requester) -> ExchangeFeedHandler.byLevel(context, requester, book -> { }));
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void changesBeforeTheSnapshotAreNotTheBooks() {
        change("01", "[\"buy\",\"99.90\",\"9\"]");
        assertEquals(List.of(), feed.said());
        snapshot();
        change("02", "[\"buy\",\"99.90\",\"2\"],[\"sell\",\"100.10\",\"0.00000000\"]");
        assertEquals(List.of(LIVE, "depth 9990x100000000 10010x150000000", "depth 9990x200000000 10020x700000000"), feed.said());
        assertEquals(2, feed.count(APPLIED));
        assertEquals(0, feed.book().askQuantity(10010));
    }

    @Test
    void aRemovalOfALevelThatIsNotThereIsNormal() {
        live();
        change("02", "[\"sell\",\"250.00\",\"0\"]");
        assertEquals(List.of("depth 9990x100000000 10010x150000000"), feed.said());
    }

    @Test
    void aNewSnapshotLeavesNoGhosts() {
        live();
        feed.message("{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"asks\":[[\"101.00\",\"1\"]],\"bids\":[[\"100.50\",\"2\"]]}");
        assertEquals(List.of("depth 10050x200000000 10100x100000000"), feed.said());
        assertEquals(1, feed.book().bidCount());
        assertEquals(1, feed.count(RESYNCS), "it is counted that the book was thrown away");
    }

    @Test
    void aTimeThatGoesBackRenewsTheSubscription() {
        live();
        change("05", "[\"buy\",\"99.90\",\"2\"]");
        feed.said();
        change("04", "[\"buy\",\"99.80\",\"2\"]");
        assertEquals(List.of("LIVE>INVALID SEQUENCE_REGRESSION", "INVALID>SYNCING SEQUENCE_REGRESSION", "request 0"), feed.said());
        assertEquals(1, feed.count(REGRESSIONS));
        snapshot();
        assertEquals(BookState.LIVE, feed.book().state());
    }

    @Test
    void theSameMessageTwiceChangesNothing() {
        live();
        change("05", "[\"buy\",\"99.90\",\"2\"]");
        change("05", "[\"buy\",\"99.90\",\"2\"]");
        change("05", "[\"buy\",\"99.90\",\"3\"]");
        assertEquals(List.of("depth 9990x200000000 10010x150000000", "depth 9990x300000000 10010x150000000"), feed.said());
        assertEquals(1, feed.count(DUPLICATES));
    }

    @Test
    void aCrossedBookIsThrownAway() {
        live();
        change("02", "[\"buy\",\"100.10\",\"2\"]");
        assertEquals(List.of("LIVE>INVALID CROSSED", "INVALID>SYNCING CROSSED", "request 0"), feed.said());
        assertEquals(1, feed.count(CROSSED));
        assertEquals(0, feed.book().bidCount());
    }

    @Test
    void theYearOneAndNegativeSizesAfterASnapshotArePassedOver() {
        live();
        feed.message("{\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"changes\":[[\"buy\",\"99.95\",\"7\"]],"
                + "\"time\":\"0001-01-01T00:00:00Z\"}");
        change("02", "[\"buy\",\"99.90\",\"-2\"],[\"buy\",\"99.80\",\"3\"]");
        assertEquals(List.of("depth 9990x100000000 10010x150000000"), feed.said());
        assertEquals(300_000_000, feed.book().bidQuantity(9980));
        assertEquals(2, feed.count(DECODE_ERRORS));
        feed.advance(2 * CoinbaseFixture.SECOND_NS);
        change("03", "[\"buy\",\"99.90\",\"-2\"]");
        assertEquals("LIVE>INVALID OFF_TICK", feed.said().getFirst());
    }

    @Test
    void anUndecodableChangeIsALostOne() {
        live();
        change("02", "[\"buy\",\"99.901\",\"2\"]");
        assertEquals("LIVE>INVALID DECODE_ERROR", feed.said().getFirst());
        assertEquals(1, feed.handler.decodeErrors());
    }

    @Test
    void anUndecodableMessageOfNobodyMayBeOfAnybody() {
        live();
        feed.message("{\"type\":\"l2update\",\"product_id\":\"BTC-U");
        assertEquals("LIVE>INVALID DECODE_ERROR", feed.said().getFirst());
    }

    @Test
    void aTickersTopIsTheBooksWhenTheNextChangeComes() {
        live();
        change("02", "[\"sell\",\"100.10\",\"1\"]");
        ticker("02", "99.90", "100.10");
        ticker("03", "99.90", "100.20");
        change("03", "[\"sell\",\"100.10\",\"0\"]");
        change("04", "[\"buy\",\"99.90\",\"2\"]");
        assertEquals(2, feed.count(TOP_CHECKS));
        ticker("05", "99.95", "100.20");
        change("06", "[\"buy\",\"99.80\",\"5\"]");
        assertTrue(feed.said().contains("LIVE>SUSPECT TOP_MISMATCH"), "the change that made 99.95 never came");
        assertEquals(1, feed.count(TOP_MISMATCHES));
    }

    @Test
    void aTickerOlderThanTheBookSaysNothing() {
        live();
        change("05", "[\"buy\",\"99.90\",\"2\"]");
        ticker("04", "50.00", "60.00");
        change("06", "[\"buy\",\"99.90\",\"3\"]");
        assertEquals(BookState.LIVE, feed.book().state());
        assertEquals(0, feed.count(TOP_CHECKS));
    }

    @Test
    void batchesAreNotComparedWithTickers() {
        feed.message("{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"level2_50\",\"product_ids\":[\"BTC-USD\"],"
                + "\"account_ids\":null}]}");
        live();
        change("02", "[\"buy\",\"99.90\",\"2\"]");
        ticker("03", "99.95", "100.20");
        change("04", "[\"buy\",\"99.90\",\"3\"]");
        assertEquals(BookState.LIVE, feed.book().state());
    }

    @Test
    void theTickerIsAQuoteWhereItHasSizes() {
        live();
        feed.message("{\"type\":\"ticker\",\"sequence\":1,\"product_id\":\"BTC-USD\",\"price\":\"100.10\",\"best_bid\":\"99.90\","
                + "\"best_bid_size\":\"1.5\",\"best_ask\":\"100.10\",\"best_ask_size\":\"0.25\",\"side\":\"buy\","
                + "\"time\":\"2021-04-17T16:43:02.000000Z\",\"trade_id\":1,\"last_size\":\"0.04\"}");
        ticker("02", "99.90", "100.10");
        assertEquals(List.of("quote 9990x150000000 10010x25000000"), feed.said());
    }

    @Test
    void theAggressorIsNotTheMaker() {
        match("last_match", 7, "sell");
        match("match", 8, "sell");
        match("match", 9, "buy");
        match("match", 9, "buy");
        assertEquals(List.of("trade 8 BUY 25000000@10010", "trade 9 SELL 25000000@10010"), feed.said());
        assertEquals(2, feed.count(TRADES));
        assertEquals(1, feed.count(DUPLICATES));
    }

    @Test
    void aTradeThatNeverCameTakesTheBookWithIt() {
        match("last_match", 7, "sell");
        live();
        match("match", 9, "sell");
        assertEquals(List.of("trade 9 BUY 25000000@10010", "LIVE>INVALID SEQUENCE_GAP", "INVALID>SYNCING SEQUENCE_GAP", "request 0"),
                feed.said());
        assertEquals(1, feed.count(GAPS));
        assertEquals(1, feed.count(TRADE_GAPS));
    }

    @Test
    void aHeartbeatNamesTradesThatMustCome() {
        match("last_match", 7, "sell");
        live();
        heartbeat(8);
        match("match", 8, "sell");
        heartbeat(8);
        assertEquals(List.of("trade 8 BUY 25000000@10010"), feed.said(), "a trade may come behind its heartbeat");
        heartbeat(9);
        heartbeat(9);
        assertEquals("LIVE>INVALID SEQUENCE_GAP", feed.said().getFirst());
        assertEquals(1, feed.count(GAPS));
    }

    @Test
    void withoutHeartbeatsTheBookIsSuspectUntilTheyComeAgain() {
        match("last_match", 7, "sell");
        live();
        feed.advance(60 * CoinbaseFixture.SECOND_NS);
        assertEquals(List.of("request 1"), feed.said(), "a feed without heartbeats may be quiet; the other book had no snapshot");
        feed.takesRequests = false;
        heartbeat(7);
        feed.advance(6 * CoinbaseFixture.SECOND_NS);
        heartbeat(7);
        assertEquals(List.of("LIVE>SUSPECT STALE", "SUSPECT>LIVE RECOVERED", "depth 9990x100000000 10010x150000000"), feed.said());
    }

    @Test
    void aSnapshotThatDoesNotComeIsAskedForAgain() {
        feed.advance(14 * CoinbaseFixture.SECOND_NS);
        assertEquals(List.of(), feed.said());
        feed.advance(2 * CoinbaseFixture.SECOND_NS);
        assertEquals(List.of("request 0", "request 1"), feed.said());
        feed.takesRequests = false;
        feed.advance(16 * CoinbaseFixture.SECOND_NS);
        feed.takesRequests = true;
        feed.advance(1);
        assertEquals(List.of("request 0", "request 1"), feed.said(), "a request that could not be taken is repeated");
    }

    @Test
    void otherMessagesAreCountedAndChangeNothing() {
        live();
        feed.message("{\"type\":\"error\",\"message\":\"Failed to subscribe\",\"reason\":\"level2 needs authentication\"}");
        feed.message("{\"type\":\"status\",\"products\":[]}");
        feed.message("{\"type\":\"l2update\",\"product_id\":\"SHIB-USD\",\"changes\":[[\"buy\",\"1\",\"2\"]],"
                + "\"time\":\"2021-04-17T16:43:37.075351Z\"}");
        assertEquals(List.of(), feed.said());
        final ExchangeFeedHandler handler = (ExchangeFeedHandler) feed.handler;
        assertEquals(1, handler.errors());
        assertEquals(2, handler.ignored());
        assertEquals(0, handler.decodeErrors());
    }

    private void live() {
        snapshot();
        feed.said();
    }

    private void snapshot() {
        feed.message("{\"type\":\"snapshot\",\"product_id\":\"BTC-USD\",\"asks\":[[\"100.10\",\"1.50000000\"],[\"100.20\",\"7\"]],"
                + "\"bids\":[[\"99.90\",\"1\"],[\"99.80\",\"4\"]]}");
    }

    private void change(final String second, final String changes) {
        feed.message("{\"type\":\"l2update\",\"product_id\":\"BTC-USD\",\"changes\":[" + changes + "],\"time\":\"2021-04-17T16:43:" + second
                + ".075351Z\"}");
    }

    private void ticker(final String second, final String bid, final String ask) {
        feed.message("{\"type\":\"ticker\",\"sequence\":1,\"product_id\":\"BTC-USD\",\"price\":\"100.10\",\"best_bid\":\"" + bid
                + "\",\"best_ask\":\"" + ask + "\",\"side\":\"buy\",\"time\":\"2021-04-17T16:43:" + second
                + ".075351Z\",\"trade_id\":1,\"last_size\":\"0.04\"}");
    }

    private void match(final String type, final long id, final String makerSide) {
        feed.message("{\"type\":\"" + type + "\",\"trade_id\":" + id + ",\"maker_order_id\":\"27fff20b-af29-4f45-8744-56dd1ef57dc0\","
                + "\"taker_order_id\":\"1da6ce16-c8da-4732-9f71-6049f4c6aaf8\",\"side\":\"" + makerSide + "\",\"size\":\"0.25\","
                + "\"price\":\"100.10\",\"product_id\":\"BTC-USD\",\"sequence\":5,\"time\":\"2021-04-17T16:43:30.244075Z\"}");
    }

    private void heartbeat(final long lastTradeId) {
        feed.message("{\"type\":\"heartbeat\",\"last_trade_id\":" + lastTradeId
                + ",\"product_id\":\"BTC-USD\",\"sequence\":7,\"time\":\"2021-04-17T16:43:31.000000Z\"}");
    }
}
