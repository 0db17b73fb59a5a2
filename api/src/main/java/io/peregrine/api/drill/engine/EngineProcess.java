package io.peregrine.api.drill.engine;

import io.peregrine.api.JavaCommand;
import java.io.IOException;
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
public final class EngineProcess implements AutoCloseable {
    private final Process process;
    private final List<ProcessHandle> children = new ArrayList<>();

    private EngineProcess(final Process process) {
        this.process = process;
    }

    /** Starts it; its log goes on at the end of the file. */
    public static EngineProcess start(final Path config, final Path log, final Map<String, String> environment) throws IOException {
        final List<String> words = JavaCommand.of(
                List.of("-Xms256m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"),
                List.of("run", "--config", config.toString(), "--mode", "live"));
        final ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return new EngineProcess(builder.start());
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** SIGKILL, and nothing of it runs any more on return. */
    public void kill() throws InterruptedException {
        process.descendants().forEach(children::add);
        process.destroyForcibly();
        process.waitFor(30, TimeUnit.SECONDS);
    }

    /** Sends a signal, by its name: {@code STOP}, {@code CONT}, {@code USR1}. */
    public void signal(final String name) throws IOException, InterruptedException {
        final Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
        if (kill.waitFor() != 0) {
            throw new IOException("SIG" + name + " could not be sent to process " + process.pid());
        }
    }

    /** SIGTERM: an orderly stop; false where it did not come to its end. */
    public boolean end() throws InterruptedException {
        process.descendants().forEach(children::add);
        process.destroy();
        return process.waitFor(40, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    /** Kills it and its watchdog, which would go on for as long as the venues are gone. */
    @Override
    public void close() {
        process.descendants().forEach(children::add);
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
    }
}
