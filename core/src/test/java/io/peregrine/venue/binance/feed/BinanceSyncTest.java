package io.peregrine.venue.binance.feed;

import static io.peregrine.feed.BookCounter.APPLIED;
import static io.peregrine.feed.BookCounter.CROSSED;
import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.DUPLICATES;
import static io.peregrine.feed.BookCounter.GAPS;
import static io.peregrine.feed.BookCounter.LATE_MESSAGES;
import static io.peregrine.feed.BookCounter.SNAPSHOTS_TOO_OLD;
import static io.peregrine.feed.BookCounter.TRADE_GAPS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.LatencyAlarm;
import io.peregrine.message.BookState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One test for each rule of the venue's procedure (P1, P4, P5). */
class BinanceSyncTest {
    private static final String LIVE = "SYNCING>LIVE SNAPSHOT_APPLIED";

    @TempDir
    private Path directory;
    private FeedFixture feed;

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void spotBuffersDropsAndJoins() {
        spot();
        feed.delta(0, 98, 100, "99.9x5", "");
        assertEquals(List.of("request"), feed.said());
        feed.delta(0, 101, 102, "99.9x6", "");
        feed.delta(0, 103, 105, "", "100.1x8");
        assertEquals(List.of(), feed.said());
        feed.snapshot(101, "99.9x5 99.8x1", "100.1x7");
        assertEquals(List.of(LIVE, "depth 105 999x6 1001x8"), feed.said());
        assertEquals(2, feed.counters().get(APPLIED));
        feed.delta(0, 106, 106, "99.9x0", "");
        assertEquals(List.of("depth 106 998x1 1001x8"), feed.said());
    }

    @Test
    void spotSnapshotOlderThanTheStreamIsAskedForAgain() {
        spot();
        feed.delta(0, 100, 101, "", "");
        feed.snapshot(98, "99.9x5", "100.1x7");
        assertEquals(List.of("request", "SYNCING>SYNCING SNAPSHOT_TOO_OLD"), feed.said());
        feed.nowNs += FeedFixture.SECOND_NS;
        feed.delta(0, 102, 102, "", "");
        assertEquals(List.of("request"), feed.said());
        feed.snapshot(102, "99.9x5", "100.1x7");
        assertEquals(List.of(LIVE, "depth 102 999x5 1001x7"), feed.said());
        assertEquals(1, feed.counters().get(SNAPSHOTS_TOO_OLD));
    }

    @Test
    void aBookIsNotLiveBeforeTheStreamHasReachedItsSnapshot() {
        spot();
        feed.delta(0, 99, 100, "", "");
        feed.snapshot(105, "99.9x5", "100.1x7");
        assertEquals(List.of("request"), feed.said());
        feed.delta(0, 101, 104, "99.9x1", "");
        assertEquals(List.of(), feed.said());
        feed.delta(0, 105, 106, "99.9x9", "");
        assertEquals(List.of(LIVE, "depth 106 999x9 1001x7"), feed.said());
    }

    @Test
    void aGapThrowsTheBookAwayAndLeavesNoGhosts() {
        spot();
        feed.goLive();
        feed.nowNs += FeedFixture.SECOND_NS;
        feed.delta(0, 102, 103, "99.9x6", "");
        assertEquals(List.of("LIVE>INVALID SEQUENCE_GAP", "INVALID>SYNCING SEQUENCE_GAP", "request"), feed.said());
        assertEquals(0, feed.book().bidCount());
        feed.snapshot(103, "99.5x2", "100.5x2");
        assertEquals(List.of(LIVE, "depth 103 995x2 1005x2"), feed.said());
        assertEquals(1, feed.book().bidCount());
        assertEquals(1, feed.counters().get(GAPS));
    }

    @Test
    void aMessageThatComesTwiceIsIgnoredAndOneThatComesLateIsNot() {
        spot();
        feed.goLive();
        feed.delta(0, 101, 101, "99.9x6", "");
        feed.delta(0, 101, 101, "99.9x6", "");
        assertEquals(List.of("depth 101 999x6 1001x7"), feed.said());
        assertEquals(1, feed.counters().get(DUPLICATES));
        feed.delta(0, 100, 101, "99.9x6", "");
        assertEquals(List.of("LIVE>INVALID SEQUENCE_REGRESSION", "INVALID>SYNCING SEQUENCE_REGRESSION"), feed.said().subList(0, 2));
    }

    @Test
    void aCrossedBookIsNotLive() {
        spot();
        feed.goLive();
        feed.delta(0, 101, 101, "100.1x6", "");
        assertEquals(List.of("LIVE>INVALID CROSSED", "INVALID>SYNCING CROSSED"), feed.said().subList(0, 2));
        assertEquals(1, feed.counters().get(CROSSED));
    }

