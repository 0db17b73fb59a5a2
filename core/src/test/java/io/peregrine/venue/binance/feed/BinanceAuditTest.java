package io.peregrine.venue.binance.feed;

import static io.peregrine.feed.BookCounter.AUDITS_DIFFERENT;
import static io.peregrine.feed.BookCounter.AUDITS_EQUAL;
import static io.peregrine.feed.BookCounter.AUDITS_FROZEN;
import static io.peregrine.feed.BookCounter.AUDITS_UNUSABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A LIVE book against a snapshot, while the stream goes on (P5): at the same id, neither before nor after it. */
class BinanceAuditTest {
    private static final long SECOND_NS = FeedFixture.SECOND_NS;

    @TempDir
    private Path directory;
    private FeedFixture feed;

    @AfterEach
    void close() {
        feed.close();
    }

    @Test
    void aBookEqualToASnapshotOfTheSameIdStaysLiveAndNothingIsSaid() {
        open(Venue.BINANCE_SPOT);
        audit();
        feed.snapshot(100, "99.9x5 99.8x1", "100.1x7 100.2x1");
        assertEquals(List.of(), feed.said());
        assertEquals(1, feed.counters().get(AUDITS_EQUAL));
    }

    @Test
    void deltasAfterTheSnapshotAreAppliedToItsCopyAndThoseBeforeAreNot() {
        open(Venue.BINANCE_SPOT);
        audit();
        feed.delta(0, 101, 102, "99.9x6", "");
        feed.delta(0, 103, 105, "99.9x9 99.7x3", "100.1x0");
        feed.said();
        // The venue's book as it was at 104, inside the second delta.
        feed.snapshot(104, "99.9x9 99.8x1", "100.1x7 100.2x1");
        assertEquals(List.of(), feed.said());
        assertEquals(1, feed.counters().get(AUDITS_EQUAL));
    }

    @Test
    void aSnapshotAheadOfTheStreamWaitsUntilTheStreamIsThere() {
        open(Venue.BINANCE_SPOT);
        audit();
        feed.snapshot(103, "99.9x8 99.8x1", "100.1x7 100.2x1");
        assertEquals(0, feed.counters().get(AUDITS_EQUAL));
        feed.delta(0, 101, 102, "99.9x6", "");
        assertEquals(0, feed.counters().get(AUDITS_EQUAL));
        feed.delta(0, 103, 104, "99.9x8 99.8x2", "");
        assertEquals(1, feed.counters().get(AUDITS_EQUAL));
        assertEquals(BookState.LIVE, feed.book().state());
    }

    @Test
    void aBookThatDiffersIsSuspectAndLoadedAnew() {
        open(Venue.BINANCE_SPOT);
        audit();
        feed.snapshot(100, "99.9x5 99.8x2", "100.1x7 100.2x1");
        assertEquals(List.of("LIVE>SUSPECT AUDIT", "SUSPECT>SYNCING AUDIT"), feed.said());
        assertEquals(1, feed.counters().get(AUDITS_DIFFERENT));
        assertEquals(1, feed.counters().transitions(BookState.LIVE, BookState.SUSPECT));
        assertEquals(2, feed.counters().transitions(BookReason.AUDIT));
        assertEquals(1L, feed.counters().byName().get("transitions_live_suspect"));
        assertEquals(2L, feed.counters().byName().get("transitions_for_audit"));
        feed.nowNs += SECOND_NS;
        feed.delta(0, 101, 101, "", "");
        feed.snapshot(101, "99.9x5 99.8x2", "100.1x7 100.2x1");
        assertEquals(BookState.LIVE, feed.book().state());
    }

    @Test
    void levelsThatAreMissingOrTooManyAreSeenAndThoseBeyondTheKnownDepthAreNotCompared() {
        open(Venue.BINANCE_SPOT);
        feed.delta(0, 101, 101, "99.5x4", "");
        audit();
        // 99.5 is beyond the first snapshot's depth (99.8) and so is everything there; 99.6 may have been there all the time.
        feed.snapshot(101, "99.9x5 99.8x1 99.6x9 99.5x5", "100.1x7 100.2x1");
        assertEquals(1, feed.counters().get(AUDITS_EQUAL));
        audit();
        feed.snapshot(101, "99.9x5 99.8x1", "100.1x7 100.15x1 100.2x1");
        assertEquals(1, feed.counters().get(AUDITS_UNUSABLE), "off tick");
        audit();
        feed.snapshot(101, "99.8x1 99.7x1", "100.1x7 100.2x1");
        assertEquals(1, feed.counters().get(AUDITS_DIFFERENT));
    }

    @Test
    void futuresCompareByTheirOwnRule() {
        open(Venue.BINANCE_USDM);
        audit();
        feed.delta(100, 110, 120, "99.9x6", "");
        feed.delta(120, 130, 140, "99.9x7", "");
        feed.snapshot(120, "99.9x6 99.8x1", "100.1x7 100.2x1");
        assertEquals(1, feed.counters().get(AUDITS_EQUAL));
        audit();
        feed.delta(140, 150, 160, "99.9x8", "");
        feed.snapshot(160, "99.9x9 99.8x1", "100.1x7 100.2x1");
        assertEquals(1, feed.counters().get(AUDITS_DIFFERENT));
    }

