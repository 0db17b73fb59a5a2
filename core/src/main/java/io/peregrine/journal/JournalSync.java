package io.peregrine.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Forces what the journal's writer has written to the disk ({@code fdatasync} of the day's file, which also takes what was written through
 * the writer's mapping). What was written before {@link #force} is on the disk when it returns.
 *
 * <p><b>Threading:</b> one thread, any but the writer's.
 */
public final class JournalSync implements AutoCloseable {
    private final Path directory;
    private Path file;
    private FileChannel channel;

    /** @param directory of the journal */
    public JournalSync(final Path directory) {
        this.directory = directory;
    }

    /** Forces the newest file, and once more the one before when a new day has begun. */
    public void force() throws IOException {
        final List<Path> days = JournalFiles.days(directory);
        if (days.isEmpty()) {
            return;
        }
        if (channel != null) {
            channel.force(false);
        }
        if (!days.getLast().equals(file)) {
            close();
            file = days.getLast();
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            channel.force(true);
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
        try (FileChannel counts = FileChannel.open(directory.resolve(JournalFiles.METADATA), StandardOpenOption.WRITE)) {
            counts.force(false);
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (final IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
