package io.peregrine.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The snapshots of one journal, each named by the sequence at which it was taken.
 *
 * <p><b>Threading:</b> one writer; readers before it starts.
 */
public final class SnapshotStore {
    /** Of a journal's snapshots, in the journal's directory. */
    public static final String DIRECTORY = "snapshots";

    private static final String SUFFIX = ".snapshot";
    private static final int KEPT = 2;

    private final Path directory;

    /** @param directory made with the first snapshot */
    public SnapshotStore(final Path directory) {
        this.directory = directory;
    }

    /** All of them, the newest first. */
    public List<Path> newestFirst() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX)).sorted(Comparator.reverseOrder()).toList();
        }
    }

    /**
     * Writes one, and then removes all but the newest ones.
     *
     * @param sequence of the last record that is in it
     */
    public void write(final long sequence, final Consumer<SnapshotWriter> content) throws IOException {
        Files.createDirectories(directory);
        SnapshotFile.write(file(sequence), content);
        final List<Path> all = newestFirst();
        for (final Path old : all.subList(Math.min(KEPT, all.size()), all.size())) {
            Files.deleteIfExists(old);
        }
    }

    private Path file(final long sequence) {
        return directory.resolve("%019d%s".formatted(sequence, SUFFIX));
    }
}
