package io.peregrine.bench.tick;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Venue;
import io.peregrine.journal.Journal;
import io.peregrine.journal.JournalListener;
import io.peregrine.message.NewOrderDecoder;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The harness measures what it says: over the made-up session, which is the same each time. */
class TickReplayTest {
    @TempDir
    private Path directory;

    @Test
    void everyOrderIsCausedByATickAcceptedAndInTheJournal() throws IOException {
        final Section section = measure(Load.BACK_TO_BACK, 1);
        assertNull(section.fault());
        final long orders = section.counts().get("orders");
        assertTrue(orders > 10_000, "orders: " + orders);
        assertEquals(orders - 2, section.orders().getTotalCount(), "all but the first two quotes, which the snapshot causes");
        final long[] inJournal = new long[1];
        Journal.scan(directory.resolve("journal"), new JournalListener() {
            @Override
            public void onNewOrder(final long sequence, final NewOrderDecoder message) {
                inJournal[0]++;
            }
        });
        assertEquals(orders, inJournal[0]);
    }

    /** Ten messages a microsecond are more than can be done: each waits for those before it, and that wait must be seen. */
    @Test
    void aTickThatWaitsCountsFromWhenItWasDue() throws IOException {
        final Section section = measure(Load.STEADY, 10_000_000);
        final double offeredNs = section.tickCount() * 100.0;
        assertTrue(section.orders().getMaxValue() > offeredNs, "slowest: " + section.orders().getMaxValue() + " ns");
        assertTrue(section.orders().getValueAtPercentile(50) > offeredNs / 2, "median: " + section.orders().getValueAtPercentile(50));
    }

    private Section measure(final Load load, final int ticksPerSecond) throws IOException {
        final Path capture = directory.resolve("capture.gz");
        SyntheticCapture.write(capture);
        try (OrderPath path = new OrderPath(RecordedTicks.load("synthetic", Venue.BINANCE_SPOT, capture), directory)) {
            path.start();
            return new TickReplay(path, ticksPerSecond).measure(load, 1);
        }
    }
}
