package io.peregrine.api.doctor;

import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at processor, memory, clock and limits of a Linux machine; on others it says what it can.
 *
 * <p><b>Threading:</b> confined. <b>Errors:</b> what can not be read is reported as {@code unknown}.
 */
public final class MachineReport {
    private static final String UNKNOWN = "unknown";
    private static final Pattern SELECTED = Pattern.compile("\\[(\\w+)]");
    private static final int HOT_CORES = 4;
    private static final long SHM_BYTES = 1L << 30;
    private static final int OPEN_FILES = 4_096;

    private final Path root;

    /** Of this machine. */
    public MachineReport() {
        this(Path.of("/"));
    }

    /** Of the machine whose /proc and /sys are below a folder. */
    MachineReport(final Path root) {
        this.root = root;
    }

    /** Looks at everything. */
    public List<Finding> findings() {
        final List<Finding> findings = new ArrayList<>();
        final String version = Runtime.version().toString();
        findings.add(Finding.of("jdk", System.getProperty("java.vm.vendor") + " " + version, Runtime.version().feature() >= 25,
                "install a JDK 25 or newer"));
        cores(findings);
        memory(findings);
        clock(findings);
        limits(findings);
        kernelBypass(findings);
        return findings;
    }

    private void cores(final List<Finding> findings) {
        final int cores = Runtime.getRuntime().availableProcessors();
        findings.add(Finding.of("cores", Integer.toString(cores), cores >= HOT_CORES,
                "with fewer than 4 cores the thread plan 'shared' is used; 6 or more allow a pinned core for each hot thread"));
        final String isolated = read("sys/devices/system/cpu/isolated");
        findings.add(Finding.of("isolatedCores", isolated.isEmpty() ? "none" : isolated, !isolated.isEmpty() && !UNKNOWN.equals(isolated),
                "boot with isolcpus=, nohz_full= and rcu_nocbs= for the cores of the hot threads, and name them in threads.cores"));
        final String governor = read("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
        findings.add(Finding.of("frequencyGovernor", governor, "performance".equals(governor),
                UNKNOWN.equals(governor) ? "not visible here (virtual machine?)" : "cpupower frequency-set -g performance"));
    }

    private void memory(final List<Finding> findings) {
        final String transparent = selected(read("sys/kernel/mm/transparent_hugepage/enabled"));
        findings.add(Finding.of("transparentHugePages", transparent, "madvise".equals(transparent) || "always".equals(transparent),
                "echo madvise > /sys/kernel/mm/transparent_hugepage/enabled, and start with -XX:+UseTransparentHugePages"));
        final String huge = field("proc/meminfo", "HugePages_Total:");
        findings.add(Finding.of("hugePages", huge, !"0".equals(huge) && !UNKNOWN.equals(huge),
                "sysctl vm.nr_hugepages=1024, and start with -XX:+UseLargePages"));
        final Path shared = root.resolve("dev/shm");
        long bytes = 0;
        try {
            bytes = Files.getFileStore(shared).getUsableSpace();
        } catch (final IOException e) {
            findings.add(Finding.of("devShm", "absent", false, "mount a tmpfs on /dev/shm for Aeron's buffers"));
            return;
        }
        findings.add(Finding.of("devShm", (bytes >> 20) + " MiB free", bytes >= SHM_BYTES, "mount -o remount,size=2G /dev/shm"));
    }

    private void clock(final List<Finding> findings) {
        final String source = read("sys/devices/system/clocksource/clocksource0/current_clocksource");
        findings.add(Finding.of("clockSource", source, "tsc".equals(source) || "kvm-clock".equals(source),
                "use the TSC (boot with clocksource=tsc tsc=reliable): other sources cost a system call or more at each read"));
        final long costNs = clockReadCostNs();
        findings.add(Finding.of("clockReadNs", Long.toString(costNs), costNs < 100, "see clockSource"));
    }

    private void limits(final List<Finding> findings) {
        final String files = limit("Max open files");
        findings.add(Finding.of("openFiles", files, "unlimited".equals(files) || number(files) >= OPEN_FILES, "ulimit -n 65536"));
        final String locked = limit("Max locked memory");
        findings.add(Finding.of("lockedMemory", locked, "unlimited".equals(locked), "ulimit -l unlimited"));
    }

    private static void kernelBypass(final List<Finding> findings) {
        final String preload = System.getenv("LD_PRELOAD");
        final boolean bypass = preload != null && (preload.contains("onload") || preload.contains("vma"));
        findings.add(Finding.of("kernelBypass", bypass ? preload : "none", bypass,
                "sockets go through the kernel; on a card that has it, start under onload or libvma"));
    }

    private static long clockReadCostNs() {
        final int reads = 200_000;
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            final long start = EngineClock.nowNs();
            long last = start;
            for (int i = 0; i < reads; i++) {
                last = EngineClock.nowNs();
            }
            best = Math.min(best, (last - start) / reads);
        }
        return best;
    }

    private String read(final String file) {
        try {
            return Files.readString(root.resolve(file)).strip();
        } catch (final IOException e) {
            return UNKNOWN;
        }
    }

    private String field(final String file, final String name) {
        return read(file).lines().filter(line -> line.startsWith(name)).map(line -> line.substring(name.length()).strip())
                .findFirst().orElse(UNKNOWN);
    }

    private String limit(final String name) {
        final String field = field("proc/self/limits", name);
        return UNKNOWN.equals(field) ? field : field.split("\\s+")[0];
    }

    private static String selected(final String text) {
        final Matcher matcher = SELECTED.matcher(text);
        return matcher.find() ? matcher.group(1) : text;
    }

    private static long number(final String text) {
        return text.chars().allMatch(Character::isDigit) && !text.isEmpty() ? Long.parseLong(text) : 0;
    }
}
