package io.peregrine.api.drill.recovery;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The engine as {@code ./peregrine run} starts it, in a process of its own, which can be killed.
 *
 * <p><b>Threading:</b> confined to the main thread.
 */
final class EngineProcess implements AutoCloseable {
    private final Process process;

    private EngineProcess(final Process process) {
        this.process = process;
    }

    /** Starts it; its log goes on at the end of the file. */
    static EngineProcess start(final Path config, final Path log, final Map<String, String> environment) throws IOException {
        final List<String> words = new ArrayList<>();
        words.add(ProcessHandle.current().info().command().orElse("java"));
        // The flags of this process, without its heap and collector.
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !flag.startsWith("-X") && !flag.startsWith("-agent") && !flag.startsWith("-Dperegrine.log"))
                .forEach(words::add);
        words.addAll(List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto",
                "-cp", System.getProperty("java.class.path"), "io.peregrine.api.Main", "run",
                "--config", config.toString(), "--mode", "live"));
        final ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new EngineProcess(builder.start());
    }

    boolean alive() {
        return process.isAlive();
    }

    /** SIGKILL, and nothing of it runs any more on return. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
