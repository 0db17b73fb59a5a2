package io.peregrine.offload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.offload.OffloadSettings.Backend;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs in processes whose environment hides OpenCL: once its platforms, once its loader library. */
@Tag("no-opencl")
class NoOpenClTest {
    private static final String EXPECTED_REASON = System.getProperty("peregrine.openclAbsence");

    @ParameterizedTest
    @EnumSource
    void everythingWorksOnTheCpuAndSaysWhy(final Backend backend) {
        assertEquals(List.of(), OffloadDevices.list());
        assertTrue(OffloadDevices.absence().contains(EXPECTED_REASON), OffloadDevices.absence());

        try (OffloadSignalEngine engine = new OffloadSignalEngine(OffloadSettings.of(backend), GoldenBooks.COUNT)) {
            GoldenBooks.fill(engine.batch(), GoldenBooks.COUNT, GoldenBooks.SEED);
            assertTrue(engine.compute(engine.batch(), GoldenBooks.COUNT));
            assertEquals(GoldenBooks.COUNT, GoldenBooks.firstMismatch(engine.batch(), GoldenBooks.COUNT));
            final OffloadStatus status = engine.status();
            assertEquals("cpu-vector", status.backend());
            assertEquals(backend == Backend.CPU ? OffloadState.NOT_WANTED : OffloadState.ABSENT, status.state());
            assertTrue(backend == Backend.CPU || status.reason().contains(EXPECTED_REASON), status.reason());
        }
    }
}
