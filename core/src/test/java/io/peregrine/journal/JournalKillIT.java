package io.peregrine.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of a writer (P21): everything that it said was written is there, in sequence, and the next run just goes on. */
class JournalKillIT {
    private static final int RUNS = 3;

    @TempDir
    private Path directory;

    @Test
    void nothingAcknowledgedIsLost() throws Exception {
        for (int runId = 1; runId <= RUNS; runId++) {
            final long acknowledged = killAfter(2_000L * runId);

            final JournalSummary summary = Journal.scan(directory, new JournalListener() { });

            assertEquals(runId, summary.lastRunId());
            assertFalse(summary.orderly());
            assertTrue(summary.lastSequence() >= acknowledged, summary.lastSequence() + " written, " + acknowledged + " acknowledged");
        }
    }

    /** Starts a writer, lets it write, kills it, and returns the last sequence that it acknowledged. */
    private long killAfter(final long records) throws IOException, InterruptedException {
        final Process process = start();
        long acknowledged = 0;
        try (DataInputStream output = new DataInputStream(process.getInputStream())) {
            for (long i = 0; i < records; i++) {
                acknowledged = Long.reverseBytes(output.readLong());
            }
            process.toHandle().destroyForcibly();
            acknowledged = Math.max(acknowledged, lastOf(output));
        } finally {
            process.destroyForcibly();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        }
        return acknowledged;
    }

    private static long lastOf(final InputStream output) throws IOException {
        final byte[] rest = output.readAllBytes();
        final int whole = rest.length / Long.BYTES * Long.BYTES;
        return whole == 0 ? 0 : new org.agrona.concurrent.UnsafeBuffer(rest).getLong(whole - Long.BYTES);
    }

    private Process start() throws IOException {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> argument.startsWith("--") || argument.startsWith("-Dchronicle"))
                .forEach(command::add);
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(JournalWriterProcess.class.getName(), directory.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }
}
