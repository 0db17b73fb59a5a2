package io.peregrine.venue.kraken.feed;

import static io.peregrine.feed.BookCounter.APPLIED;
import static io.peregrine.feed.BookCounter.CHECKSUMS_BAD;
import static io.peregrine.feed.BookCounter.CHECKSUMS_OK;
import static io.peregrine.feed.BookCounter.CROSSED;
import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.REGRESSIONS;
import static io.peregrine.feed.BookCounter.SNAPSHOTS_TOO_OLD;
import static io.peregrine.feed.BookCounter.TOP_MISMATCHES;
import static io.peregrine.feed.BookCounter.TRADE_GAPS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.BookState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test for each rule of the venue (P3, P4, P5). */
class KrakenSyncTest {
    private static final String LIVE = "SYNCING>LIVE SNAPSHOT_APPLIED";
    private static final List<String> LOST = List.of("LIVE>INVALID CHECKSUM", "INVALID>SYNCING CHECKSUM");

    @TempDir
    private Path directory;
    private KrakenFixture feed;
    private final ReferenceBook venue = new ReferenceBook(10);

    @BeforeEach
    void connect() {
        feed = new KrakenFixture(directory, true);
    }

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void aSnapshotIsLoadedAndProvedAndThenEveryUpdate() {
        feed.message(KrakenFixture.acknowledgement(10));
        venue.set(true, "99.9", "5.00000000").set(false, "100.1", "7.00000000");
        feed.message(venue.snapshot());
        assertEquals(List.of(LIVE, "depth 1 999x500000000 1001x700000000"), feed.said());
        feed.message(venue.set(true, "100.0", "0.00005100").set(false, "100.1", "0.00000000").set(false, "100.3", "2.10000000").update());
        assertEquals(List.of("depth 2 1000x5100 1003x210000000"), feed.said());
        assertEquals(2, feed.counters().get(CHECKSUMS_OK));
        assertEquals(2, feed.counters().get(APPLIED));
    }

    @Test
    void updatesBeforeTheSnapshotAreOfAnotherSubscription() {
        feed.message(venue.set(true, "99.9", "5.00000000").update());
        assertEquals(List.of(), feed.said());
        assertEquals(0, feed.book().bidCount());
        assertEquals(0, feed.counters().get(CHECKSUMS_BAD));
    }

