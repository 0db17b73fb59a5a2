package io.peregrine.venue.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peregrine.book.OrderBook;
import io.peregrine.capture.CaptureReader;
import io.peregrine.capture.CaptureScan;
import io.peregrine.feed.BookCounter;
import io.peregrine.feed.FeedSettings;
import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Venue;
import io.peregrine.message.BookState;
import io.peregrine.venue.coinbase.advanced.AdvancedFeedHandler;
import io.peregrine.venue.coinbase.advanced.AdvancedScan;
import io.peregrine.venue.coinbase.exchange.ExchangeFeedHandler;
import io.peregrine.venue.coinbase.exchange.ExchangeScan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recorded sessions, damaged in one way at one place after another. A book that is LIVE has the ten best levels that the whole session
 * gives at its update id, and the damage is counted, as far as the venue's data can show it; docs/protocol/coinbase.md says how far.
 */
class CoinbaseDamageTest {
    private static final long SEED = 20_260_809;
    private static final int DEPTH = 10;
    private static final int NOT_DAMAGED = -1;
    /** A damage that only a later message can show, if any. */
    private static final int UNSEEN = -2;
    private static final FeedSettings SETTINGS = CoinbaseFixture.SETTINGS;

    private enum Damage { REMOVED, DOUBLED, SWAPPED, CUT }

    @TempDir
    private Path directory;
    private final List<byte[]> messages = new ArrayList<>();
    private final List<String> heads = new ArrayList<>();
    /** By instrument and update id: hashes of the best levels. */
    private final Map<String, Set<Integer>> truth = new HashMap<>();
    private final long[] prices = new long[DEPTH];
    private final long[] quantities = new long[DEPTH];
    private List<Instrument> instruments;

    /** Every frame is numbered: nothing of this can stay unseen. */
    @Test
    void advancedTrade() throws IOException {
        load("coinbase-advanced-20260809", Venue.COINBASE_ADVANCED, new AdvancedScan());
        try (CoinbaseFixture feed = new CoinbaseFixture(Venue.COINBASE_ADVANCED, directory, SETTINGS, instruments,
                (context, requester) -> new AdvancedFeedHandler(context, requester, book -> { }))) {
            recordTruth(feed);
            final Random random = new Random(SEED);
            for (final Damage damage : Damage.values()) {
                for (int i = 0; i < 5; i++) {
                    final int at = 20 + random.nextInt(messages.size() - 22);
                    final long before = reported(feed);
                    run(feed, damaged(damage, at), damage == Damage.SWAPPED ? at : NOT_DAMAGED);
                    assertTrue(reported(feed) > before, damage + " at " + at + " was not noticed, seed " + SEED);
                }
            }
        }
    }

    /** Without numbers: what comes twice, late or in pieces is seen; what is removed is seen where trades tell of it. */
    @Test
    void exchange() throws IOException {
        load("coinbase-exchange-20210417-share", Venue.COINBASE_EXCHANGE, new ExchangeScan());
        try (CoinbaseFixture feed = new CoinbaseFixture(Venue.COINBASE_EXCHANGE, directory, SETTINGS, instruments,
                (context, requester) -> ExchangeFeedHandler.byLevel(context, requester, book -> { }))) {
            recordTruth(feed);
            final Random random = new Random(SEED);
            for (final Damage damage : List.of(Damage.DOUBLED, Damage.SWAPPED, Damage.CUT)) {
                for (int i = 0; i < 8; i++) {
                    int at = 200 + random.nextInt(messages.size() - 202);
                    while (!isDamageable(damage, at)) {
                        at--;
                    }
                    final long before = reported(feed);
                    run(feed, damaged(damage, at), damage == Damage.SWAPPED ? at : NOT_DAMAGED);
                    assertTrue(reported(feed) > before, damage + " at " + at + " was not noticed, seed " + SEED);
                }
            }
        }
    }

    @Test
    void aRemovedTradeOfTheExchangeIsAGap() throws IOException {
        load("coinbase-exchange-20210417-share", Venue.COINBASE_EXCHANGE, new ExchangeScan());
        try (CoinbaseFixture feed = new CoinbaseFixture(Venue.COINBASE_EXCHANGE, directory, SETTINGS, instruments,
                (context, requester) -> ExchangeFeedHandler.byLevel(context, requester, book -> { }))) {
            recordTruth(feed);
            int removed = 0;
            for (int at = 0; at < messages.size(); at++) {
                // The last one of a product has none behind it that could tell.
                if (heads.get(at).contains("\"match\"") && followedByMatch(at) && ++removed % 10 == 0) {
                    final long before = total(feed, BookCounter.TRADE_GAPS);
                    run(feed, damaged(Damage.REMOVED, at), NOT_DAMAGED);
                    assertEquals(before + 1, total(feed, BookCounter.TRADE_GAPS), "removed " + at);
                }
            }
            assertTrue(removed > 20, "removed " + removed);
        }
    }

    /** A change that a trade made and that changed the best price: the ticker of the same time tells. */
    @Test
    void aRemovedChangeOfTheTopIsSeenByTheNextTicker() throws IOException {
        load("coinbase-exchange-20210417-share", Venue.COINBASE_EXCHANGE, new ExchangeScan());
        try (CoinbaseFixture feed = new CoinbaseFixture(Venue.COINBASE_EXCHANGE, directory, SETTINGS, instruments,
                (context, requester) -> ExchangeFeedHandler.byLevel(context, requester, book -> { }))) {
            recordTruth(feed);
            int noticed = 0;
            for (int at = 200; at < messages.size() && noticed < 3; at++) {
                if (heads.get(at).contains("l2update") && isBestPriceOfNextTickerChanged(at)) {
                    final long before = reported(feed);
                    run(feed, damaged(Damage.REMOVED, at), UNSEEN);
                    noticed += reported(feed) > before ? 1 : 0;
                }
            }
            assertEquals(3, noticed);
        }
    }

