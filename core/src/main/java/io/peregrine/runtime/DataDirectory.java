package io.peregrine.runtime;

import io.peregrine.snapshot.SnapshotStore;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The directory of one engine's files, held by one engine at a time: a lock that goes with the process, however it ends.
 *
 * <p><b>Threading:</b> opened and closed by one thread.
 */
final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;

    private DataDirectory(final Path path, final FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the directory; makes it where it does not exist.
     *
     * @throws IOException naming the directory, where it can not be made or another engine has it
     */
    static DataDirectory open(final Path path) throws IOException {
        Files.createDirectories(path);
        final Path file = path.resolve("engine.lock");
        final FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (tryLock(channel)) {
                return new DataDirectory(path, channel);
            }
        } catch (final IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        throw new IOException("another engine is running on the data directory " + path + " (it holds " + file
                + "); stop it, or give this one a data directory of its own");
    }

    Path journal() {
        return path.resolve("journal");
    }

    /** Inside the journal's, so that the two go together. */
    Path snapshots() {
        return journal().resolve(SnapshotStore.DIRECTORY);
    }

    Path books() {
        return path.resolve("books");
    }

    Path identities() {
        return path.resolve("identities");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static boolean tryLock(final FileChannel channel) throws IOException {
        try {
            final FileLock lock = channel.tryLock();
            return lock != null;
        } catch (final OverlappingFileLockException e) {
            // Another engine in this very process.
            return false;
        }
    }
}
