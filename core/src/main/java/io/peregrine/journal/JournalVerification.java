package io.peregrine.journal;

import io.peregrine.journal.JournalDamage.Kind;
import io.peregrine.message.EngineStartedDecoder;
import io.peregrine.message.EngineStoppedDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a check of a whole journal found.
 *
 * @param ok              is it whole?
 * @param records         records that are what was written
 * @param firstSequence   of the first of them, 0 where there is none
 * @param lastSequence    of the last of them, 0 where there is none
 * @param writtenSequence what the writer counted
 * @param firstRunId      of the engine, in these records; 0 where none began here
 * @param lastRunId       of the engine
 * @param orderlyEnd      does it end with the orderly end of a run, or is it empty?
 * @param anchor          what is known of files that were removed in order; null where none was
 * @param files           with records, oldest first
 * @param damage          places where it is not what was written, in order; the first {@value #DAMAGE_MAX}
 */
public record JournalVerification(
        boolean ok,
        long records,
        long firstSequence,
        long lastSequence,
        long writtenSequence,
        long firstRunId,
        long lastRunId,
        boolean orderlyEnd,
        Anchor anchor,
        List<FileSummary> files,
        List<JournalDamage> damage) {
    private static final int DAMAGE_MAX = 100;

    /**
     * One file.
     *
     * @param file          its name
     * @param records       good ones
     * @param firstSequence of these
     * @param lastSequence  of these
     */
    public record FileSummary(String file, long records, long firstSequence, long lastSequence) {
    }

    /**
     * Files that were removed in order. The records after them are checked against it.
     *
     * @param sequence of the last record in them
     * @param lastFile the last of them
     * @param left     those of them that are still there, because the engine ended before it had removed them; their records are not
     *                 checked
     */
    public record Anchor(long sequence, String lastFile, List<String> left) {
    }

    /** Reads and checks every record that is to be there. Changes nothing; an engine may write meanwhile. */
    public static JournalVerification of(final Path directory) throws IOException {
        final Checker checker = new Checker();
        JournalAnchor anchor = null;
        try {
            anchor = JournalAnchor.read(directory);
        } catch (final IOException e) {
            checker.onDamage(new JournalDamage(Kind.ANCHOR, 1, 1, directory.resolve(JournalAnchor.FILE).toString(), 0, 0,
                    e.getMessage() + "; files that were removed in order can not be told from files that were lost"));
        }
        final long written = JournalWalk.walk(directory, anchor == null ? JournalPosition.START : anchor.position(), checker);
        checker.endFile();
        return new JournalVerification(checker.damage.isEmpty(), checker.records, checker.first, checker.last, written, checker.firstRunId,
                checker.lastRunId, checker.records == 0 || checker.lastTemplate == EngineStoppedDecoder.TEMPLATE_ID,
                anchor == null ? null : new Anchor(anchor.position().sequence(), anchor.lastFile(), anchor.leftFiles()),
                List.copyOf(checker.files), List.copyOf(checker.damage));
    }

    /** Counts. */
    private static final class Checker implements JournalWalk.Listener {
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final EngineStartedDecoder started = new EngineStartedDecoder();
        private final List<FileSummary> files = new ArrayList<>();
        private final List<JournalDamage> damage = new ArrayList<>();
        private Path file;
        private long fileRecords;
        private long fileFirst;
        private long records;
        private long first;
        private long last;
        private long firstRunId;
        private long lastRunId;
        private int lastTemplate;

        @Override
        public void onRecord(final JournalWalk.RecordView record) {
            if (!record.file().equals(file)) {
                endFile();
                file = record.file();
                fileRecords = 0;
                fileFirst = record.sequence();
            }
            fileRecords++;
            records++;
            first = first == 0 ? record.sequence() : first;
            last = record.sequence();
            lastTemplate = header.wrap(record.buffer(), record.offset()).templateId();
            if (lastTemplate == EngineStartedDecoder.TEMPLATE_ID) {
                lastRunId = started.wrapAndApplyHeader(record.buffer(), record.offset(), header).runId();
                firstRunId = firstRunId == 0 ? lastRunId : firstRunId;
            }
        }

        @Override
        public void onDamage(final JournalDamage found) {
            if (damage.size() < DAMAGE_MAX) {
                damage.add(found);
            }
        }

        private void endFile() {
            if (file != null) {
                files.add(new FileSummary(file.getFileName().toString(), fileRecords, fileFirst, last));
            }
        }
    }
}
