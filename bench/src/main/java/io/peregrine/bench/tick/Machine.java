package io.peregrine.bench.tick;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the figures were measured on. <b>Threading:</b> stateless. <b>Allocates:</b> yes. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path THREAD = Path.of("/proc/thread-self/status");
    private static final String PREEMPTIONS = "nonvoluntary_ctxt_switches:";
    private static final List<String> TOLD_FLAGS = List.of("-Xm", "-XX:");

    private Machine() {
    }

    /** Processor, cores, operating system, JVM and flags in a line. */
    static String line() {
        return String.join(", ",
                processor(), Runtime.getRuntime().availableProcessors() + " cores",
                System.getProperty("os.name") + ' ' + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + ' ' + System.getProperty("java.vm.version"),
                "flags " + flags(),
                "collector " + collectors());
    }

    /** Load average of the last minute. */
    static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    /** How often this thread had to give up its core to another so far; -1 where that is not told. */
    static long preemptions() {
        try (var lines = Files.lines(THREAD)) {
            return lines.filter(line -> line.startsWith(PREEMPTIONS))
                    .mapToLong(line -> Long.parseLong(line.substring(PREEMPTIONS.length()).strip()))
                    .findFirst().orElse(-1);
        } catch (final IOException e) {
            return -1;
        }
    }

    private static String processor() {
        try (var lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst().orElseGet(() -> System.getProperty("os.arch"));
        } catch (final IOException e) {
            return System.getProperty("os.arch");
        }
    }

    private static String flags() {
        final String flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> TOLD_FLAGS.stream().anyMatch(flag::startsWith))
                .collect(Collectors.joining(" "));
        return flags.isEmpty() ? "none" : flags;
    }

    private static String collectors() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .map(GarbageCollectorMXBean::getName).collect(Collectors.joining(" + "));
    }
}
