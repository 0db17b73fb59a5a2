package io.peregrine.journal;

import io.peregrine.message.EngineStartedDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.RunSettingDecoder;
import io.peregrine.message.SnapshotBeginDecoder;
import io.peregrine.snapshot.SnapshotFile;
import io.peregrine.snapshot.SnapshotReader;
import io.peregrine.snapshot.SnapshotWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What is left of a journal's files that were removed in order: their last record's place, sequence and chain, on which the next record
 * builds, the state that all of them made, and the beginning of the run that went on in the next file. It is a snapshot file of its own,
 * {@code anchor}, forced to the disk before the first file goes. So whoever reads the journal from its beginning begins here.
 *
 * <p><b>Threading:</b> immutable; one writer, {@link #write} and {@link #removeFiles}. <b>Memory:</b> the whole file. <b>Errors:</b>
 * {@link IOException} where it is there and can not be read: then nothing tells what was removed in order from what was lost.
 */
public final class JournalAnchor {
    /** Its name in the journal's directory. */
    public static final String FILE = "anchor";

    private final Path directory;
    private final UnsafeBuffer file;
    private final JournalResume resume;

    private JournalAnchor(final Path directory, final UnsafeBuffer file) {
        this.directory = directory;
        this.file = file;
        final SnapshotBeginDecoder begin = SnapshotFile.begin(file);
        resume = new JournalResume(
                new JournalPosition(begin.index(), begin.sequence(), begin.chain()), begin.runId(), begin.lastTemplateId());
    }

    /**
     * Reads a journal's anchor.
     *
     * @return null where there is none, because no file was removed
     * @throws IOException it is damaged
     */
    public static JournalAnchor read(final Path directory) throws IOException {
        try {
            return new JournalAnchor(directory, SnapshotFile.read(directory.resolve(FILE)));
        } catch (final NoSuchFileException e) {
            return null;
        }
    }

    /** Where a reader of the whole journal begins. */
    public static JournalResume beginning(final Path directory) throws IOException {
        final JournalAnchor anchor = read(directory);
        return anchor == null ? JournalResume.START : anchor.resume;
    }

    /**
     * Writes it, so that it is on the disk when this returns. One that is there is replaced at once or not at all.
     *
     * @param content {@code SnapshotBegin} with the last record's place, the state, {@code EngineStarted} and the settings of the run
     */
    public static void write(final Path directory, final Consumer<SnapshotWriter> content) throws IOException {
        SnapshotFile.write(directory.resolve(FILE), content);
    }

    /** After the last record that may be gone. */
    public JournalResume resume() {
        return resume;
    }

    /** The last record that may be gone. */
    public JournalPosition position() {
        return resume.position();
    }

    /** What the state was taken with, and when. */
    public SnapshotBeginDecoder begin() {
        return SnapshotFile.begin(file);
    }

    /** Hands out the state that the removed files made. */
    public void state(final SnapshotReader reader) {
        messages(false, reader);
    }

    /** Hands out the beginning of the run that goes on after it: {@code EngineStarted} and each {@code RunSetting}. */
    public void run(final SnapshotReader reader) {
        messages(true, reader);
    }

    /** Names of the files that it stands for and that are there nevertheless, oldest first. */
    public List<String> leftFiles() throws IOException {
        return left().stream().map(path -> path.getFileName().toString()).toList();
    }

    /** Name of the last file that it stands for. */
    public String lastFile() {
        return JournalFiles.name(JournalFiles.cycleOf(position().index()));
    }

    /**
     * Removes the files that it stands for, oldest first.
     *
     * @return their names
     */
    public List<String> removeFiles() throws IOException {
        final List<String> removed = new ArrayList<>();
        for (final Path path : left()) {
            Files.delete(path);
            removed.add(path.getFileName().toString());
        }
        if (!removed.isEmpty()) {
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
        return removed;
    }

    private List<Path> left() throws IOException {
        final long cycle = JournalFiles.cycleOf(position().index());
        return JournalFiles.days(directory).stream().filter(path -> JournalFiles.cycle(path) <= cycle).toList();
    }

    private void messages(final boolean ofRun, final SnapshotReader reader) {
        final MessageHeaderDecoder header = new MessageHeaderDecoder();
        SnapshotFile.messages(file, (buffer, offset, length) -> {
            final int templateId = header.wrap(buffer, offset).templateId();
            if (ofRun == (templateId == EngineStartedDecoder.TEMPLATE_ID || templateId == RunSettingDecoder.TEMPLATE_ID)) {
                reader.onMessage(buffer, offset, length);
            }
        });
    }
}