    @Test
    void aPriceWithTooManyDecimalsIsAnErrorAndNotRounded() {
        spot();
        feed.goLive();
        feed.delta(0, 101, 101, "99.8x6 99.95x6", "");
        assertEquals(List.of("LIVE>INVALID DECODE_ERROR", "INVALID>SYNCING DECODE_ERROR"), feed.said().subList(0, 2));
        assertEquals(1, feed.counters().get(DECODE_ERRORS));
        assertEquals(0, feed.counters().get(APPLIED));
    }

    @Test
    void aDeltaThatIsCutOffEndsLive() {
        spot();
        feed.goLive();
        feed.message("{\"e\":\"depthUpdate\",\"E\":1,\"s\":\"BTCUSDT\",\"U\":101,\"u\":101,\"b\":[[\"99.8\",\"6");
        assertEquals(List.of("LIVE>INVALID DECODE_ERROR", "INVALID>SYNCING DECODE_ERROR"), feed.said().subList(0, 2));
    }

    @Test
    void theSpotTickerMustAgreeWithTheTop() {
        spot();
        feed.goLive();
        feed.ticker(101, "99.9", "6", "100.1", "7");
        assertEquals(List.of("quote 101 999x6 1001x7"), feed.said());
        feed.delta(0, 101, 102, "99.9x6", "");
        assertEquals(List.of("depth 102 999x6 1001x7"), feed.said());
        feed.ticker(103, "99.9", "8", "100.1", "7");
        feed.said();
        feed.delta(0, 103, 103, "99.9x7", "");
        assertEquals(List.of("LIVE>SUSPECT TOP_MISMATCH", "SUSPECT>SYNCING TOP_MISMATCH"), feed.said().subList(0, 2));
    }

    @Test
    void futuresTickersMayComeAfterTheDelta() {
        futures();
        feed.goLive();
        feed.delta(100, 110, 120, "99.9x6", "");
        feed.ticker(115, "99.9", "6", "100.1", "7");
        feed.ticker(121, "99.9", "9", "100.1", "7");
        assertEquals(List.of("depth 120 999x6 1001x7", "quote 121 999x9 1001x7"), feed.said());
        feed.delta(120, 122, 130, "99.9x5", "");
        feed.said();
        feed.ticker(131, "99.9", "9", "100.1", "7");
        assertEquals(List.of("LIVE>SUSPECT TOP_MISMATCH", "SUSPECT>SYNCING TOP_MISMATCH"), feed.said().subList(0, 2));
    }

    @Test
    void futuresJoinAtTheSnapshotIdAndFollowByPreviousId() {
        futures();
        feed.delta(80, 81, 90, "", "");
        feed.delta(90, 95, 101, "99.9x6", "");
        feed.snapshot(100, "99.9x5", "100.1x7");
        assertEquals(List.of("request", LIVE, "depth 101 999x6 1001x7"), feed.said());
        feed.delta(101, 150, 160, "99.9x7", "");
        assertEquals(List.of("depth 160 999x7 1001x7"), feed.said());
        feed.delta(161, 162, 170, "99.9x8", "");
        assertEquals("LIVE>INVALID SEQUENCE_GAP", feed.said().getFirst());
    }

    @Test
    void tooManyDeltasWithoutASnapshotStartAgain() {
        feed = new FeedFixture(Venue.BINANCE_SPOT, directory, 2);
        for (int id = 1; id <= 3; id++) {
            feed.delta(0, id, id, "", "");
        }
        assertEquals(List.of("request", "SYNCING>INVALID BUFFER_OVERFLOW", "INVALID>SYNCING BUFFER_OVERFLOW"), feed.said());
    }

    @Test
    void aFailedSnapshotIsAskedForAgain() {
        spot();
        feed.delta(0, 99, 100, "", "");
        feed.handler.onSnapshotFailed(0, feed.nowNs);
        feed.handler.doWork(feed.nowNs);
        assertEquals(List.of("request", "SYNCING>SYNCING SNAPSHOT_FAILED", "request"), feed.said());
        feed.handler.onSnapshotFailed(0, feed.nowNs);
        feed.handler.doWork(feed.nowNs + FeedFixture.SECOND_NS / 4);
        assertEquals(List.of("SYNCING>SYNCING SNAPSHOT_FAILED"), feed.said(), "the second time there is a pause");
        feed.handler.doWork(feed.nowNs + FeedFixture.SECOND_NS);
        assertEquals(List.of("request"), feed.said());
    }

    @Test
    void silenceMakesTheBookSuspectAndTheNextDeltaInSequenceRecoversIt() {
        spot();
        feed.goLive();
        feed.handler.doWork(feed.nowNs + 6 * FeedFixture.SECOND_NS);
        assertEquals(List.of("LIVE>SUSPECT STALE"), feed.said());
        feed.delta(0, 101, 101, "99.9x6", "");
        assertEquals(List.of("SUSPECT>LIVE RECOVERED", "depth 101 999x6 1001x7"), feed.said());
        feed.handler.onDisconnected(feed.nowNs);
        assertEquals(List.of("LIVE>INVALID DISCONNECTED"), feed.said());
        assertEquals(1, feed.book().transitions(BookState.LIVE, BookState.SUSPECT));
    }

