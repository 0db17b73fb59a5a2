package io.peregrine.api.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings on machines laid out in a folder. */
class MachineReportTest {
    @TempDir
    private Path root;

    @Test
    void praisesATunedMachine() throws IOException {
        file("sys/devices/system/cpu/isolated", "2-5\n");
        file("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "performance\n");
        file("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
        file("proc/meminfo", "MemTotal: 1 kB\nHugePages_Total:    1024\n");
        file("sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
        file("proc/self/limits", "Max open files            65536   65536   files\nMax locked memory   unlimited  unlimited bytes\n");

        for (final String name : List.of("isolatedCores", "frequencyGovernor", "transparentHugePages", "hugePages", "clockSource",
                "openFiles", "lockedMemory")) {
            assertTrue(find(name).good(), name);
            assertEquals("", find(name).improve(), name);
        }
        assertEquals("2-5", find("isolatedCores").value());
        assertEquals("madvise", find("transparentHugePages").value());
    }

    @Test
    void advisesAnUntunedMachine() throws IOException {
        file("sys/devices/system/cpu/isolated", "\n");
        file("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
        file("proc/self/limits", "Max open files            1024   4096   files\n");

        assertEquals(new Finding("frequencyGovernor", "powersave", false, "cpupower frequency-set -g performance"),
                find("frequencyGovernor"));
        assertEquals("none", find("isolatedCores").value());
        assertFalse(find("openFiles").good());
        assertEquals("unknown", find("clockSource").value());
        assertEquals("absent", find("devShm").value());
    }

    private Finding find(final String name) {
        return new MachineReport(root).findings().stream().filter(finding -> finding.name().equals(name)).findFirst().orElseThrow();
    }

    private void file(final String name, final String text) throws IOException {
        final Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
