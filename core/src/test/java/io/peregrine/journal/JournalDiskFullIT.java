package io.peregrine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 20 MB in a mount namespace of its own: appending fails loudly, and what was acknowledged is there. */
class JournalDiskFullIT {
    private static final String MOUNT = "mount -t tmpfs -o size=20m tmpfs \"$0\"";

    @TempDir
    private Path directory;

    @Test
    void aFullDiskIsAnErrorAndNothingIsLost() throws Exception {
        assumeTrue(canMount(), "no mount namespace here");
        final List<String> command = new ArrayList<>(
                List.of("unshare", "-rm", "sh", "-c", MOUNT + " && exec \"$@\"", directory.toString()));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--") || argument.startsWith("-Dchronicle"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(JournalDiskFullProcess.class.getName(), directory.resolve("journal").toString()));
        final Path output = Files.createTempFile("disk-full", ".out");
        final Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        assertEquals(0, process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
        Files.delete(output);
    }

    private boolean canMount() throws InterruptedException {
        try {
            final Process process = new ProcessBuilder("unshare", "-rm", "sh", "-c", MOUNT, directory.toString()).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (final IOException e) {
            return false;
        }
    }
}
