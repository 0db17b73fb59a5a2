package io.peregrine.offload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.ffi.KernelSource;
import io.peregrine.signal.SignalBatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("opencl")
class OpenClSignalEngineTest {
    private static final long DEADLINE_NS = 60_000_000_000L;

    private final OpenClDevice device = OpenClDevices.first();

    @Test
    void sourceThatDoesNotCompileIsRefusedWithTheBuildLog() {
        final String reason = refusal(KernelSource.of("broken.cl", "__kernel void signals(__global long *batch) { batch[0] = nonsense; }"));

        assertTrue(reason.contains("broken.cl"), reason);
        assertTrue(reason.contains("CL_BUILD_PROGRAM_FAILURE"), reason);
        assertTrue(reason.contains("nonsense"), reason);
    }

    @Test
    void sourceWithoutTheKernelIsRefused() {
        final String reason = refusal(KernelSource.of("empty.cl", "__kernel void other(__global long *batch) { }"));

        assertTrue(reason.contains("CL_INVALID_KERNEL_NAME"), reason);
    }

    @Test
    void aDeviceThatIsWrongInOneBitFailsItsSelfTest() {
        final String right = KernelSource.signals().text();
        final String wrong = right.replace(">> 14;", ">> 14 | 1;");
        assertFalse(wrong.equals(right), "the kernel no longer has the text that this test breaks");

        final String reason = refusal(KernelSource.of("wrong.cl", wrong));

        assertTrue(reason.startsWith("the self-test gave other bits than the reference: row "), reason);
    }

    @Test
    void aLateResultIsAFailureForEver() throws OpenClException {
        try (OpenClSignalEngine engine = OpenClSignalEngine.open(device, 1_000, 1)) {
            final SignalBatch batch = engine.batch();
            batch.set(0, 100, 3, 104, 1);
            assertFalse(engine.compute(batch, 1));
            final String reason = engine.failure();
            assertTrue(reason.contains("the deadline is 1 ns"), reason);
            assertEquals(0, batch.imbalance(0), "a late answer must not reach the batch");

            assertFalse(engine.compute(batch, 1));
            assertEquals(reason, engine.failure());
        }
    }

    @ParameterizedTest
    @EnumSource(SharedMemory.class)
    void allocatesNothingPerBatch(final SharedMemory sharing) throws OpenClException {
        if (sharing.ordinal() < device.info().sharedMemory().ordinal()) {
            return;
        }
        try (OpenClSignalEngine engine = OpenClSignalEngine.open(device, KernelSource.signals(), sharing, 256, DEADLINE_NS)) {
            final SignalBatch batch = engine.batch();
            GoldenBooks.fill(batch, 256, 4);
            assertEquals(0, Allocations.bytesOnceCompiled(() -> engine.compute(batch, 256)));
            assertNull(engine.failure());
        }
    }

    @Test
    void computesOnlyItsOwnBatch() throws OpenClException {
        try (OpenClSignalEngine engine = OpenClSignalEngine.open(device, 10, DEADLINE_NS)) {
            final SignalBatch foreign = new SignalBatch(10);
            assertThrows(IllegalArgumentException.class, () -> engine.compute(foreign, 1));
        }
    }

    @Test
    void closesOnceAndComputesNothingAfterwards() throws OpenClException {
        final OpenClSignalEngine engine = OpenClSignalEngine.open(device, 10, DEADLINE_NS);
        final SignalBatch batch = engine.batch();
        engine.close();
        engine.close();
        assertFalse(engine.compute(batch, 1));
        assertEquals("closed", engine.failure());
    }

    private String refusal(final KernelSource source) {
        return assertThrows(OpenClException.class,
            () -> OpenClSignalEngine.open(device, source, device.info().sharedMemory(), 10, DEADLINE_NS).close()).getMessage();
    }
}
