package io.peregrine.runtime;

import io.peregrine.instrument.Instruments;
import io.peregrine.journal.Journal;
import io.peregrine.journal.JournalAnchor;
import io.peregrine.journal.JournalException;
import io.peregrine.journal.JournalListener;
import io.peregrine.journal.JournalPosition;
import io.peregrine.journal.JournalResume;
import io.peregrine.journal.JournalSummary;
import io.peregrine.message.SnapshotBeginDecoder;
import io.peregrine.snapshot.SnapshotFile;
import io.peregrine.snapshot.SnapshotReader;
import io.peregrine.snapshot.SnapshotStore;
import io.peregrine.trade.TradeCore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From where, and how, a core is brought back: from the newest snapshot that is whole and fits, and the journal after it; from the whole
 * journal where there is none. A snapshot only saves time: what is not in the journal has not happened, and a snapshot that knows more
 * than the journal shows that records were lost.
 *
 * <p><b>Threading:</b> at start, one thread. <b>Errors:</b> {@link JournalException} where records are damaged or missing: trading must
 * not begin.
 */
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
    private static final JournalListener NOBODY = new JournalListener() { };

    private final Path journal;
    private final Consumer<SnapshotReader> snapshot;
    private final JournalResume resume;
    private final JournalSummary summary;

    private Recovery(
            final Path journal, final Consumer<SnapshotReader> snapshot, final JournalResume resume, final JournalSummary summary) {
        this.journal = journal;
        this.snapshot = snapshot;
        this.resume = resume;
        this.summary = summary;
    }

    /**
     * Reads the end of the journal, or all of it.
     *
     * @param strategyCount configured ones
     */
    static Recovery open(final Path journal, final SnapshotStore snapshots, final Instruments instruments, final int strategyCount)
            throws IOException {
        final JournalAnchor anchor = JournalAnchor.read(journal);
        long newest = 0;
        for (final Path file : snapshots.newestFirst()) {
            try {
                final UnsafeBuffer snapshot = SnapshotFile.read(file);
                final SnapshotBeginDecoder begin = SnapshotFile.begin(snapshot);
                newest = Math.max(newest, begin.sequence());
                check(begin, file, instruments, strategyCount);
                final JournalResume resume = new JournalResume(
                        new JournalPosition(begin.index(), begin.sequence(), begin.chain()), begin.runId(), begin.lastTemplateId());
                final JournalSummary summary = Journal.scan(journal, resume, NOBODY);
                checkEnd(journal, summary, newest);
                return new Recovery(journal, reader -> SnapshotFile.messages(snapshot, reader), resume, summary);
            } catch (final IOException | JournalException e) {
                LOG.warn("snapshot {} is not used, an older one or the whole journal is read: {}", file.getFileName(), e.getMessage());
            }
        }
        if (anchor != null) {
            checkAnchor(anchor.begin(), journal, instruments, strategyCount);
        }
        final JournalResume beginning = anchor == null ? JournalResume.START : anchor.resume();
        final JournalSummary summary = Journal.scan(journal, beginning, NOBODY);
        checkEnd(journal, summary, newest);
        return new Recovery(journal, anchor == null ? null : anchor::state, beginning, summary);
    }

    /** What files made that are gone can not be read again: also with fewer instruments than now, and of an older format, it is taken. */
    private static void checkAnchor(
            final SnapshotBeginDecoder begin, final Path journal, final Instruments instruments, final int strategyCount)
            throws IOException {
        final boolean readable = begin.format() >= TradeCore.ANCHOR_FORMAT_MIN && begin.format() <= TradeCore.SNAPSHOT_FORMAT;
        if (!readable || begin.instrumentCount() > instruments.count() || begin.assetCount() > instruments.assets().size()
                || begin.strategyCount() > strategyCount) {
            throw new IOException(journal.resolve(JournalAnchor.FILE) + " holds what files made that were removed, in format "
                    + begin.format() + " with " + begin.instrumentCount() + " instruments, " + begin.assetCount() + " assets and "
                    + begin.strategyCount() + " strategies; now there are fewer of them, or this version does not read that format, and "
                    + "no snapshot is left");
        }
    }

    private static void checkEnd(final Path journal, final JournalSummary summary, final long newest) {
        final long next = summary.lastSequence() + 1;
        if (next <= newest) {
            throw new JournalException("journal " + journal + ": at sequence " + next + ": a snapshot was taken at " + newest
                    + ", the records from " + next + " on are missing", next);
        }
    }

    /** Where the journal ends, and how. */
    JournalSummary summary() {
        return summary;
    }

    /** From where {@link #restore} makes that the journal is to be read. */
    JournalResume resume() {
        return resume;
    }

    /** Brings a core to where the snapshot was taken; a core without one is there already. */
    void restore(final TradeCore core) {
        if (snapshot != null) {
            snapshot.accept(core.restoring());
        }
    }

    /** Brings a core to where the journal ends. */
    void recover(final TradeCore core) {
        restore(core);
        Journal.scan(journal, resume, core.recovery());
    }

    /** For the log. */
    @Override
    public String toString() {
        final long sequence = resume.position().sequence();
        return (sequence == 0
                ? summary.lastSequence() + " records"
                : "a snapshot at " + sequence + " and " + (summary.lastSequence() - sequence) + " records")
                + (summary.orderly() ? "" : "; the last run did not end in order");
    }

    private static void check(final SnapshotBeginDecoder begin, final Path file, final Instruments instruments, final int strategyCount)
            throws IOException {
        if (begin.format() != TradeCore.SNAPSHOT_FORMAT) {
            throw new IOException(file + " has format " + begin.format() + ", not " + TradeCore.SNAPSHOT_FORMAT);
        }
        if (begin.instrumentCount() != instruments.count() || begin.assetCount() != instruments.assets().size()
                || begin.strategyCount() != strategyCount) {
            throw new IOException("it was taken with " + begin.instrumentCount() + " instruments, " + begin.assetCount() + " assets and "
                    + begin.strategyCount() + " strategies, now there are " + instruments.count() + ", " + instruments.assets().size()
                    + " and " + strategyCount);
        }
    }
}
