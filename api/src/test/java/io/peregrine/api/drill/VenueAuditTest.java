package io.peregrine.api.drill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.book.OrderBook;
import io.peregrine.feed.BookCounter;
import io.peregrine.feed.FeedSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Books of the simulated venues, compared with their snapshots over REST while the stream goes on. */
class VenueAuditTest {
    private static final long AUDIT_INTERVAL_NS = TimeUnit.SECONDS.toNanos(2);
    private static final FeedSettings FEEDS = new FeedSettings(
            10_000, TimeUnit.SECONDS.toNanos(60), TimeUnit.SECONDS.toNanos(5), 0, 0, AUDIT_INTERVAL_NS, false);
    private static final long SETTLE_US = TimeUnit.SECONDS.toMicros(5);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"coinbase,book_channel,full", "coinbase,book_channel,level2",
        "coinbase,book_channel,level2_batch", "coinbase-advanced,,", "kraken,depth,10", "kraken,depth,100"})
    void rightBooksAreNeverSaidToBeWrong(final String venue, final String option, final String value) {
        try (FeedDrill drill = open(venue, option, value)) {
            drill.run(TimeUnit.MINUTES.toMicros(5));

            assertEquals(0, drill.counted(BookCounter.AUDITS_DIFFERENT));
            assertEquals(0, drill.counted(BookCounter.RESYNCS));
            assertTrue(drill.counted(BookCounter.AUDITS_EQUAL) > 30, "equal " + drill.counted(BookCounter.AUDITS_EQUAL));
        }
    }

    @ParameterizedTest
    @CsvSource({"coinbase,book_channel,full", "coinbase,book_channel,level2",
        "coinbase,book_channel,level2_batch", "coinbase-advanced,,", "kraken,depth,1000"})
    void aDamagedBookIsFound(final String venue, final String option, final String value) {
        try (FeedDrill drill = open(venue, option, value)) {
            drill.run(SETTLE_US);
            final OrderBook book = drill.book(0);
            final long price = book.bestBidPrice() / 2 / book.instrument().tickSize() * book.instrument().tickSize();
            book.beginUpdate();
            book.setBid(price, 1_000_000);
            book.endUpdate(book.updateId(), book.venueTimeNs(), book.receiveTimeNs());
            final FeedDrillResult result = drill.run(TimeUnit.MINUTES.toMicros(3));

            assertEquals(List.of(1L, 0L), List.of(result.auditAlarms(), result.falseAlarms()), result.toString());
            final long differences = drill.counted(BookCounter.AUDITS_DIFFERENT);
            assertEquals("full".equals(value) ? 1 : 3, differences);
            assertEquals(1, drill.counted(BookCounter.RESYNCS));
            assertEquals(0, book.bidQuantity(price), "the level is gone with the book");
        }
    }

    private FeedDrill open(final String venue, final String option, final String value) {
        return new FeedDrill(DrillVenue.byKey(venue), Optional.empty(), 1, folder, FEEDS,
                option == null ? Map.of() : Map.of(option, value));
    }
}
