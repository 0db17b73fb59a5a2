package io.peregrine.offload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peregrine.offload.OffloadSettings.Backend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("opencl")
class OffloadDevicesTest {
    private static final int CAPACITY = 2_000;

    private final OpenClDevice first = OpenClDevices.first();

    @Test
    void listsDevicesInTheOrderOfChoiceWithTheirSelfTest() {
        final List<DeviceInfo> devices = OffloadDevices.list();

        assertEquals(devices.stream().sorted(Comparator.comparing(DeviceInfo::type)).toList(), devices);
        for (final DeviceInfo device : devices) {
            assertEquals(DeviceInfo.PASSED, device.selfTest(), device.name());
            assertTrue(device.usable());
            assertFalse(device.platform().isEmpty());
            assertTrue(device.version().startsWith("OpenCL "), device.version());
            assertTrue(device.computeUnitsMax() > 0);
        }
        assertEquals(first.info().withSelfTest(DeviceInfo.PASSED), devices.getFirst());
    }

    /** In the shared folder another user could have put a library of that name. */
    @Test
    void theNativeLibraryIsLoadedFromAPrivateFolderThatIsGoneAfterwards() throws IOException {
        final Path maps = Path.of("/proc/self/maps");
        assumeTrue(Files.isReadable(maps), "skipped, this system does not show the libraries of a process");
        final List<String> loaded = Files.readAllLines(maps).stream().filter(line -> line.contains("libJOCL")).toList();

        assertFalse(loaded.isEmpty());
        for (final String line : loaded) {
            assertTrue(line.contains("/peregrine-opencl") && line.endsWith("(deleted)"), line);
        }
    }

    @Test
    void aDeviceThatIsAskedForComputesAndPassesItsShadowChecks() {
        final OffloadSettings settings = new OffloadSettings(Backend.OPENCL, first.info().name(), 1, 60_000_000_000L, 1);
        try (OffloadSignalEngine engine = new OffloadSignalEngine(settings, CAPACITY)) {
            for (int seed = 0; seed < 20; seed++) {
                GoldenBooks.fill(engine.batch(), CAPACITY, seed);
                assertTrue(engine.compute(engine.batch(), CAPACITY));
            }
            final OffloadStatus status = engine.status();
            assertEquals(OffloadState.ACTIVE, status.state());
            assertEquals("opencl:" + first.info().name(), status.backend());
            assertEquals(20, status.dispatches());
            assertEquals(20, status.shadowChecks());
            assertEquals(0, status.mismatches());
            assertEquals(0, status.fallbacks());
        }
    }

    @Test
    void aNameThatNoDeviceHasMeansTheCpu() {
        final OffloadSettings settings = new OffloadSettings(Backend.OPENCL, "no such device", 1, 60_000_000_000L, 1);
        try (OffloadSignalEngine engine = new OffloadSignalEngine(settings, CAPACITY)) {
            assertEquals(OffloadState.ABSENT, engine.status().state());
            assertTrue(engine.status().reason().contains("its name does not contain \"no such device\""), engine.status().reason());
        }
    }

    @Test
    void autoDecidesByMeasurement() {
        // The deadline is not what is tested: a device on the CPU of a busy machine takes its time.
        final OffloadSettings patient = new OffloadSettings(Backend.AUTO, "", 1, 10_000_000_000L, 64);
        try (OffloadSignalEngine engine = new OffloadSignalEngine(patient, CAPACITY)) {
            GoldenBooks.fill(engine.batch(), CAPACITY, 5);
            assertTrue(engine.compute(engine.batch(), CAPACITY));
            assertEquals(CAPACITY, GoldenBooks.firstMismatch(engine.batch(), CAPACITY));
            final OffloadStatus status = engine.status();
            assertNotEquals(OffloadState.ABSENT, status.state());
            assertTrue(status.reason().contains("at 2000 instruments the device takes "), status.reason());
        }
    }
}
