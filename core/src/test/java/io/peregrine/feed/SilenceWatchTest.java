package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.latency.VenueClock;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Books that stand still on an open stream, against their own snapshots and against other venues (P5). */
class SilenceWatchTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final FeedSettings SETTINGS =
            new FeedSettings(100, Long.MAX_VALUE, SECOND_NS, 30 * SECOND_NS, 5 * SECOND_NS, 0, false);
    private static final Instrument HERE =
            new Instrument(0, Venue.KRAKEN, "BTC/USDT", "BTC/USDT", "BTC", "USDT", 1, 0, 1, 1, 0, Long.MAX_VALUE, 0);
    private static final Instrument ELSEWHERE =
            new Instrument(1, Venue.BINANCE_SPOT, "BTC/USDT", "BTCUSDT", "BTC", "USDT", 1, 0, 1, 1, 0, Long.MAX_VALUE, 0);

    @TempDir
    private Path directory;
    private BookStore books;
    private TestBook book;
    private TestHandler handler;
    private final MarketPulse pulse = new MarketPulse(List.of(HERE, ELSEWHERE));
    private long nowNs = TimeUnit.DAYS.toNanos(20_000);

    @BeforeEach
    void open() {
        books = BookStore.create(directory.resolve("books").toFile(), List.of(HERE), new BookLayout(64));
        book = new TestBook(new FeedBook(books.book(0), SETTINGS, new MarketDataEvents(new IgnoredMarketData()), updated -> { }));
        handler = new TestHandler(SETTINGS, List.of(book));
        handler.watch(new VenueClock(), pulse);
        handler.onConnected(nowNs);
        book.kept.live(BookReason.SNAPSHOT_APPLIED, nowNs);
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void aBookThatIsSilentWhileOthersMoveIsSuspectSoonAndOneThatIsSilentWithThemIsNot() {
        run(29, 0, true);
        assertEquals(BookState.LIVE, book.kept.state());
        run(4, 10, true);
        assertEquals(BookState.LIVE, book.kept.state());
        hear();
        run(4, 10, true);
        assertEquals(BookState.LIVE, book.kept.state());
        run(2, 10, true);
        assertEquals(BookState.SUSPECT, book.kept.state());
        assertEquals(1, book.kept.counters().transitions(BookReason.PEERS_MOVE));
        hear();
        book.kept.publish(new DepthUpdate(), nowNs);
        assertEquals(BookState.LIVE, book.kept.state());
    }

    @Test
    void aFewMovesElsewhereAreNoSign() {
        pulse.moved(ELSEWHERE.instrumentId());
        run(29, 0, true);
        assertEquals(BookState.LIVE, book.kept.state());
    }

    @Test
    void aBookThatCanNotBeComparedIsNotSuspectWhileItsStreamIsAlive() {
        run(600, 0, true);
        assertEquals(BookState.LIVE, book.kept.state());
    }

    @Test
    void aStreamThatIsSilentAltogetherIsSuspect() {
        run(30, 0, false);
        assertEquals(BookState.LIVE, book.kept.state());
        run(1, 0, false);
        assertEquals(BookState.SUSPECT, book.kept.state());
        assertEquals(1, book.kept.counters().transitions(BookReason.STALE));
    }

    @Test
    void aBookThatCanBeComparedIsComparedAtHalfOfItsTimeAndIsSuspectWithoutAnAnswer() {
        book.audits = true;
        run(14, 0, true);
        assertEquals(0, book.probes);
        run(1, 0, true);
        assertEquals(1, book.probes);
        // Equal: the time begins anew.
        book.kept.proven(nowNs);
        run(14, 0, true);
        assertEquals(1, book.probes);
        run(16, 0, true);
        assertEquals(BookState.SUSPECT, book.kept.state());
        assertEquals(1, book.kept.counters().transitions(BookReason.STALE));
        book.kept.proven(nowNs);
        assertEquals(BookState.LIVE, book.kept.state());
        assertEquals(1, book.kept.counters().transitions(BookReason.RECOVERED));
    }

    @Test
    void aBookThatMovesIsNeverComparedForItsSilence() {
        book.audits = true;
        for (int i = 0; i < 100; i++) {
            run(1, 10, true);
            hear();
        }
        assertEquals(0, book.probes);
        assertEquals(BookState.LIVE, book.kept.state());
    }

    /** Seconds in which the other venue moves so often, and this venue's stream brings heartbeats or nothing. */
    private void run(final int seconds, final int moves, final boolean isAlive) {
        for (int quarter = 0; quarter < 4 * seconds; quarter++) {
            nowNs += SECOND_NS / 4;
            for (int i = 0; i < moves; i++) {
                pulse.moved(ELSEWHERE.instrumentId());
            }
            if (isAlive) {
                handler.onMessage(null, 0, 0, nowNs, nowNs);
            }
            handler.doWork(nowNs);
        }
    }

    /** A message of the instrument. */
    private void hear() {
        book.kept.onMessage(Instrument.NULL_VALUE, nowNs);
    }

    /** A book without a venue's rules. */
    private static final class TestBook implements VenueBook {
        private final FeedBook kept;
        private boolean audits;
        private int probes;

        TestBook(final FeedBook kept) {
            this.kept = kept;
        }

        @Override
        public FeedBook kept() {
            return kept;
        }

        @Override
        public void onConnected(final long nowNs) {
            kept.begin(nowNs);
        }

        @Override
        public void onDisconnected(final long nowNs) {
            kept.disconnected(nowNs);
        }

        @Override
        public boolean audits() {
            return audits;
        }

        @Override
        public boolean audit(final long nowNs) {
            probes += audits ? 1 : 0;
            return audits;
        }

        @Override
        public int doWork(final long nowNs) {
            return 0;
        }
    }

    /** Takes every message for a heartbeat. */
    private static final class TestHandler extends BookFeedHandler<TestBook> {
        TestHandler(final FeedSettings settings, final List<TestBook> books) {
            super(settings, books);
        }

        @Override
        protected void handle(
                final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs, final long nowNs) {
        }

        @Override
        public void onSnapshot(
                final int instrumentId, final DirectBuffer buffer, final int offset, final int length, final long receiveTimeNs,
                final long nowNs) {
            throw new AssertionError("nobody asked");
        }
    }
}
