package io.peregrine.venue.kraken.feed;

import static io.peregrine.feed.BookCounter.APPLIED;
import static io.peregrine.feed.BookCounter.RESYNCS;
import static io.peregrine.feed.BookCounter.TRADES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.Allocation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KrakenFeedAllocationTest {
    private static final int ROUND = 5_000;
    /** The first ones warm up. */
    private static final int ROUNDS_MAX = 12;

    @TempDir
    private Path directory;

    @Test
    void snapshotsUpdatesTickersTradesAndOtherFramesAllocateNothing() {
        final ReferenceBook venue = new ReferenceBook(10);
        for (int i = 1; i <= 10; i++) {
            venue.set(true, 90 + i + ".0", i + ".00000000").set(false, 110 + i + ".0", i + ".00000000");
        }
        final List<UnsafeBuffer> frames = new ArrayList<>();
        frames.add(buffer(KrakenFixture.acknowledgement(10)));
        frames.add(buffer(venue.snapshot()));
        frames.add(buffer(venue.set(true, "100.5", "0.00005100").set(false, "110.5", "12345.00005100").update()));
        // The general way, with an exponent.
        frames.add(buffer(venue.set(true, "100.5", "0.00007000").update()
                .replace("0.00007000", "7e-05").replace(",\"checksum", " ,\"checksum")));
        frames.add(buffer("{\"channel\":\"heartbeat\"}"));
        frames.add(buffer("{\"channel\":\"ticker\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"bid\":100.5,\"bid_qty\":0.562,"
                + "\"ask\":110.5,\"ask_qty\":1.5,\"last\":83744.3,\"timestamp\":\"2026-09-25T17:48:26.844359Z\"}]}"));
        frames.add(buffer("{\"channel\":\"trade\",\"type\":\"update\",\"data\":[{\"symbol\":\"BTC/USD\",\"side\":\"buy\",\"price\":83744.3,"
                + "\"qty\":0.00044780,\"ord_type\":\"limit\",\"trade_id\":109116693,\"timestamp\":\"2026-09-25T17:48:26.844359Z\"}]}"));
        frames.add(buffer("{\"channel\":\"instrument\",\"type\":\"snapshot\",\"data\":{\"assets\":[],\"pairs\":[{\"symbol\":\"BTC/USD\","
                + "\"status\":\"online\",\"qty_precision\":8,\"qty_increment\":1e-08,\"price_precision\":1}]}}"));
        frames.add(buffer("{\"channel\":\"status\",\"type\":\"update\","
                + "\"data\":[{\"system\":\"online\",\"connection_id\":17408390984690501469}]}"));
        try (KrakenFixture feed = new KrakenFixture(directory, false)) {
            assertEquals(0, Allocation.leastBytes(ROUNDS_MAX, () -> {
                for (int i = 0; i < ROUND; i++) {
                    for (int frame = 0; frame < frames.size(); frame++) {
                        final UnsafeBuffer bytes = frames.get(frame);
                        feed.handler.onMessage(bytes, 0, bytes.capacity(), feed.nowNs, feed.nowNs);
                        feed.handler.doWork(feed.nowNs);
                    }
                }
            }));
            assertEquals(0, feed.counters().get(APPLIED) % (3 * ROUND), "every frame was applied");
            assertEquals(0, feed.counters().get(RESYNCS) + feed.handler.decodeErrors());
            assertEquals(1, feed.counters().get(TRADES), "the others are the same again");
        }
    }

    private static UnsafeBuffer buffer(final String text) {
        return new UnsafeBuffer(text.getBytes(StandardCharsets.UTF_8));
    }
}