    @Test
    void aStreamThatIsLateIsToldAndItsBooksAreSuspectWhereThatIsWanted() {
        for (final boolean isSuspect : new boolean[] {false, true}) {
            feed = new FeedFixture(Venue.BINANCE_SPOT, directory,
                    new FeedSettings(100, 10_000_000, FeedFixture.SECOND_NS, 0, 0, 0, isSuspect));
            feed.goLive();
            late(101, LatencyAlarm.RUN - 1, 30);
            assertEquals(LatencyAlarm.RUN - 1, feed.said().size());
            late(100 + LatencyAlarm.RUN, 1, 30);
            final List<String> alarm = feed.said();
            assertEquals("late 30 ms", alarm.get(1));
            assertEquals(isSuspect ? List.of("LIVE>SUSPECT LATE") : List.of(), alarm.subList(2, alarm.size()));
            late(101 + LatencyAlarm.RUN, LatencyAlarm.RUN - 1, 0);
            assertEquals(isSuspect ? 0 : LatencyAlarm.RUN - 1, feed.said().size());
            late(100 + 2 * LatencyAlarm.RUN, 1, 0);
            final List<String> end = feed.said();
            assertEquals(isSuspect
                    ? List.of("in time 0 ms", "SUSPECT>LIVE RECOVERED", "depth 116 999x6 1001x7")
                    : List.of("depth 116 999x6 1001x7", "in time 0 ms"), end);
            assertEquals(LatencyAlarm.RUN, feed.counters().get(LATE_MESSAGES));
            if (!isSuspect) {
                feed.close();
            }
        }
    }

    private void late(final int firstId, final int count, final long lateMs) {
        feed.lateMs = lateMs;
        for (int id = firstId; id < firstId + count; id++) {
            feed.delta(0, id, id, "99.9x6", "");
        }
    }

    @Test
    void theAggressorOfATradeWithABuyingMakerSold() {
        spot();
        feed.message("{\"e\":\"trade\",\"E\":1,\"s\":\"BTCUSDT\",\"t\":7,\"p\":\"99.9\",\"q\":\"2\",\"T\":1,\"m\":true,\"M\":true}");
        feed.message("{\"m\":false,\"q\":\"3\",\"p\":\"99.8\",\"t\":8,\"s\":\"BTCUSDT\",\"e\":\"trade\"}");
        feed.message("{\"m\":false,\"q\":\"3\",\"p\":\"99.8\",\"t\":8,\"s\":\"BTCUSDT\",\"e\":\"trade\"}");
        feed.message("{\"m\":false,\"q\":\"3\",\"p\":\"99.8\",\"t\":10,\"s\":\"BTCUSDT\",\"e\":\"trade\"}");
        assertEquals(List.of("trade 7 SELL 2@999", "trade 8 BUY 3@998", "trade 10 BUY 3@998"), feed.said());
        assertEquals(1, feed.counters().get(DUPLICATES));
        assertEquals(1, feed.counters().get(TRADE_GAPS));
    }

    @Test
    void otherMessagesAreCountedAndChangeNothing() {
        spot();
        feed.goLive();
        feed.message("{\"result\":null,\"id\":1}");
        feed.message("{\"code\":2,\"msg\":\"Invalid request\",\"id\":1}");
        feed.message("{\"stream\":\"!serverShutdown\",\"data\":{\"e\":\"serverShutdown\",\"E\":1}}");
        feed.message("{\"stream\":\"btcusdt@kline_1m\",\"data\":{\"e\":\"kline\",\"E\":1,\"s\":\"BTCUSDT\",\"k\":{\"t\":1,\"o\":\"1\"}}}");
        feed.message("{\"stream\":\"btcusdt@depth5\",\"data\":{\"lastUpdateId\":160,\"bids\":[[\"1.0\",\"2\"]],\"asks\":[]}}");
        feed.message("{\"e\":\"trade\",\"E\":1,\"s\":\"ETHUSDT\",\"t\":7,\"p\":\"99.99999\",\"q\":\"2\",\"T\":1,\"m\":true}");
        assertEquals(List.of(), feed.said());
        assertEquals(1, feed.handler.acknowledgements());
        assertEquals(1, feed.handler.errors());
        assertEquals(3, feed.handler.ignored());
        assertTrue(feed.handler.reconnectWanted());
        feed.message("not json");
        assertEquals(1, feed.handler.decodeErrors());
        assertEquals(BookState.LIVE, feed.book().state());
    }

    private void spot() {
        feed = new FeedFixture(Venue.BINANCE_SPOT, directory, 100);
    }

    private void futures() {
        feed = new FeedFixture(Venue.BINANCE_USDM, directory, 100);
    }
}
