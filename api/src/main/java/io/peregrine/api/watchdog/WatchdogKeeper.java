package io.peregrine.api.watchdog;

import io.peregrine.api.JavaCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the watchdog's process, and starts it again where it is gone while the engine runs. The process is not ended with this one: it
 * ends itself, after an orderly stop at once, and else when it has cancelled what was open.
 *
 * <p><b>Threading:</b> a thread of its own. <b>Errors:</b> where it can not be started that is logged, and tried again: trading goes on,
 * and {@code GET /risk} says that nobody watches.
 */
public final class WatchdogKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WatchdogKeeper.class);
    private static final List<String> FLAGS = List.of("-Xms32m", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto");
    /** Enough for a JVM to come up on a busy machine. */
    private static final long START_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_NS = TimeUnit.SECONDS.toNanos(1);
    private static final String LOG_NAME = "watchdog.log";

    private final Path config;
    private final Path directory;
    private final BooleanSupplier watched;
    private final Thread thread = new Thread(this::run, "watchdog-keeper");
    private volatile boolean closed;
    private Process process;
    private long startTickNs;

    /**
     * @param config    read by the watchdog, too
     * @param directory the engine's data directory
     * @param watched   has the engine seen a watchdog lately?
     */
    private WatchdogKeeper(final Path config, final Path directory, final BooleanSupplier watched) {
        this.config = config;
        this.directory = directory;
        this.watched = watched;
        thread.setDaemon(true);
    }

    /** Starts it. */
    public static WatchdogKeeper start(final Path config, final Path directory, final BooleanSupplier watched) {
        final WatchdogKeeper keeper = new WatchdogKeeper(config, directory, watched);
        keeper.startProcess();
        keeper.thread.start();
        return keeper;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(LOOK_NS);
            if (!closed && !watched.getAsBoolean() && System.nanoTime() - startTickNs >= START_NS) {
                final boolean gone = process == null || !process.isAlive();
                LOG.error("no watchdog is seen ({}); starting one", gone ? "its process is gone" : "it hangs");
                startProcess();
            }
        }
    }

    private void startProcess() {
        startTickNs = System.nanoTime();
        try {
            Files.createDirectories(directory);
            process = new ProcessBuilder(JavaCommand.detached(FLAGS, List.of("watchdog", "--config", config.toString(), "--once")))
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve(LOG_NAME).toFile()))
                    .start();
            LOG.info("watchdog started, process {}; its log is {}", process.pid(), directory.resolve(LOG_NAME));
        } catch (final IOException e) {
            LOG.error("the watchdog can not be started: {}; nobody cancels where this process hangs or dies", e.getMessage());
        }
    }
}
