package io.peregrine.offload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peregrine.ffi.KernelSource;
import io.peregrine.signal.SignalBatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("opencl")
class OpenClSignalEnginePropertyTest {
    private static final int BOOKS = 1_000_003;
    private static final long DEADLINE_NS = 60_000_000_000L;

    @ParameterizedTest
    @EnumSource
    void givesTheReferencesBitsForAMillionBooks(final SharedMemory sharing) throws OpenClException {
        final OpenClDevice device = OpenClDevices.first();
        assumeTrue(sharing.ordinal() >= device.info().sharedMemory().ordinal(), () -> device.info().name() + " has no " + sharing);
        try (OpenClSignalEngine engine = OpenClSignalEngine.open(device, KernelSource.signals(), sharing, BOOKS, DEADLINE_NS)) {
            final SignalBatch batch = engine.batch();
            final long seed = 3;
            GoldenBooks.fill(batch, BOOKS, seed);
            assertTrue(engine.compute(batch, BOOKS), engine::failure);
            final int mismatch = GoldenBooks.firstMismatch(batch, BOOKS);
            assertEquals(BOOKS, mismatch, () -> "seed " + seed + ", " + GoldenBooks.describe(batch, mismatch));
            assertNull(engine.failure());
        }
    }

    @ParameterizedTest
    @EnumSource
    void computesTheFirstRowsAndLeavesTheOthersAlone(final SharedMemory sharing) throws OpenClException {
        final OpenClDevice device = OpenClDevices.first();
        assumeTrue(sharing.ordinal() >= device.info().sharedMemory().ordinal(), () -> device.info().name() + " has no " + sharing);
        try (OpenClSignalEngine engine = OpenClSignalEngine.open(device, KernelSource.signals(), sharing, 300, DEADLINE_NS)) {
            final SignalBatch batch = engine.batch();
            for (int count = 0; count <= 130; count++) {
                GoldenBooks.fill(batch, 300, count);
                for (int i = 0; i < 300; i++) {
                    batch.put(4, i, -5);
                    batch.put(5, i, -6);
                }
                assertTrue(engine.compute(batch, count), engine::failure);
                assertEquals(count, GoldenBooks.firstMismatch(batch, count));
                for (int i = count; i < 300; i++) {
                    assertEquals(-5, batch.imbalance(i), "row " + i + " of " + count);
                    assertEquals(-6, batch.microprice(i), "row " + i + " of " + count);
                }
            }
        }
    }
}