    @Test
    void aSnapshotOlderThanTheQuestionIsNotCompared() {
        open(Venue.BINANCE_SPOT);
        feed.delta(0, 101, 105, "99.9x6", "");
        audit();
        feed.snapshot(103, "99.9x1 99.8x1", "100.1x7 100.2x1");
        assertEquals(1, feed.counters().get(AUDITS_UNUSABLE));
        assertEquals(BookState.LIVE, feed.book().state());
    }

    @Test
    void aStreamThatDoesNotReachTheSnapshotIsFrozenAndTheConnectionIsGivenUp() {
        open(Venue.BINANCE_SPOT);
        audit();
        feed.snapshot(150, "99.9x8 99.8x1", "100.1x7 100.2x1");
        feed.handler.doWork(feed.nowNs + BookAudit.BEHIND_MAX_NS - 1);
        assertEquals(List.of(), feed.said());
        feed.handler.doWork(feed.nowNs + BookAudit.BEHIND_MAX_NS);
        assertEquals(List.of("LIVE>SUSPECT FROZEN"), feed.said());
        assertEquals(1, feed.counters().get(AUDITS_FROZEN));
        assertTrue(feed.handler.reconnectWanted());
        feed.handler.onReconnectNoted();
        feed.handler.doWork(feed.nowNs + 2 * BookAudit.BEHIND_MAX_NS);
        assertFalse(feed.handler.reconnectWanted());
    }

    @Test
    void anAuditEndsWithItsBook() {
        open(Venue.BINANCE_SPOT);
        audit();
        feed.delta(0, 105, 106, "99.9x6", "");
        assertEquals(List.of("LIVE>INVALID SEQUENCE_GAP", "INVALID>SYNCING SEQUENCE_GAP", "request"), feed.said());
        feed.snapshot(106, "99.9x5 99.8x1", "100.1x7");
        assertEquals(BookState.LIVE, feed.book().state());
        assertEquals(0, feed.counters().get(AUDITS_EQUAL) + feed.counters().get(AUDITS_DIFFERENT) + feed.counters().get(AUDITS_UNUSABLE));
    }

    @Test
    void aSnapshotThatCanNotBeHadIsTriedAgainLater() {
        open(Venue.BINANCE_SPOT);
        audit();
        feed.handler.onSnapshotFailed(0, feed.nowNs);
        assertEquals(1, feed.counters().get(AUDITS_UNUSABLE));
        audit();
    }

    /** Whatever the moment of the snapshot, a right book is never blamed, and a book with one wrong level always is. */
    @Test
    void rightBooksAreNeverBlamedAndWrongOnesAlwaysAre() {
        for (long seed = 1; seed <= 200; seed++) {
            final SplittableRandom random = new SplittableRandom(seed);
            open(random.nextBoolean() ? Venue.BINANCE_SPOT : Venue.BINANCE_USDM);
            final boolean isDamaged = random.nextBoolean();
            final int[] venue = {1, 5};
            final int deltas = random.nextInt(1, 10);
            final int asked = random.nextInt(deltas);
            final int answeredAt = random.nextInt(asked, deltas + 1);
            int snapshotId = -1;
            String snapshot = "";
            int id = 100;
            for (int i = 0; i < deltas; i++) {
                if (i == asked) {
                    audit();
                }
                final int first = id + 1;
                final int changes = random.nextInt(1, 4);
                final StringBuilder bids = new StringBuilder();
                for (int change = 0; change < changes; change++) {
                    id++;
                    final int level = random.nextInt(2);
                    venue[level] = random.nextInt(1, 100);
                    bids.append(bids.isEmpty() ? "" : " ").append(level == 0 ? "99.8x" : "99.9x").append(venue[level]);
                    // The venue answers at some id from the question on, which need not be a delta's last.
                    if (i >= asked && i <= answeredAt && (snapshotId < 0 || random.nextInt(3) == 0)) {
                        snapshotId = id;
                        snapshot = "99.9x" + venue[1] + " 99.8x" + (venue[0] + (isDamaged ? 1000 : 0));
                    }
                }
                if (i == answeredAt) {
                    feed.snapshot(snapshotId, snapshot, "100.1x7 100.2x1");
                }
                feed.delta(first - 1, first, id, bids.toString(), "");
            }
            if (answeredAt == deltas) {
                feed.snapshot(snapshotId, snapshot, "100.1x7 100.2x1");
            }
            final long equal = feed.counters().get(AUDITS_EQUAL);
            final long different = feed.counters().get(AUDITS_DIFFERENT);
            final boolean isOverwritten = isDamaged && equal == 1;
            final String where = "seed " + seed + ": equal " + equal + " different " + different;
            assertEquals(1, equal + different, where);
            // A wrong level that a later delta sets is right again in both: only that may pass.
            assertTrue(isDamaged || different == 0, where);
            assertTrue(!isOverwritten || snapshotId < id, where);
            feed.close();
        }
        open(Venue.BINANCE_SPOT);
    }

    /** LIVE at id 100 with an audit due in a second. */
    private void open(final Venue venue) {
        feed = new FeedFixture(venue, directory, new FeedSettings(100, Long.MAX_VALUE, SECOND_NS, 0, 0, SECOND_NS, false));
        feed.goLive();
    }

    /** Lets time pass until the audit begins. */
    private void audit() {
        feed.said();
        feed.nowNs += SECOND_NS;
        feed.handler.doWork(feed.nowNs);
        assertEquals(List.of("request"), feed.said());
    }
}
