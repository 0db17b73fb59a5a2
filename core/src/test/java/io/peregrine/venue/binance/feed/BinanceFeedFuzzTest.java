package io.peregrine.venue.binance.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.instrument.Venue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random and mutated bytes: nothing is thrown, nothing outside the message is read (Agrona's bounds checks are on), every call ends. */
class BinanceFeedFuzzTest {
    private static final int ROUNDS = 60_000;
    private static final List<String> MESSAGES = List.of(
            "{\"stream\":\"btcusdt@depth@100ms\",\"data\":{\"e\":\"depthUpdate\",\"E\":1723161255208,\"s\":\"BTCUSDT\",\"U\":101,\"u\":101,"
                    + "\"pu\":100,\"b\":[[\"99.70000000\",\"3.00000000\"],[\"99.6\",\"0\"]],\"a\":[[\"100.10\",\"15\"]]}}",
            "{\"u\":102,\"s\":\"BTCUSDT\",\"b\":\"99.90000000\",\"B\":\"3.00000000\",\"a\":\"100.1\",\"A\":\"1\"}",
            "{\"e\":\"trade\",\"E\":1723161255343,\"s\":\"BTCUSDT\",\"t\":3735683259,\"p\":\"99.8\",\"q\":\"2\",\"T\":1,\"m\":true,\"M\":true}",
            "{\"lastUpdateId\":100,\"bids\":[[\"99.9\",\"5\"]],\"asks\":[[\"100.1\",\"7\"]]}");

    @TempDir
    private Path directory;

    @Test
    void nothingInTheBytesMakesItThrow() {
        for (final Venue venue : List.of(Venue.BINANCE_SPOT, Venue.BINANCE_USDM)) {
            final long seed = 42 + venue.ordinal();
            final Random random = new Random(seed);
            try (FeedFixture feed = new FeedFixture(venue, directory, 10)) {
                for (int i = 0; i < ROUNDS; i++) {
                    final byte[] message = MESSAGES.get(random.nextInt(MESSAGES.size())).getBytes(StandardCharsets.US_ASCII);
                    final int length = mutate(random, message);
                    final UnsafeBuffer buffer = new UnsafeBuffer(message, 0, length);
                    if (random.nextInt(4) == 0) {
                        feed.handler.onSnapshot(0, buffer, 0, length, feed.nowNs, feed.nowNs);
                    } else {
                        feed.handler.onMessage(buffer, 0, length, feed.nowNs, feed.nowNs);
                    }
                    feed.nowNs += 1_000_000;
                    feed.handler.doWork(feed.nowNs);
                    feed.events.clear();
                    assertEquals(false, feed.book().isCrossed() && feed.book().state() == io.peregrine.message.BookState.LIVE,
                            "seed " + seed + " round " + i);
                }
            }
        }
    }

    private static int mutate(final Random random, final byte[] message) {
        final int kind = random.nextInt(4);
        if (kind == 0) {
            return random.nextInt(message.length);
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            final int at = random.nextInt(message.length);
            message[at] = kind == 1 ? (byte) random.nextInt() : message[random.nextInt(message.length)];
        }
        return message.length;
    }
}
