package io.peregrine.api.watchdog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** That a data directory has one watchdog: a lock that goes with the process. <b>Threading:</b> one thread. */
public final class WatchdogLock implements AutoCloseable {
    private static final String FILE_NAME = "watchdog.lock";

    private final FileChannel channel;

    private WatchdogLock(final FileChannel channel) {
        this.channel = channel;
    }

    /** The lock, or nothing where another process has it. */
    public static Optional<WatchdogLock> take(final Path directory) throws IOException {
        final FileChannel channel = FileChannel.open(directory.resolve(FILE_NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        final FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            return Optional.empty();
        }
        return Optional.of(new WatchdogLock(channel));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