    private void load(final String name, final Venue venue, final CaptureScan scan) throws IOException {
        final Path path = Path.of(System.getProperty("peregrine.data", "../../shared/data"), "captures", name + ".gz");
        assumeTrue(Files.exists(path), () -> "no recorded data: " + path);
        try (CaptureReader reader = new CaptureReader(path)) {
            while (reader.next()) {
                final byte[] message = new byte[reader.length()];
                reader.buffer().getBytes(reader.offset(), message);
                messages.add(message);
                heads.add(new String(message, 0, Math.min(message.length, 400), StandardCharsets.US_ASCII));
                scan.onMessage(reader.buffer(), reader.offset(), reader.length());
            }
        }
        instruments = scan.instruments(venue);
    }

    private void recordTruth(final CoinbaseFixture feed) {
        run(feed, messages, true, NOT_DAMAGED);
    }

    /** Of a message that comes before one that belongs before it nobody can know until that one comes: there nothing is compared. */
    private void run(final CoinbaseFixture feed, final List<byte[]> session, final int damagedAt) {
        run(feed, session, false, damagedAt);
    }

    private void run(final CoinbaseFixture feed, final List<byte[]> session, final boolean isTruth, final int damagedAt) {
        feed.handler.onConnected(feed.nowNs);
        for (int i = 0; i < session.size(); i++) {
            final UnsafeBuffer buffer = new UnsafeBuffer(session.get(i));
            feed.message(buffer, 0, buffer.capacity());
            feed.events.clear();
            for (final Instrument instrument : instruments) {
                final OrderBook book = feed.books.book(instrument.instrumentId());
                if (book.state() == BookState.LIVE) {
                    final String key = instrument.venueSymbol() + ' ' + book.updateId();
                    if (isTruth) {
                        truth.computeIfAbsent(key, k -> new HashSet<>()).add(levels(book));
                    } else if (i != damagedAt && damagedAt != UNSEEN) {
                        final int at = i;
                        assertTrue(truth.get(key).contains(levels(book)), () -> "LIVE with a wrong book: " + key + " after message " + at);
                    }
                }
            }
        }
    }

    private int levels(final OrderBook book) {
        int hash = book.copyBids(prices, quantities, DEPTH);
        hash = (hash * 31 + Arrays.hashCode(prices)) * 31 + Arrays.hashCode(quantities);
        hash = hash * 31 + book.copyAsks(prices, quantities, DEPTH);
        return (hash * 31 + Arrays.hashCode(prices)) * 31 + Arrays.hashCode(quantities);
    }

    private List<byte[]> damaged(final Damage damage, final int at) {
        final List<byte[]> damaged = new ArrayList<>(messages);
        switch (damage) {
            case REMOVED -> damaged.remove(at);
            case DOUBLED -> damaged.add(at + 1, messages.get(at));
            case SWAPPED -> {
                damaged.set(at, messages.get(at + 1));
                damaged.set(at + 1, messages.get(at));
            }
            case CUT -> damaged.set(at, Arrays.copyOf(messages.get(at), messages.get(at).length - 3));
        }
        return damaged;
    }

    /** Changes that can be told apart: of one product, with times of their own. */
    private boolean isDamageable(final Damage damage, final int at) {
        final boolean isChange = heads.get(at).contains("l2update");
        return damage != Damage.SWAPPED ? isChange
                : isChange && heads.get(at + 1).contains("l2update") && product(at).equals(product(at + 1))
                && !time(at).equals(time(at + 1));
    }

    private boolean followedByMatch(final int at) {
        for (int i = at + 1; i < messages.size(); i++) {
            if (heads.get(i).contains("\"match\"") && product(i).equals(product(at))) {
                return true;
            }
        }
        return false;
    }

    /** Does a ticker of the same time come, with this change's price as a best price, or was it the best one that went? */
    private boolean isBestPriceOfNextTickerChanged(final int at) {
        for (int i = at + 1; i < Math.min(messages.size(), at + 20); i++) {
            if (heads.get(i).contains("\"ticker\"") && product(i).equals(product(at)) && time(i).equals(time(at))) {
                return heads.get(at).contains(",\"0.00000000\"]]");
            }
        }
        return false;
    }

    private String product(final int at) {
        final int start = heads.get(at).indexOf("\"product_id\":\"") + 14;
        return heads.get(at).substring(start, heads.get(at).indexOf('"', start));
    }

    private String time(final int at) {
        final int start = heads.get(at).indexOf("\"time\":\"") + 8;
        return heads.get(at).substring(start, heads.get(at).indexOf('"', start));
    }

    private long reported(final CoinbaseFixture feed) {
        return total(feed, BookCounter.GAPS) + total(feed, BookCounter.DUPLICATES) + total(feed, BookCounter.REGRESSIONS)
                + total(feed, BookCounter.DECODE_ERRORS) + total(feed, BookCounter.TOP_MISMATCHES) + total(feed, BookCounter.CROSSED)
                + feed.handler.decodeErrors();
    }

    private long total(final CoinbaseFixture feed, final BookCounter counter) {
        return instruments.stream().mapToLong(instrument -> feed.handler.counters(instrument.instrumentId()).get(counter)).sum();
    }
}
