package io.peregrine.offload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.offload.OffloadSettings.Backend;
import io.peregrine.signal.SignalBatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** The choice between device and CPU, with a device whose faults the test commands. */
class OffloadSignalEngineTest {
    private static final int CAPACITY = 100;

    private final FaultyDevice device = new FaultyDevice();

    @Test
    void theCpuIsUsedWhereTheSettingsAskForIt() {
        try (OffloadSignalEngine engine = new OffloadSignalEngine(OffloadSettings.of(Backend.CPU), CAPACITY, (settings, capacity) -> {
            throw new AssertionError("no device is to be looked for");
        })) {
            assertRightAnswers(engine);
            assertStatus(engine.status(), OffloadState.NOT_WANTED, "cpu-vector", "the settings ask for the CPU");
            assertEquals(1, engine.status().cpuBatches());
        }
    }

    @Test
    void withoutADeviceTheCpuComputesAndSaysWhy() {
        try (OffloadSignalEngine engine = new OffloadSignalEngine(OffloadSettings.of(Backend.OPENCL), CAPACITY, (settings, capacity) -> {
            throw new OpenClException("no device today");
        })) {
            assertRightAnswers(engine);
            assertStatus(engine.status(), OffloadState.ABSENT, "cpu-vector", "no device today");
        }
    }

    @Test
    void theDeviceIsUsedFromTheMinimumSizeOn() {
        final OffloadSettings settings = new OffloadSettings(Backend.OPENCL, "", 10, 1_000_000_000L, 64);
        try (OffloadSignalEngine engine = new OffloadSignalEngine(settings, CAPACITY, device)) {
            GoldenBooks.fill(engine.batch(), CAPACITY, 1);
            engine.compute(engine.batch(), 9);
            engine.compute(engine.batch(), 10);
            engine.compute(engine.batch(), 11);
            engine.compute(new SignalBatch(CAPACITY), 11);

            final OffloadStatus status = engine.status();
            assertStatus(status, OffloadState.ACTIVE, "faulty", "the settings ask for a device");
            assertEquals(2, status.dispatches());
            assertEquals(2, status.cpuBatches());
            assertEquals(0, status.fallbacks());
            assertTrue(status.dispatchP50Ns() > 0 && status.dispatchP99Ns() >= status.dispatchP50Ns(), status.toString());
        }
        assertTrue(device.closed);
    }

    @Test
    void aFailureIsComputedAgainOnTheCpuAndLatches() {
        try (OffloadSignalEngine engine = new OffloadSignalEngine(OffloadSettings.of(Backend.OPENCL), CAPACITY, device)) {
            assertRightAnswers(engine);
            device.failure = "device lost";
            assertRightAnswers(engine);
            device.failure = null;
            assertRightAnswers(engine);

            final OffloadStatus status = engine.status();
            assertStatus(status, OffloadState.FAILED, "cpu-vector", "device lost");
            assertEquals(1, status.dispatches());
            assertEquals(1, status.fallbacks());
            assertEquals(1, status.cpuBatches());
            assertNull(engine.failure());
        }
    }

    @Test
    void aWrongBitInAShadowCheckIsComputedAgainAndLatches() {
        final OffloadSettings settings = new OffloadSettings(Backend.OPENCL, "", 1, 1_000_000_000L, 3);
        try (OffloadSignalEngine engine = new OffloadSignalEngine(settings, CAPACITY, device)) {
            assertRightAnswers(engine);
            device.wrongRow = 42;
            engine.compute(engine.batch(), CAPACITY);
            engine.compute(engine.batch(), CAPACITY);
            assertEquals(42, GoldenBooks.firstMismatch(engine.batch(), CAPACITY), "batches 2 and 3 are not in the sample");
            assertRightAnswers(engine);

            final OffloadStatus status = engine.status();
            assertEquals(OffloadState.FAILED, status.state());
            assertTrue(status.reason().startsWith("the device gave other bits than the reference: row 42: "), status.reason());
            assertEquals(2, status.shadowChecks());
            assertEquals(1, status.mismatches());
            assertEquals(1, status.fallbacks());
        }
    }

    @Test
    void autoLeavesASlowDeviceAloneAndClosesIt() {
        device.delayNs = 100_000;
        try (OffloadSignalEngine engine = new OffloadSignalEngine(OffloadSettings.of(Backend.AUTO), CAPACITY, device)) {
            assertTrue(device.closed);
            assertRightAnswers(engine);
            final OffloadStatus status = engine.status();
            assertEquals(OffloadState.SLOWER, status.state());
            assertEquals("cpu-vector", status.backend());
            assertTrue(status.reason().startsWith("faulty works but is slower: at 100 instruments the device takes "), status.reason());
        }
    }

    @Test
    void autoGivesUpADeviceThatFailsWhileItIsMeasured() {
        device.failure = "device lost";
        try (OffloadSignalEngine engine = new OffloadSignalEngine(OffloadSettings.of(Backend.AUTO), CAPACITY, device)) {
            assertRightAnswers(engine);
            assertStatus(engine.status(), OffloadState.FAILED, "cpu-vector", "faulty failed while it was measured: device lost");
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new OffloadSettings(Backend.AUTO, "", 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new OffloadSettings(Backend.AUTO, "", 1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new OffloadSettings(Backend.AUTO, "", 1, 1, 0));
    }

    private static void assertRightAnswers(final OffloadSignalEngine engine) {
        GoldenBooks.fill(engine.batch(), CAPACITY, 7);
        assertTrue(engine.compute(engine.batch(), CAPACITY));
        assertEquals(CAPACITY, GoldenBooks.firstMismatch(engine.batch(), CAPACITY));
    }

    private static void assertStatus(final OffloadStatus status, final OffloadState state, final String backend, final String reason) {
        assertEquals(state, status.state());
        assertEquals(backend, status.backend());
        assertEquals(reason, status.reason());
    }

    /** Computes like the reference, until told otherwise. */
    private static final class FaultyDevice implements DeviceSignalEngine, DeviceSource {
        private final SignalBatch batch = new SignalBatch(CAPACITY);
        private String failure;
        private int wrongRow = -1;
        private long delayNs;
        private boolean closed;

        @Override
        public DeviceSignalEngine open(final OffloadSettings settings, final int capacity) {
            assertEquals(CAPACITY, capacity);
            return this;
        }

        @Override
        public SignalBatch batch() {
            return batch;
        }

        @Override
        public String name() {
            return "faulty";
        }

        @Override
        public boolean compute(final SignalBatch batch, final int count) {
            ScalarSignalEngine.compute(batch, 0, count);
            if (wrongRow >= 0) {
                batch.put(5, wrongRow, batch.microprice(wrongRow) ^ 1);
            }
            if (delayNs > 0) {
                LockSupport.parkNanos(delayNs);
            }
            if (failure != null) {
                batch.buffer().setMemory(0, batch.buffer().capacity(), (byte) 0x55);
                GoldenBooks.fill(batch, count, 7);
            }
            return failure == null;
        }

        @Override
        public String failure() {
            return failure;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
