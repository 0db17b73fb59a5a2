package io.peregrine.venue.coinbase.exchange;

import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.GAPS;
import static io.peregrine.feed.BookCounter.REGRESSIONS;
import static io.peregrine.feed.BookCounter.SNAPSHOTS_TOO_OLD;
import static io.peregrine.venue.coinbase.FullChannel.id;
import static io.peregrine.venue.coinbase.FullChannel.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.venue.coinbase.CoinbaseFixture;
import io.peregrine.venue.coinbase.FullChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test for each rule of order-by-order books (P4, P12). */
class OrderByOrderTest {
    private static final String LIVE = "SYNCING>LIVE SNAPSHOT_APPLIED";
    private static final int ORDERS_MAX = 16;

    @TempDir
    private Path directory;
    private CoinbaseFixture feed;

    @BeforeEach
    void open() {
        feed = new CoinbaseFixture(Venue.COINBASE_EXCHANGE, directory,
                (context, requester) -> ExchangeFeedHandler.byOrder(context, ORDERS_MAX, requester, book -> { }));
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void eventsWaitForTheSnapshotAndOldOnesAreDropped() {
        open(100, 1, "buy", "99.90", "1");
        feed.advance(2 * CoinbaseFixture.SECOND_NS);
        assertEquals(List.of("request 0", "request 1"), feed.said());
        assertTrue(feed.handler.awaitsSnapshot(0));
        open(101, 2, "buy", "99.90", "2");
        open(102, 3, "sell", "100.10", "3");
        snapshot(101, row("99.90", "1", 1) + ',' + row("99.90", "2", 2), row("100.20", "5", 9));
        assertEquals(List.of(LIVE, "depth 9990x300000000 10010x300000000"), feed.said());
        assertFalse(feed.handler.awaitsSnapshot(0));
    }

    @Test
    void everyEventIsOneMoreThanTheOneBefore() {
        live();
        received(11);
        open(12, 3, "buy", "99.95", "2");
        open(12, 3, "buy", "99.95", "2");
        received(5);
        assertEquals(List.of("depth 9995x200000000 10010x300000000"), feed.said());
        assertEquals(1, feed.count(DUPLICATES));
        assertEquals(1, feed.count(REGRESSIONS));
        received(14);
        assertEquals(List.of("LIVE>INVALID SEQUENCE_GAP", "INVALID>SYNCING SEQUENCE_GAP", "request 0"), feed.said());
        assertEquals(1, feed.count(GAPS));
        snapshot(14, row("99.90", "1", 1), row("100.10", "3", 2));
        assertEquals(List.of(LIVE, "depth 9990x100000000 10010x300000000"), feed.said());
    }

    @Test
    void aSnapshotFromBeforeTheStreamIsAskedForAgain() {
        received(100);
        feed.advance(2 * CoinbaseFixture.SECOND_NS);
        feed.said();
        snapshot(98, row("99.90", "1", 1), row("100.10", "3", 2));
        assertEquals(List.of("SYNCING>SYNCING SNAPSHOT_TOO_OLD"), feed.said());
        assertEquals(1, feed.count(SNAPSHOTS_TOO_OLD));
        feed.advance(2 * CoinbaseFixture.SECOND_NS);
        assertEquals(List.of("request 0"), feed.said());
        snapshot(99, row("99.90", "1", 1), row("100.10", "3", 2));
        assertEquals(LIVE, feed.said().getFirst(), "what waited is still there");
    }

    @Test
    void aTradeReducesTheMakerAndDoneRemovesIt() {
        live();
        match(11, 1, "buy", "99.90", "0.25");
        assertEquals(List.of("trade 11 SELL 25000000@9990", "depth 9990x75000000 10010x300000000"), feed.said());
        done(12, 1, "buy", "99.90");
        assertEquals(List.of("depth -9223372036854775808x-9223372036854775808 10010x300000000"), feed.said());
        done(13, 77, "buy", "99.90");
        assertEquals(List.of(), feed.said(), "an order that was never on the book");
        assertEquals(BookState.LIVE, feed.book().state());
    }

    @Test
    void aChangeMovesOrResizesAnOrderOnTheBook() {
        live();
        change(11, 1, "\"old_size\":\"1\",\"new_size\":\"0.5\",\"price\":\"99.90\"");
        change(12, 1, "\"old_size\":\"0.5\",\"new_size\":\"2\",\"old_price\":\"99.90\",\"new_price\":\"99.95\"");
        change(13, 77, "\"old_size\":\"1\",\"new_size\":\"0.5\",\"price\":\"99.90\"");
        change(14, 1, "\"old_funds\":\"1\",\"new_funds\":\"0.5\"");
        assertEquals(List.of("depth 9990x50000000 10010x300000000", "depth 9995x200000000 10010x300000000"), feed.said());
        assertEquals(1, feed.book().bidCount());
    }

    @Test
    void whatCanNotBeShowsThatTheBookIsWrong() {
        live();
        match(11, 1, "buy", "99.90", "1.5");
        assertEquals("LIVE>INVALID DECODE_ERROR", feed.said().get(1), "more than the order had");
        resynchronise();
        match(11, 77, "buy", "99.90", "0.5");
        assertEquals("LIVE>INVALID DECODE_ERROR", feed.said().get(1), "a maker that is not on the book");
        resynchronise();
        open(11, 1, "buy", "99.90", "1");
        assertEquals("LIVE>INVALID DECODE_ERROR", feed.said().getFirst(), "an order that is there already");
    }

    @Test
    void moreOrdersThanFitAreNeverALiveBook() {
        live();
        for (int i = 3; i <= ORDERS_MAX; i++) {
            open(8 + i, i, "buy", "99.80", "1");
        }
        assertEquals(BookState.LIVE, feed.book().state());
        feed.said();
        open(9 + ORDERS_MAX, 99, "buy", "99.80", "1");
        assertEquals(List.of("LIVE>SUSPECT CAPACITY", "SUSPECT>SYNCING CAPACITY", "request 0"), feed.said());
        final StringBuilder rows = new StringBuilder(row("99.90", "1", 1));
        for (int i = 2; i <= ORDERS_MAX + 1; i++) {
            rows.append(',').append(row("99.80", "1", i));
        }
        snapshot(30, rows.toString(), "");
        assertEquals(List.of("SYNCING>SYNCING CAPACITY"), feed.said());
    }

    @Test
    void aSnapshotThatIsNotInOrderOrDamagedIsRefused() {
        received(100);
        feed.advance(2 * CoinbaseFixture.SECOND_NS);
        feed.said();
        snapshot(100, row("99.80", "1", 1) + ',' + row("99.90", "1", 2), "");
        feed.advance(20 * CoinbaseFixture.SECOND_NS);
        snapshot(100, row("99.80", "1", 1) + ',' + row("99.70", "1", 1), "");
        feed.advance(20 * CoinbaseFixture.SECOND_NS);
        feed.snapshot(0, "{\"bids\":[[\"99.80\",\"1\",");
        assertEquals(3, feed.said().stream().filter("SYNCING>SYNCING DECODE_ERROR"::equals).count());
        assertEquals(3, feed.handler.decodeErrors());
    }

    @Test
    void aHeartbeatNamesEventsThatMustCome() {
        live();
        heartbeat(11);
        received(11);
        heartbeat(12);
        assertEquals(List.of(), feed.said());
        heartbeat(12);
        assertEquals("LIVE>INVALID SEQUENCE_GAP", feed.said().getFirst());
    }

    /** No event waits that could show it: what the heartbeat named has gone by, and the snapshot may come from a server that is behind. */
    @Test
    void aSnapshotFromBeforeWhatWasKnownIsAskedForAgain() {
        live();
        heartbeat(12);
        heartbeat(12);
        feed.said();
        snapshot(11, row("99.90", "1", 1), row("100.10", "3", 2));
        assertEquals("SYNCING>SYNCING SNAPSHOT_TOO_OLD", feed.said().getFirst());
        assertEquals(1, feed.count(SNAPSHOTS_TOO_OLD));
        feed.advance(2 * CoinbaseFixture.SECOND_NS);
        feed.said();
        snapshot(12, row("99.90", "1", 1), row("100.10", "3", 2));
        assertEquals(LIVE, feed.said().getFirst());
    }

    /** LIVE at 10 with order 1, 99.90 x 1, against order 2, 100.10 x 3. */
    private void live() {
        received(10);
        feed.advance(2 * CoinbaseFixture.SECOND_NS);
        snapshot(10, row("99.90", "1", 1), row("100.10", "3", 2));
        feed.takesRequests = true;
        feed.said();
    }

    private void resynchronise() {
        feed.advance(40 * CoinbaseFixture.SECOND_NS);
        feed.handler.onConnected(feed.nowNs);
        live();
    }

    private void snapshot(final long sequence, final String bids, final String asks) {
        feed.snapshot(0, FullChannel.snapshot(sequence, bids, asks));
    }

    private void received(final long sequence) {
        event(sequence, "received", "\"order_id\":\"" + id(50) + "\",\"order_type\":\"limit\",\"size\":\"1\",\"price\":\"1\"", "buy");
    }

    private void open(final long sequence, final int order, final String side, final String price, final String size) {
        event(sequence, "open", FullChannel.open(order, price, size), side);
    }

    private void done(final long sequence, final int order, final String side, final String price) {
        event(sequence, "done", "\"order_id\":\"" + id(order) + "\",\"reason\":\"filled\",\"price\":\"" + price
                + "\",\"remaining_size\":\"0\"", side);
    }

    private void change(final long sequence, final int order, final String fields) {
        event(sequence, "change", "\"reason\":\"modify_order\",\"order_id\":\"" + id(order) + "\"," + fields, "buy");
    }

    private void match(final long sequence, final int maker, final String side, final String price, final String size) {
        event(sequence, "match", FullChannel.match(sequence, maker, price, size), side);
    }

    private void heartbeat(final long sequence) {
        feed.message("{\"type\":\"heartbeat\",\"last_trade_id\":1,\"product_id\":\"BTC-USD\",\"sequence\":" + sequence
                + ",\"time\":\"2021-04-17T16:43:31.000000Z\"}");
    }

    private void event(final long sequence, final String type, final String fields, final String side) {
        feed.message(FullChannel.event("BTC-USD", sequence, type, fields, side));
    }
}
