package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.book.BookLayout;
import io.peregrine.book.BookStore;
import io.peregrine.instrument.Decimals;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.marketdata.IgnoredMarketData;
import io.peregrine.message.BookReason;
import io.peregrine.message.BookState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A venue whose book changes at random, a stream that tells of it late and in batches, and snapshots out of a cache: a right book is never
 * said to be wrong, and a damaged one is, soon.
 */
class LevelAuditPropertyTest {
    private static final long SEED = 20_261_129;
    private static final long MS = 1_000_000;
    private static final long STEP_NS = 10 * MS;
    private static final int BATCH_STEPS = 5;
    private static final int CACHED_BODIES = 20;
    private static final long MIDDLE = 1_000;
    private static final int DECIMALS = 8;

    @TempDir
    private Path directory;
    private BookStore books;
    private FeedBook book;
    private LevelAudit audit;
    private final Random random = new Random(SEED);
    private final TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private final TreeMap<Long, Long> batch = new TreeMap<>();
    private final Deque<String> bodies = new ArrayDeque<>();
    private final DepthUpdate update = new DepthUpdate(200);
    private boolean isSequenced;
    private boolean isRounded;
    private long sequence = 1;
    private long toldSequence;
    private int askedBefore = -1;
    private String answer;
    private long nowNs = 1_000_000_000_000L;

    @BeforeEach
    void open() {
        final Instrument instrument =
                new Instrument(0, Venue.KRAKEN, "BTC/USD", "BTC/USD", "BTC", "USD", 1, DECIMALS, 1, 1, 0, Long.MAX_VALUE, 0);
        books = BookStore.create(directory.resolve("books").toFile(), List.of(instrument), new BookLayout(16));
        book = new FeedBook(books.book(0), new FeedSettings(1, Long.MAX_VALUE, 1, 0), new MarketDataEvents(new IgnoredMarketData()),
                updated -> { });
    }

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void aRightBookIsNeverWrongAndADamagedOneIsFound() {
        run(false, false);
    }

    @Test
    void quantitiesThatAreRoundedAreNoDifference() {
        run(false, true);
    }

    @Test
    void aSnapshotWithAPlaceInTheSequenceShowsDamageAtOnce() {
        run(true, false);
    }

    private void run(final boolean sequenced, final boolean rounded) {
        isSequenced = sequenced;
        isRounded = rounded;
        audit = new LevelAudit(new SnapshotRequester() {
            @Override
            public boolean requestSnapshot(final int instrumentId, final long askedNs) {
                return false;
            }

            @Override
            public boolean requestAudit(final int instrumentId, final long askedNs) {
                askedBefore = random.nextInt(5);
                return true;
            }
        }, LevelAudit.LEVELS_MAX, sequenced, rounded);
        book.auditedBy(audit);
        begin();
        for (int i = 0; i < 30_000; i++) {
            assertFalse(step(), "seed " + SEED + " step " + i);
        }
        assertEquals(0, book.counters().get(BookCounter.AUDITS_DIFFERENT));
        assertTrue(book.counters().get(BookCounter.AUDITS_EQUAL) > 40, "equal " + book.counters().get(BookCounter.AUDITS_EQUAL));
        for (int i = 0; i < 20; i++) {
            damageIsFound(i);
        }
    }

    private void begin() {
        for (long i = 1; i <= 60; i++) {
            bids.put(MIDDLE - i, quantity());
            asks.put(MIDDLE + i, quantity());
        }
        load();
    }

    private void load() {
        if (book.state() == BookState.INVALID) {
            book.begin(nowNs);
        }
        batch.clear();
        update.clear();
        bids.forEach((price, quantity) -> add(price, quantity));
        asks.forEach((price, quantity) -> add(price, quantity));
        update.lastId = sequence;
        toldSequence = sequence;
        book.load(update);
        book.live(BookReason.SNAPSHOT_APPLIED, nowNs);
    }

