package io.peregrine.venue.kraken.feed;

import static io.peregrine.feed.BookCounter.CHECKSUMS_BAD;
import static io.peregrine.feed.BookCounter.CHECKSUMS_OK;
import static io.peregrine.feed.BookCounter.DECODE_ERRORS;
import static io.peregrine.feed.BookCounter.RESYNCS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.feed.BookCounters;
import io.peregrine.message.BookState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A stream of random updates, damaged in one way at one place after another. Whenever the book is LIVE after a frame its levels are those
 * that the undamaged stream gives with that frame's checksum, all of them where the subscription is ten deep. Then the subscription is
 * renewed, and the book is LIVE again.
 */
class KrakenDamageTest {
    private static final int UPDATES = 40;
    private static final long SEED = 20_260_816;

    private enum Damage { REMOVED, DOUBLED, SWAPPED, CUT, PRICE_DIGIT, QUANTITY_DIGIT, CHECKSUM_DIGIT, TWO_REMOVED }

    @TempDir
    private Path directory;
    private final List<String> frames = new ArrayList<>();
    /** Levels after each frame, by its checksum. */
    private final Map<String, String> truth = new HashMap<>();

    @BeforeEach
    void makeStream() {
        final Random random = new Random(SEED);
        final ReferenceBook venue = new ReferenceBook(10);
        for (int i = 1; i <= 12; i++) {
            venue.set(true, 100 - i + ".0", i + ".00000000").set(false, 100 + i + ".0", i + ".50000000");
        }
        add(venue.snapshot(), venue);
        for (int i = 0; i < UPDATES; i++) {
            final boolean isBid = random.nextBoolean();
            final int away = 1 + random.nextInt(10);
            // Every update changes something, and each is unlike the others.
            venue.set(isBid, isBid ? 100 - away + ".0" : 100 + away + ".0", 1 + i + "." + (10_000_000 + random.nextInt(80_000_000)));
            if (random.nextInt(3) == 0) {
                venue.set(!isBid, (isBid ? 101 : 99) + "." + (1 + random.nextInt(8)), "0.000" + (10_000 + i));
            }
            add(venue.update(), venue);
        }
    }

    private void add(final String frame, final ReferenceBook venue) {
        frames.add(frame);
        truth.put(checksum(frame), venue.levels(10));
    }

    private static String checksum(final String frame) {
        final int start = frame.indexOf("\"checksum\":") + 11;
        return start < 11 ? "" : frame.substring(start, Math.max(start, frame.indexOf(',', start)));
    }

    @Test
    void undamagedItStaysLive() {
        try (KrakenFixture feed = new KrakenFixture(directory, false)) {
            assertEquals(0, run(feed, frames));
            assertEquals(UPDATES + 2, feed.counters().get(CHECKSUMS_OK));
            assertEquals(0, feed.counters().get(RESYNCS));
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void isNeverLiveWithAWrongBook(final Damage damage) {
        long noticed = 0;
        try (KrakenFixture feed = new KrakenFixture(directory, false)) {
            for (int at = 1; at < frames.size() - 2; at++) {
                final List<String> damaged = new ArrayList<>(frames);
                damage(damage, damaged, at);
                final long once = run(feed, damaged);
                assertTrue(once <= 1, damage + " at " + at);
                noticed += once;
            }
        }
        // A change of a level that the next frame changes again, or that is dropped by the same frame, leaves nothing wrong behind.
        assertTrue(damage == Damage.DOUBLED ? noticed == 0 : noticed > UPDATES / 2, damage + " was noticed " + noticed + " times");
    }

    private static void damage(final Damage damage, final List<String> damaged, final int at) {
        final String frame = damaged.get(at);
        switch (damage) {
            case REMOVED -> damaged.remove(at);
            case TWO_REMOVED -> {
                damaged.remove(at);
                damaged.remove(at);
            }
            case DOUBLED -> damaged.add(at, frame);
            case SWAPPED -> {
                damaged.set(at, damaged.get(at + 1));
                damaged.set(at + 1, frame);
            }
            case CUT -> damaged.set(at, frame.substring(0, frame.length() - 1 - at));
            case PRICE_DIGIT -> damaged.set(at, flip(frame, frame.indexOf("\"price\":") + 8));
            case QUANTITY_DIGIT -> damaged.set(at, flip(frame, frame.indexOf('}') - 1));
            case CHECKSUM_DIGIT -> damaged.set(at, flip(frame, frame.indexOf("\"checksum\":") + 12));
        }
    }

    private static String flip(final String text, final int at) {
        final char digit = text.charAt(at);
        return text.substring(0, at) + (digit == '9' ? '8' : (char) (digit + 1)) + text.substring(at + 1);
    }

    /** Runs the stream, then takes the snapshot of another; how often something was found to be wrong. */
    private long run(final KrakenFixture feed, final List<String> stream) {
        final BookCounters counters = feed.counters();
        final long before = counters.get(CHECKSUMS_BAD) + counters.get(DECODE_ERRORS);
        feed.handler.onConnected(feed.nowNs);
        feed.message(KrakenFixture.acknowledgement(10));
        for (final String frame : stream) {
            feed.message(frame);
            if (feed.book().state() == BookState.LIVE) {
                assertEquals(truth.get(checksum(frame)), ReferenceBook.levels(feed.book(), 10), "LIVE with a wrong book, seed " + SEED);
            }
        }
        final ReferenceBook other = new ReferenceBook(10);
        other.set(true, "55.5", "5.00000000").set(false, "56.5", "5.00000000");
        feed.message(other.snapshot());
        assertEquals(BookState.LIVE, feed.book().state());
        assertEquals(other.levels(10), ReferenceBook.levels(feed.book(), 10), "no ghosts");
        return counters.get(CHECKSUMS_BAD) + counters.get(DECODE_ERRORS) - before;
    }
}
