package io.peregrine.venue.kraken.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.peregrine.json.JsonReader;
import io.peregrine.message.BookState;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random and mutated bytes: nothing is thrown, nothing outside the message is read (Agrona's bounds checks are on), every call ends. */
class KrakenFeedFuzzTest {
    private static final int ROUNDS = 100_000;
    private static final long SEED = 46;

    @TempDir
    private Path directory;

    @Test
    void nothingInTheBytesMakesItThrow() {
        final Random random = new Random(SEED);
        final List<byte[]> messages = messages();
        try (KrakenFixture feed = new KrakenFixture(directory, false)) {
            for (int i = 0; i < ROUNDS; i++) {
                final byte[] message = messages.get(random.nextInt(messages.size())).clone();
                final int length = mutate(random, message);
                // A buffer that ends with the message, so that reading on is caught.
                feed.handler.onMessage(new UnsafeBuffer(message, 0, length), 0, length, feed.nowNs, feed.nowNs);
                feed.nowNs += 1_000_000;
                feed.handler.doWork(feed.nowNs);
                assertFalse(feed.book().isCrossed() && feed.book().state() == BookState.LIVE, "seed " + SEED + " round " + i);
            }
            assertEquals(ROUNDS, feed.handler.messages());
        }
    }

    @Test
    void whatIsTooDeepOrTooLongIsRefusedAndCounted() {
        try (KrakenFixture feed = new KrakenFixture(directory, false)) {
            feed.message("{\"channel\":\"book\",\"type\":\"update\",\"data\":" + "[".repeat(JsonReader.NESTING_MAX + 1));
            assertEquals(1, feed.handler.decodeErrors());
            feed.message("{\"channel\":\"book\",\"type\":\"update\",\"data\":" + "[{\"x\":".repeat(200_000));
            assertEquals(2, feed.handler.decodeErrors());
            final String level = "{\"price\":1.5,\"qty\":2.00000000}";
            feed.message("{\"channel\":\"book\",\"type\":\"snapshot\",\"data\":[{\"symbol\":\"BTC/USD\",\"bids\":["
                    + (level + ',').repeat(20_000) + level
                    + "],\"asks\":[],\"checksum\":1,\"timestamp\":\"2026-08-16T23:37:05.376419Z\"}]}");
            assertEquals(3, feed.handler.decodeErrors());
            assertEquals(0, feed.book().bidCount());
        }
    }

    private static List<byte[]> messages() {
        final ReferenceBook venue = new ReferenceBook(10);
        venue.set(true, "99.9", "5.00000000").set(true, "99.8", "1.00000000").set(false, "100.1", "7.00000000");
        final List<String> messages = new ArrayList<>(List.of(venue.snapshot(),
                venue.set(true, "99.9", "6.00000000").update(), venue.set(false, "100.4", "0.50000000").update(),
                venue.set(false, "100.4", "0.00000000").set(true, "99.7", "1.00000000").update(),
                venue.update().replace("\"data\"", " \"data\" ")));
        messages.add("{\"data\":[{\"asks\":[],\"bids\":[{\"qty\":5e-05,\"price\":99.5}],\"checksum\":7,\"symbol\":\"BTC/USD\"},"
                + "{\"symbol\":\"ETH/USD\",\"bids\":[],\"asks\":[],\"checksum\":0}],\"type\":\"update\",\"channel\":\"book\"}");
        messages.add("{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"price\":83744.3,"
                + "\"qty\":0.00044780,\"ord_type\":\"limit\",\"trade_id\":109116693,\"timestamp\":\"2026-09-25T17:48:26.844359Z\"}]}");
        messages.add("{\"channel\":\"ticker\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"bid\":99.9,\"bid_qty\":0.56251979,"
                + "\"ask\":100.1,\"ask_qty\":null,\"last\":83744.3,\"timestamp\":\"2026-09-25T17:48:26.844359Z\"}]}");
        messages.add("{\"channel\":\"instrument\",\"type\":\"snapshot\",\"data\":{\"assets\":[],\"pairs\":[{\"symbol\":\"BTC/USD\","
                + "\"status\":\"online\",\"qty_precision\":8,\"qty_increment\":1e-08,\"price_precision\":1}]}}");
        messages.add("{\"channel\":\"status\",\"type\":\"update\","
                + "\"data\":[{\"system\":\"online\",\"connection_id\":17408390984690501469}]}");
        messages.add(KrakenFixture.acknowledgement(10));
        messages.add("{\"error\":\"Currency pair not supported\",\"method\":\"subscribe\",\"success\":false,\"symbol\":\"XBT/USD\"}");
        return messages.stream().map(message -> message.getBytes(StandardCharsets.US_ASCII)).toList();
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
