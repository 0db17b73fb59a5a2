package io.peregrine.offload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.signal.SignalBatch;
import org.junit.jupiter.api.Test;

class CpuSignalEngineAllocationTest {
    @Test
    void theVectorBackendAllocatesNothingOnceCompiled() {
        final VectorSignalEngine engine = new VectorSignalEngine();
        final SignalBatch batch = new SignalBatch(1_024);
        GoldenBooks.fill(batch, batch.capacity(), 3);
        assertEquals(0, Allocations.bytesOnceCompiled(() -> engine.compute(batch, batch.capacity())));
    }

    @Test
    void theScalarBackendAllocatesNothing() {
        final ScalarSignalEngine engine = new ScalarSignalEngine();
        final SignalBatch batch = new SignalBatch(1_024);
        GoldenBooks.fill(batch, batch.capacity(), 3);
        assertEquals(0, Allocations.bytesOnceCompiled(() -> engine.compute(batch, batch.capacity())));
    }
}
