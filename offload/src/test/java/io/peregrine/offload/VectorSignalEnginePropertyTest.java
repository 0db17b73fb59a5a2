package io.peregrine.offload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.signal.SignalBatch;
import io.peregrine.signal.SignalEngine;
import org.junit.jupiter.api.Test;

class VectorSignalEnginePropertyTest {
    private static final int BOOKS = 1_000_003;

    @Test
    void givesTheReferencesBitsForAMillionBooks() {
        assertEveryBookIsExact(new VectorSignalEngine(), 1);
    }

    @Test
    void scalarIsTheReference() {
        assertEveryBookIsExact(new ScalarSignalEngine(), 2);
    }

    @Test
    void computesTheFirstRowsAndLeavesTheOthersAlone() {
        final SignalEngine engine = new VectorSignalEngine();
        for (int count = 0; count <= 67; count++) {
            final SignalBatch batch = new SignalBatch(600);
            GoldenBooks.fill(batch, 600, count);
            for (int i = 0; i < 600; i++) {
                batch.put(4, i, -5);
                batch.put(5, i, -6);
            }
            assertTrue(engine.compute(batch, count));
            assertEquals(count, GoldenBooks.firstMismatch(batch, count));
            for (int i = count; i < 600; i++) {
                assertEquals(-5, batch.imbalance(i), "row " + i + " of " + count);
                assertEquals(-6, batch.microprice(i), "row " + i + " of " + count);
            }
        }
    }

    private static void assertEveryBookIsExact(final SignalEngine engine, final long seed) {
        final SignalBatch batch = new SignalBatch(BOOKS);
        GoldenBooks.fill(batch, BOOKS, seed);
        assertTrue(engine.compute(batch, BOOKS));
        final int mismatch = GoldenBooks.firstMismatch(batch, BOOKS);
        assertEquals(BOOKS, mismatch, () -> "seed " + seed + ", " + GoldenBooks.describe(batch, mismatch));
    }
}
