package io.peregrine.sim.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The scripts that come with the simulator, one for each kind of fault, each beginning anew every minute.
 *
 * <p><b>Threading:</b> stateless.
 */
public final class FaultScripts {
    private static final List<String> NAMES = List.of("drop", "duplicate", "reorder", "delay", "corrupt", "gap", "bad-checksum",
            "crossed-book", "frozen-stream", "half-open", "tls-failure", "slow-drip", "disconnect-storm", "rest-429", "rest-418",
            "rest-5xx", "unknown-outcome", "late-ack", "duplicate-fill", "out-of-order-fills", "clock-step", "halt", "maintenance");

    private FaultScripts() {
    }

    /** Names of all scripts. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * A script that comes with the simulator.
     *
     * @throws IllegalArgumentException where there is none such
     */
    public static FaultScript named(final String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("faults: unknown script '" + name + "'; known: " + String.join(", ", NAMES));
        }
        try (InputStream resource = FaultScripts.class.getResourceAsStream("/faults/" + name + ".yaml")) {
            return FaultScriptReader.read(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The script in a file, or the one of this name that comes with the simulator.
     *
     * @throws IllegalArgumentException where there is neither, or naming what is wrong with it
     */
    public static FaultScript load(final String fileOrName) {
        if (NAMES.contains(fileOrName)) {
            return named(fileOrName);
        }
        final Path file = Path.of(fileOrName);
        if (!Files.isReadable(file)) {
            throw new IllegalArgumentException("faults: no such file: " + file + "; scripts of the simulator: " + String.join(", ", NAMES));
        }
        try {
            return FaultScriptReader.read(Files.readString(file));
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
