package io.peregrine.api.config;

import io.peregrine.instrument.Decimals;
import io.peregrine.offload.OffloadSettings;
import io.peregrine.runtime.ThreadPlan;
import io.peregrine.runtime.ThreadSettings;
import java.util.List;
import java.util.Locale;

/**
 * Reads the blocks about the machine: {@code threads}, {@code offload} and {@code logging}.
 *
 * <p><b>Threading:</b> stateless. <b>Errors:</b> {@link ConfigException}.
 */
final class MachineReader {
    private MachineReader() {
    }

    static ThreadSettings threads(final Section root) {
        try (Section threads = root.section("threads")) {
            final String plan = threads.choice("plan", "auto", List.of("auto", "dedicated", "inline", "shared"));
            final int[] cores = threads.texts("cores", List.of()).stream().mapToInt(text -> {
                final long core = Decimals.parse(text, 0);
                if (core < -1 || core > 1_023) {
                    throw threads.wrong("cores", text, "a core number from 0 to 1023, or -1 for no pinning");
                }
                return (int) core;
            }).toArray();
            final String idle = threads.choice("idle", "", List.of("", "spin", "yield", "backoff"));
            return new ThreadSettings("auto".equals(plan) ? null : ThreadPlan.valueOf(plan.toUpperCase(Locale.ROOT)), cores, idle);
        }
    }

    static OffloadBlock offload(final Section root) {
        try (Section offload = root.section("offload")) {
            final String backend = offload.choice("backend", "auto", List.of("auto", "cpu", "opencl"));
            return new OffloadBlock(
                    new OffloadSettings(
                            OffloadSettings.Backend.valueOf(backend.toUpperCase(Locale.ROOT)),
                            offload.text("device", ""),
                            offload.integer("min_batch", 1, 1, 1_000_000),
                            offload.durationNs("deadline", "50ms", "1ms", "10s"),
                            offload.integer("shadow_interval", 64, 1, 1_000_000)),
                    offload.durationNs("interval", "10ms", "1ms", "10s"));
        }
    }

    static String logLevel(final Section root) {
        try (Section logging = root.section("logging")) {
            return logging.choice("level", "info", List.of("debug", "info", "warn", "error"));
        }
    }
}
