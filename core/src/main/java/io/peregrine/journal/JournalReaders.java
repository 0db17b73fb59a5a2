package io.peregrine.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Who still needs a journal's records: tailers that the engine has handed out and that were not closed, and readers that keep their
 * position elsewhere, over restarts, and say how far they are by a mark: a file of their name in the journal's folder {@value #DIRECTORY}
 * with the sequence of the last record that they do not need any more. A file of the journal is not removed before all have read it.
 *
 * <p><b>Threading:</b> thread-safe. <b>Allocates:</b> when asked; none while a tailer reads.
 */
public final class JournalReaders {
    private static final String DIRECTORY = "readers";

    /** What {@link #remove} does. */
    @FunctionalInterface
    public interface Removal {
        void run() throws IOException;
    }

    private final Path directory;
    private final List<JournalTailer> tailers = new CopyOnWriteArrayList<>();

    /** @param directory of the journal */
    public JournalReaders(final Path directory) {
        this.directory = directory;
    }

    /** Of the journal. */
    public Path directory() {
        return directory;
    }

    /**
     * A new tailer from a place on, or, where files that held it were removed, from the first record that is left.
     *
     * @throws JournalException there is no such record, or what was removed in order is not known
     */
    public synchronized JournalTailer open(final JournalPosition position) {
        final JournalTailer tailer;
        try {
            final JournalResume beginning = JournalAnchor.beginning(directory);
            final boolean removed = position.sequence() < beginning.position().sequence();
            tailer = JournalTailer.open(directory, removed ? beginning : new JournalResume(position, 0, 0));
        } catch (final IOException e) {
            throw new JournalException(e.getMessage(), 1, e);
        }
        tailers.add(tailer);
        return tailer;
    }

    /**
     * Says durably how far a reader is that keeps its own position.
     *
     * @param name     a file's name
     * @param sequence of the last record that it will never ask for again
     */
    public static void mark(final Path directory, final String name, final long sequence) throws IOException {
        final Path folder = Files.createDirectories(directory.resolve(DIRECTORY));
        final Path next = folder.resolve(name + ".new");
        Files.writeString(next, Long.toString(sequence), StandardCharsets.US_ASCII);
        Files.move(next, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Does something that takes all records up to this one away, where nobody needs them any more; nobody begins to read meanwhile.
     *
     * @return false where somebody needs them
     */
    public synchronized boolean remove(final long sequence, final Removal removal) throws IOException {
        if (!behind(sequence).isEmpty()) {
            return false;
        }
        removal.run();
        return true;
    }

    /** The names of those that still need this record; a mark that can not be read needs all. */
    List<String> behind(final long sequence) throws IOException {
        tailers.removeIf(JournalTailer::closed);
        final List<String> names = new ArrayList<>();
        if (tailers.stream().anyMatch(tailer -> tailer.readSequence() < sequence)) {
            names.add("a reader in this process");
        }
        final Path folder = directory.resolve(DIRECTORY);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> marks = Files.list(folder)) {
                for (final Path mark : marks.filter(file -> !file.toString().endsWith(".new")).sorted().toList()) {
                    if (sequence(mark) < sequence) {
                        names.add(mark.toString());
                    }
                }
            }
        }
        return names;
    }

    private static long sequence(final Path mark) throws IOException {
        try {
            return Long.parseLong(Files.readString(mark, StandardCharsets.US_ASCII).trim());
        } catch (final NumberFormatException e) {
            return 0;
        }
    }
}
