package io.peregrine.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.peregrine.latency.OrderLedger.Stamps;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OrderLedgerTest {
    private static final long RUN = 7L << 32;

    private final OrderLedger ledger = new OrderLedger();

    @Test
    void remembersTheNewestOrdersAndNoOther() {
        for (int i = 1; i <= OrderLedger.CAPACITY + 10; i++) {
            ledger.onWritten(RUN + i, i, i + 1, i + 2);
        }
        assertNull(ledger.read(RUN + 10), "another order has its place");
        assertEquals(new Stamps(11, 12, 13), ledger.read(RUN + 11));
        assertEquals(new Stamps(OrderLedger.CAPACITY + 10, OrderLedger.CAPACITY + 11, OrderLedger.CAPACITY + 12),
                ledger.read(RUN + OrderLedger.CAPACITY + 10));
        assertNull(ledger.read((8L << 32) + 11), "another run's order");
    }

    @Test
    void aReaderNeverSeesStampsOfTwoOrders() throws InterruptedException {
        final AtomicLong newest = new AtomicLong(RUN + 1);
        final AtomicBoolean done = new AtomicBoolean();
        final Thread writer = new Thread(() -> {
            // An engine never gives an id twice, and a reader counts on that: all of these have one slot and are different.
            for (long i = 0; i < 2_000_000; i++) {
                final long id = RUN + 1 + i * OrderLedger.CAPACITY;
                newest.set(id);
                ledger.onWritten(id, id, id, id);
            }
            done.set(true);
        });
        writer.start();
        int seen = 0;
        while (!done.get() || seen == 0) {
            final long id = newest.get();
            final Stamps stamps = ledger.read(id);
            if (stamps != null) {
                assertEquals(new Stamps(id, id, id), stamps);
                seen++;
            }
        }
        writer.join();
    }

    @Test
    void theBoardFindsTheVenueThatSentIt() {
        final LatencyBoard board = new LatencyBoard();
        board.add(io.peregrine.instrument.Venue.KRAKEN);
        board.add(io.peregrine.instrument.Venue.BINANCE_SPOT).ledger().onWritten(RUN + 1, 1, 2, 3);
        assertEquals(new Stamps(1, 2, 3), board.order(RUN + 1));
        assertNull(board.order(RUN + 2));
    }
}