    private void damageIsFound(final int round) {
        final String at = "seed " + SEED + " damage " + round;
        // What is far from the middle is seldom changed by the venue.
        final long price = random.nextBoolean() ? MIDDLE - 20 - random.nextInt(40) : MIDDLE + 20 + random.nextInt(40);
        final long right = price < MIDDLE ? bids.getOrDefault(price, 0L) : asks.getOrDefault(price, 0L);
        update.clear();
        add(price, right == 0 || random.nextBoolean() ? right + 200_000 : 0);
        update.lastId = sequence;
        audit.end(book);
        book.apply(update);
        int steps = 0;
        while (!step()) {
            steps++;
            // Unless the venue has put it right meanwhile.
            if (bookQuantity(price) == (price < MIDDLE ? bids.getOrDefault(price, 0L) : asks.getOrDefault(price, 0L))) {
                return;
            }
            assertTrue(steps < 5_000, at);
        }
        book.resync(BookReason.AUDIT, nowNs);
        load();
    }

    private long bookQuantity(final long price) {
        return price < MIDDLE ? book.book().bidQuantity(price) : book.book().askQuantity(price);
    }

    /** Ten milliseconds; true where the book is said to be wrong. */
    private boolean step() {
        nowNs += STEP_NS;
        change();
        if (nowNs / STEP_NS % BATCH_STEPS == 1) {
            bodies.addLast(body());
        }
        if (bodies.size() > CACHED_BODIES) {
            bodies.removeFirst();
        }
        if (nowNs / STEP_NS % BATCH_STEPS == 0) {
            deliver();
        }
        if (nowNs / STEP_NS % 50 == 0) {
            book.audit(nowNs);
        }
        if (askedBefore >= 0 && askedBefore-- == 0) {
            answer = isSequenced || random.nextBoolean() ? bodies.peekLast() : bodies.peekFirst();
            final UnsafeBuffer buffer = new UnsafeBuffer(("xx" + answer).getBytes(StandardCharsets.US_ASCII));
            book.onAuditBody(buffer, 2, buffer.capacity() - 2, nowNs);
        }
        return book.isRefuted(toldSequence, nowNs);
    }

    private void change() {
        for (int i = random.nextInt(3); i > 0; i--) {
            final long distance = 1 + random.nextInt(1 + random.nextInt(1 + random.nextInt(60)));
            final long price = random.nextBoolean() ? MIDDLE - distance : MIDDLE + distance;
            final long quantity = random.nextInt(3) == 0 ? 0 : quantity();
            final Map<Long, Long> side = price < MIDDLE ? bids : asks;
            if (quantity == 0) {
                side.remove(price);
            } else {
                side.put(price, quantity);
            }
            batch.put(price, quantity);
            sequence++;
        }
    }

    private void deliver() {
        if (batch.isEmpty()) {
            return;
        }
        update.clear();
        batch.forEach(this::add);
        update.lastId = sequence;
        toldSequence = sequence;
        batch.clear();
        book.apply(update);
        book.publish(update, nowNs);
    }

    private void add(final long price, final long quantity) {
        if (price < MIDDLE) {
            update.bidPrices[update.bidCount] = price;
            update.bidQuantities[update.bidCount++] = quantity;
        } else {
            update.askPrices[update.askCount] = price;
            update.askQuantities[update.askCount++] = quantity;
        }
    }

    private long quantity() {
        return 1 + random.nextLong(500_000_000);
    }

    private String body() {
        return "{\"error\":[],\"result\":{\"X\":{\"asks\":" + rows(asks) + ",\"bids\":" + rows(bids) + "}},\"sequence\":" + sequence + '}';
    }

    private String rows(final TreeMap<Long, Long> side) {
        return side.entrySet().stream()
                .map(level -> "[\"" + Decimals.format(level.getKey(), 1) + "\",\"" + text(level.getValue()) + "\",7]")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private String text(final long quantity) {
        return isRounded ? Decimals.format(quantity / 100_000, 3) : Decimals.format(quantity, DECIMALS);
    }
}
