package io.peregrine.venue.kraken.feed;

import static io.peregrine.feed.BookCounter.CHECKSUMS_BAD;
import static io.peregrine.feed.BookCounter.CHECKSUMS_OK;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.json.Literal;
import io.peregrine.message.BookState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The checksum of the cached texts is that of the venue's description in plain strings, after every update of random books (P3). */
class KrakenChecksumPropertyTest {
    /** Published with the venue's description, and what it must give. */
    private static final String DOCUMENTED = "{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":["
            + "{\"price\":45283.5,\"qty\":0.10000000},{\"price\":45283.4,\"qty\":1.54582015},{\"price\":45282.1,\"qty\":0.10000000},"
            + "{\"price\":45281.0,\"qty\":0.10000000},{\"price\":45280.3,\"qty\":1.54592586},{\"price\":45279.0,\"qty\":0.07990000},"
            + "{\"price\":45277.6,\"qty\":0.03310103},{\"price\":45277.5,\"qty\":0.30000000},{\"price\":45277.3,\"qty\":1.54602737},"
            + "{\"price\":45276.6,\"qty\":0.15445238}],\"asks\":["
            + "{\"price\":45285.2,\"qty\":0.00100000},{\"price\":45286.4,\"qty\":1.54571953},{\"price\":45286.6,\"qty\":1.54571109},"
            + "{\"price\":45289.6,\"qty\":1.54560911},{\"price\":45290.2,\"qty\":0.15890660},{\"price\":45291.8,\"qty\":1.54553491},"
            + "{\"price\":45294.7,\"qty\":0.04454749},{\"price\":45296.1,\"qty\":0.35380000},{\"price\":45297.5,\"qty\":0.09945542},"
            + "{\"price\":45299.5,\"qty\":0.18772827}],\"checksum\":3310070434}]}";

    @TempDir
    private Path directory;

    @Test
    void givesThePublishedChecksum() {
        try (KrakenFixture feed = new KrakenFixture(directory, false)) {
            feed.message(DOCUMENTED);
            assertEquals(BookState.LIVE, feed.book().state());
            assertEquals(1, feed.counters().get(CHECKSUMS_OK));
            feed.message(DOCUMENTED.replace("3310070434", "3310070435"));
            assertEquals(1, feed.counters().get(CHECKSUMS_BAD));
        }
    }

    @ParameterizedTest
    @CsvSource({"10,31", "10,32", "25,33", "100,34", "1000,35"})
    void agreesAfterEveryUpdate(final int depth, final long seed) {
        final Random random = new Random(seed);
        final ReferenceBook venue = new ReferenceBook(depth);
        try (KrakenFixture feed = new KrakenFixture(directory, false)) {
            feed.message(KrakenFixture.acknowledgement(depth));
            feed.message(venue.snapshot());
            long middle = 1000;
            for (int i = 0; i < 4_000; i++) {
                middle = Math.max(200, middle + random.nextInt(5) - 2);
                for (int change = random.nextInt(6); change >= 0; change--) {
                    final boolean isBid = random.nextBoolean();
                    final int away = 1 + random.nextInt(random.nextBoolean() ? 4 : 60);
                    venue.set(isBid, price(isBid ? middle - away : middle + away), quantity(random));
                    // Nothing on the wrong side, so that the book does not cross.
                    venue.set(!isBid, price(isBid ? middle - away : middle + away), "0.00000000");
                }
                feed.message(uncross(venue, feed, middle));
                assertEquals(BookState.LIVE, feed.book().state(), "seed " + seed + " step " + i);
                assertEquals(venue.levels(depth), ReferenceBook.levels(feed.book(), depth), "seed " + seed + " step " + i);
            }
            assertEquals(4_001, feed.counters().get(CHECKSUMS_OK));
        }
    }

    /** The middle has moved: what is on its wrong side now is taken away in the same frame. */
    private static String uncross(final ReferenceBook venue, final KrakenFixture feed, final long middle) {
        for (long price = middle - 5; price <= middle + 5; price++) {
            if (price >= middle && feed.book().bidQuantity(price) > 0) {
                venue.set(true, price(price), "0.00000000");
            }
            if (price <= middle && feed.book().askQuantity(price) > 0) {
                venue.set(false, price(price), "0.00000000");
            }
        }
        return venue.update();
    }

    @Test
    void digitsAreThoseOfTheNumber() {
        final Random random = new Random(36);
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        for (int i = 0; i < 200_000; i++) {
            final long number = i < 20 ? (long) Math.pow(10, i % 19) - (i < 10 ? 0 : 1) : 1 + random.nextLong(1L << 1 + random.nextInt(62));
            final long checked = Math.max(1, number);
            final int end = DigitText.put(buffer, 5, checked);
            assertEquals(Long.toString(checked), buffer.getStringWithoutLengthAscii(5, end - 5));
        }
        for (final long number : new long[] {Long.MAX_VALUE, 99_999_999, 100_000_000, 9_999_999_999_999_999L, 10_000_000_000_000_000L}) {
            assertEquals(Long.toString(number), buffer.getStringWithoutLengthAscii(0, DigitText.put(buffer, 0, number)));
        }
    }

    @Test
    void literalsAreFoundWhereTheyStandAndNowhereElse() {
        for (int length = 1; length <= 20; length++) {
            final String text = "abcdefghijklmnopqrst".substring(0, length);
            final Literal literal = new Literal(text);
            final byte[] bytes = ("xy" + text + "........").getBytes(StandardCharsets.US_ASCII);
            final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            assertEquals(true, literal.isAt(buffer, 2));
            for (int at = 2; at < 2 + length; at++) {
                bytes[at] ^= 1;
                assertEquals(false, literal.isAt(buffer, 2), "length " + length + ", changed at " + at);
                bytes[at] ^= 1;
            }
        }
    }

    private static String price(final long tenths) {
        return tenths / 10 + "." + tenths % 10;
    }

    private static String quantity(final Random random) {
        if (random.nextInt(3) == 0) {
            return "0.00000000";
        }
        final long units = random.nextInt(4) == 0 ? 1 + random.nextInt(1000) : 1 + random.nextLong(10_000_000_000_000L);
        return units / 100_000_000 + "." + String.format("%08d", units % 100_000_000);
    }
}