    /** Its checksum is right, since nothing has changed, but it is not what the venue has now. */
    @Test
    void aFrameWithAnOlderTimeStampThrowsTheBookAway() {
        feed.goLive(venue);
        feed.message(venue.update().replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"2001-01-01T00:00:00.000000Z\""));
        assertEquals(List.of("LIVE>INVALID SEQUENCE_REGRESSION", "INVALID>SYNCING SEQUENCE_REGRESSION"), feed.said().subList(0, 2));
        assertEquals(1, feed.counters().get(REGRESSIONS));
        assertEquals(0, feed.counters().get(CHECKSUMS_BAD));
    }

    /** P3. */
    @Test
    void aChecksumThatDiffersThrowsTheBookAwayAndRenewsTheSubscription() {
        feed.goLive(venue);
        feed.nowNs += KrakenFixture.SECOND_NS;
        venue.set(true, "99.9", "6.00000000").update();
        feed.message(venue.set(true, "99.8", "3.00000000").update());
        assertEquals(List.of(LOST.get(0), LOST.get(1), "renew 0"), feed.said());
        assertEquals(0, feed.book().bidCount() + feed.book().askCount(), "no ghosts are left");
        assertEquals(1, feed.counters().get(CHECKSUMS_BAD));
        feed.message(venue.set(true, "99.7", "3.00000000").update());
        assertEquals(List.of(), feed.said(), "still the old subscription");
        feed.message(venue.snapshot());
        assertEquals(List.of(LIVE, "depth 3 999x600000000 1001x700000000"), feed.said());
        assertEquals(venue.levels(10), ReferenceBook.levels(feed.book(), 10));
    }

    /** P3: crossed books pass the venue's checksum. */
    @Test
    void aCrossedBookIsNotLiveThoughItsChecksumIsRight() {
        feed.goLive(venue);
        feed.message(venue.set(true, "100.1", "6.00000000").update());
        assertEquals(List.of("LIVE>INVALID CROSSED", "INVALID>SYNCING CROSSED"), feed.said().subList(0, 2));
        assertEquals(1, feed.counters().get(CROSSED));
        assertEquals(0, feed.counters().get(CHECKSUMS_BAD));
    }

    /** P3: the venue does not delete what moves out of range; P4: what comes back into range is sent again. */
    @Test
    void levelsBeyondTheDepthAreDroppedBeforeTheChecksum() {
        feed.message(KrakenFixture.acknowledgement(10));
        for (int i = 1; i <= 10; i++) {
            venue.set(true, 90 + i + ".0", i + ".00000000").set(false, 110 + i + ".0", i + ".00000000");
        }
        feed.message(venue.snapshot());
        feed.message(venue.set(true, "101.5", "1.25000000").update());
        assertEquals(10, feed.book().bidCount());
        assertEquals(0, feed.book().bidQuantity(910), "pushed out");
        feed.message(venue.set(true, "101.5", "0.00000000").set(true, "91.0", "4.00000000").update());
        assertEquals(400_000_000, feed.book().bidQuantity(910));
        assertEquals(venue.levels(10), ReferenceBook.levels(feed.book(), 10));
        assertEquals(BookState.LIVE, feed.book().state());
        assertTrue(feed.book().topIsKnown());
    }

    @Test
    void theSamePriceTwiceInAFrameTakesTheLastQuantity() {
        feed.goLive(venue);
        venue.set(true, "99.9", "0.00000000").set(true, "99.5", "1.00000000").set(true, "99.9", "8.00000000");
        feed.message(venue.update());
        assertEquals(List.of("depth 2 999x800000000 1001x700000000"), feed.said());
        assertEquals(3, feed.book().bidCount());
    }

    @Test
    void renewalsComeAtOnceThenSoonAndAtLastAtGrowingIntervals() {
        feed.goLive(venue);
        assertEquals(20, renewalsIn(10), "two a second");
        final int later = renewalsIn(100);
        assertTrue(later > 10 && later < 20, () -> later + " in a hundred seconds that were no better");
        feed.nowNs += 40 * KrakenFixture.SECOND_NS;
        feed.handler.doWork(feed.nowNs);
        feed.said();
        feed.message(venue.snapshot());
        assertEquals(LIVE, feed.said().getFirst());
        feed.nowNs += 60 * KrakenFixture.SECOND_NS;
        feed.message(venue.update().replaceAll("\"checksum\":\\d+", "\"checksum\":1"));
        assertTrue(feed.said().contains("renew 0"), "a minute LIVE begins anew");
    }

    private int renewalsIn(final int seconds) {
        final long endNs = feed.nowNs + seconds * KrakenFixture.SECOND_NS;
        int renewals = 0;
        while (feed.nowNs < endNs) {
            feed.message(venue.snapshot().replaceAll("\"checksum\":\\d+", "\"checksum\":1"));
            renewals += (int) feed.said().stream().filter("renew 0"::equals).count();
        }
        return renewals;
    }

    @Test
    void aSnapshotThatDoesNotComeIsAskedForAgain() {
        feed.handler.doWork(feed.nowNs + 15 * KrakenFixture.SECOND_NS);
        assertEquals(List.of(), feed.said());
        feed.requestsAreTaken = false;
        feed.handler.doWork(feed.nowNs + 15 * KrakenFixture.SECOND_NS + 1);
        feed.requestsAreTaken = true;
        feed.handler.doWork(feed.nowNs + 15 * KrakenFixture.SECOND_NS + 2);
        assertEquals(List.of("renew 0", "renew 1"), feed.said());
    }

    @Test
    void aSnapshotIsAskedForAgainWhereTheStreamGoesOnWithoutIt() {
        feed.message(venue.update());
        assertEquals(List.of(), feed.said(), "it may be on its way");
        feed.nowNs += KrakenFixture.SECOND_NS;
        feed.message(venue.update());
        assertEquals(List.of("renew 0"), feed.said());
    }

    /** The change that came before it is not in it, and was not applied. */
    @Test
    void aSnapshotThatIsOlderThanAChangeBeforeItIsAskedForAgain() {
        final String old = venue.snapshot().replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"2001-01-01T00:00:00.000000Z\"");
        feed.message(venue.set(true, "99.8", "6.00000000").update());
        feed.message(old);
        assertEquals(List.of("SYNCING>SYNCING SNAPSHOT_TOO_OLD", "renew 0"), feed.said());
        assertEquals(1, feed.counters().get(SNAPSHOTS_TOO_OLD));
        feed.message(venue.snapshot());
        assertEquals(LIVE, feed.said().getFirst());
    }

    @Test
    void anInstrumentThatIsHaltedIsNotLiveButKeepsItsBook() {
        feed.goLive(venue);
        feed.message(pair("cancel_only", 1));
        assertEquals(List.of("LIVE>SUSPECT HALTED"), feed.said());
        feed.message(venue.set(true, "99.9", "6.00000000").update());
        assertEquals(List.of(), feed.said());
        feed.message(pair("online", 1));
        assertEquals(List.of("SUSPECT>LIVE RECOVERED", "depth 2 999x600000000 1001x700000000"), feed.said());
        feed.message(pair("online", 2));
        assertEquals(List.of("LIVE>SUSPECT HALTED"), feed.said(), "its prices have other decimals now");
    }

    @Test
    void aVenueInMaintenanceHasNoLiveBooks() {
        feed.message(status("maintenance"));
        feed.goLive(venue);
        assertEquals(BookState.SUSPECT, feed.book().state());
        feed.message(status("online"));
        assertEquals(List.of("SUSPECT>LIVE RECOVERED", "depth 1 999x500000000 1001x700000000"), feed.said());
        feed.message(status("cancel_only"));
        assertEquals(List.of("LIVE>SUSPECT HALTED"), feed.said());
        feed.handler.onDisconnected(feed.nowNs);
        assertEquals("SUSPECT>INVALID DISCONNECTED", feed.said().getFirst());
    }

    @Test
    void silenceMakesTheBookSuspectAndTheNextRightUpdateRecoversIt() {
        feed.goLive(venue);
        feed.handler.doWork(feed.nowNs + 6 * KrakenFixture.SECOND_NS);
        assertEquals(List.of("LIVE>SUSPECT STALE"), feed.said());
        feed.message("{\"channel\":\"heartbeat\"}");
        assertEquals(List.of(), feed.said());
        feed.message(venue.set(true, "99.9", "6.00000000").update());
        assertEquals("SUSPECT>LIVE RECOVERED", feed.said().getFirst());
    }

    @Test
    void tradesAreToldOnceInOrderAndThoseOfThePastNotAtAll() {
        feed.message(trades("snapshot", 5, 6));
        assertEquals(List.of(), feed.said());
        feed.message(trades("update", 7, 8));
        feed.message(trades("update", 8, 10));
        final String time = " 1787011625376419000";
        assertEquals(List.of("trade 7 SELL 44780@837443" + time, "trade 8 SELL 44780@837443" + time, "trade 10 SELL 44780@837443" + time),
                feed.said());
        assertEquals(1, feed.counters().get(DUPLICATES));
        assertEquals(1, feed.counters().get(TRADE_GAPS));
    }

    @Test
    void aTickerThatIsNewerThanTheBookIsAQuote() {
        feed.goLive(venue);
        feed.message(ticker("99.9", "100.1", "2026-08-16T23:37:05.376419Z"));
        assertEquals(List.of(), feed.said(), "not newer");
        feed.message(ticker("99.9", "100.1", "2026-08-16T23:37:05.376420Z"));
        assertEquals(List.of("quote 1 999x100000000 1001x200000000"), feed.said());
    }

    /** P5: a stream that is open but dead shows by the other one. */
    @Test
    void aBookThatStaysBehindTheTickerIsRenewed() {
        feed.goLive(venue);
        feed.message(ticker("99.8", "100.1", "2026-08-16T23:37:06.000000Z"));
        feed.nowNs += KrakenFixture.SECOND_NS;
        feed.message(venue.set(true, "99.9", "6.00000000").update());
        feed.nowNs += 2 * KrakenFixture.SECOND_NS;
        feed.handler.doWork(feed.nowNs);
        feed.message(ticker("99.8", "100.1", "2026-08-16T23:37:07.000000Z"));
        feed.said();
        feed.nowNs += 3 * KrakenFixture.SECOND_NS;
        feed.message("{\"channel\":\"heartbeat\"}");
        assertEquals(List.of("LIVE>SUSPECT TOP_MISMATCH", "SUSPECT>SYNCING TOP_MISMATCH"), feed.said().subList(0, 2));
        assertEquals(1, feed.counters().get(TOP_MISMATCHES));
    }

    @Test
    void aFrameThatIsCutOffEndsLiveForItsBookAlone() {
        feed.goLive(venue);
        final String update = venue.set(true, "99.8", "6.00000000").update();
        feed.message(update.substring(0, update.length() - 20));
        assertEquals(List.of("LIVE>INVALID DECODE_ERROR", "INVALID>SYNCING DECODE_ERROR"), feed.said().subList(0, 2));
        assertEquals(1, feed.handler.decodeErrors());
        assertEquals(0, feed.handler.counters(1).get(DECODE_ERRORS));
    }

    @Test
    void aFrameOfWhichNothingCanBeSeenMayHaveBeenAnyones() {
        feed.goLive(venue);
        feed.message("{\"channel\":\"bo");
        assertEquals(List.of("LIVE>INVALID DECODE_ERROR", "INVALID>SYNCING DECODE_ERROR", "other SYNCING>SYNCING DECODE_ERROR"),
                feed.said().subList(0, 3));
    }

    @Test
    void otherMessagesAreCountedAndChangeNothing() {
        feed.goLive(venue);
        final long acknowledgements = feed.handler.acknowledgements();
        feed.message("{\"channel\":\"heartbeat\"}");
        feed.message("{\"method\":\"pong\",\"req_id\":42,\"time_in\":\"2023-09-25T09:05:00.123456Z\",\"time_out\":\"x\"}");
        feed.message("{\"method\":\"subscribe\",\"result\":{\"channel\":\"trade\",\"symbol\":\"BTC/USD\"},\"success\":true}");
        feed.message("{\"error\":\"Currency pair not supported XBT/USD\","
                + "\"method\":\"subscribe\",\"success\":false,\"symbol\":\"XBT/USD\"}");
        feed.message("{\"Error\":\"Exceeded msg rate\"}");
        feed.message("{\"channel\":\"ohlc\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\"}]}");
        feed.message(venue.update().replace("BTC/USD", "SOL/USD"));
        assertEquals(List.of(), feed.said());
        assertEquals(2, feed.handler.acknowledgements() - acknowledgements);
        assertEquals(2, feed.handler.errors());
        assertEquals(3, feed.handler.ignored());
        assertEquals(0, feed.handler.decodeErrors());
    }

    private static String pair(final String status, final int decimals) {
        return "{\"channel\":\"instrument\",\"type\":\"update\",\"data\":{\"assets\":[{\"id\":\"BTC\"}],\"pairs\":[{\"symbol\":\"SOL/USD\","
                + "\"status\":\"online\"},{\"symbol\":\"BTC/USD\",\"base\":\"BTC\",\"status\":\"" + status + "\",\"qty_precision\":8,"
                + "\"qty_increment\":1e-08,\"price_precision\":" + decimals + ",\"qty_min\":5e-05}]}}";
    }

    private static String status(final String system) {
        return "{\"channel\":\"status\",\"type\":\"update\",\"data\":[{\"version\":\"2.0.10\",\"system\":\"" + system
                + "\",\"api_version\":\"v2\",\"connection_id\":17408390984690501469}]}";
    }

    private static String trades(final String type, final long... ids) {
        final StringBuilder entries = new StringBuilder();
        for (final long id : ids) {
            entries.append(entries.isEmpty() ? "" : ",").append("{\"symbol\":\"BTC/USD\",\"side\":\"sell\",\"price\":83744.3,")
                    .append("\"qty\":0.00044780,\"ord_type\":\"limit\",\"trade_id\":").append(id)
                    .append(",\"timestamp\":\"2026-08-18T00:07:05.376419Z\"}");
        }
        return "{\"channel\":\"trade\",\"type\":\"" + type + "\",\"data\":[" + entries + "]}";
    }

    private static String ticker(final String bid, final String ask, final String time) {
        return "{\"channel\":\"ticker\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"bid\":" + bid
                + ",\"bid_qty\":1.00000000,\"ask\":" + ask + ",\"ask_qty\":2,\"last\":83744.3,\"volume\":3156.84782110,\"vwap\":84174.6,"
                + "\"change\":-429.3,\"change_pct\":-0.51,\"trades\":135262,\"timestamp\":\"" + time + "\"}]}";
    }
}
