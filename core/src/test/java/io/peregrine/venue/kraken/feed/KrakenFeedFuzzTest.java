package io.peregrine.venue.kraken.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.json.JsonReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages beyond all limits; random and mutated ones are {@code DecoderFuzzTest}'s. */
class KrakenFeedFuzzTest {
    @TempDir
    private Path directory;

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
}
