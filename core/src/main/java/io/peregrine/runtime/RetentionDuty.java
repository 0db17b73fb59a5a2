package io.peregrine.runtime;

import io.peregrine.journal.JournalAnchor;
import io.peregrine.journal.JournalException;
import io.peregrine.journal.JournalReaders;
import io.peregrine.journal.JournalResume;
import io.peregrine.journal.JournalRetention;
import io.peregrine.journal.JournalTailer;
import io.peregrine.message.EngineStartedDecoder;
import io.peregrine.message.MessageHeaderDecoder;
import io.peregrine.message.RunSettingDecoder;
import io.peregrine.snapshot.SnapshotStore;
import io.peregrine.trade.TradeCore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes files of the journal that nobody needs any more: reads them into a core of its own, which checks each record once more, writes
 * the state that they made as the {@link JournalAnchor}, and only when that is on the disk removes them. A process that dies in between
 * leaves files that the anchor stands for; they are removed at the next look.
 *
 * <p><b>Threading:</b> its duty cycle's thread, a batch of records each time. <b>Errors:</b> a file that is damaged is not removed, and
 * nothing after it; the log says so once. What goes wrong on the disk is told and tried again.
 */
final class RetentionDuty implements Duty {
    static final long INTERVAL_NS = TimeUnit.MINUTES.toNanos(1);

    private static final Logger LOG = LoggerFactory.getLogger(RetentionDuty.class);
    private static final int BATCH = 1024;

    private final Path journal;
    private final JournalReaders readers;
    private final JournalRetention retention;
    private final SnapshotStore snapshots;
    private final SnapshotHead head;
    private final Supplier<TradeCore> cores;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final List<byte[]> run = new ArrayList<>();
    private String told = "";
    private long nextNs = Long.MIN_VALUE;
    private long lastSequence;
    private TradeCore core;
    private JournalTailer tailer;
    private boolean damaged;

    /**
     * @param cores makes a core like the engine's, which never trades
     */
    RetentionDuty(
            final int days, final JournalReaders readers, final SnapshotStore snapshots, final SnapshotHead head,
            final Supplier<TradeCore> cores) {
        this.readers = readers;
        journal = readers.directory();
        retention = new JournalRetention(days, readers);
        this.snapshots = snapshots;
        this.head = head;
        this.cores = cores;
    }

    @Override
    public String name() {
        return "journal-retention";
    }

    @Override
    public int doWork(final long nowNs) {
        if (damaged || tailer == null && nowNs < nextNs) {
            return 0;
        }
        try {
            return tailer == null ? look(nowNs) : read(nowNs);
        } catch (final JournalException e) {
            damaged = true;
            LOG.error("no file of the journal is removed any more: {}", e.getMessage());
        } catch (final IOException e) {
            LOG.warn("no file of the journal was removed: {}", e.toString());
        }
        release();
        return 1;
    }

    @Override
    public void close() {
        release();
    }

    /** Is there something to remove? */
    private int look(final long nowNs) throws IOException {
        nextNs = nowNs + INTERVAL_NS;
        final JournalAnchor anchor = JournalAnchor.read(journal);
        if (anchor != null) {
            remove(anchor);
        }
        lastSequence = retention.lastSequence(snapshots.newestFirst(), nowNs);
        if (!retention.obstacle().equals(told)) {
            told = retention.obstacle();
            if (!told.isEmpty()) {
                LOG.info("journal: {}", told);
            }
        }
        if (lastSequence > 0) {
            begin(anchor);
        }
        return 1;
    }

    private void begin(final JournalAnchor anchor) {
        core = cores.get();
        run.clear();
        if (anchor != null) {
            anchor.state(core.restoring());
            anchor.run(this::keep);
        }
        tailer = JournalTailer.open(journal, anchor == null ? JournalResume.START : anchor.resume());
    }

    private int read(final long nowNs) throws IOException {
        final long left = lastSequence - tailer.position().sequence();
        final int count = tailer.poll(core.recovery(), this::onMessage, (int) Math.min(BATCH, left));
        if (count == left) {
            readers.remove(lastSequence, () -> {
                write(tailer.resume(), nowNs);
                remove(JournalAnchor.read(journal));
            });
            release();
        }
        return count;
    }

    private void write(final JournalResume at, final long nowNs) throws IOException {
        JournalAnchor.write(journal, out -> {
            head.write(at, nowNs, out);
            core.snapshot(out);
            run.forEach(message -> out.append(new UnsafeBuffer(message), 0, message.length));
        });
    }

    private void remove(final JournalAnchor anchor) throws IOException {
        final List<String> removed = anchor.removeFiles();
        if (!removed.isEmpty()) {
            LOG.info("journal: removed {}; it begins after record {} now", removed, anchor.position().sequence());
        }
    }

    /** Keeps the beginning of the run that the last record belongs to. */
    private void onMessage(final DirectBuffer buffer, final int offset, final int length) {
        final int templateId = header.wrap(buffer, offset).templateId();
        if (templateId == EngineStartedDecoder.TEMPLATE_ID) {
            run.clear();
        }
        if (templateId == EngineStartedDecoder.TEMPLATE_ID || templateId == RunSettingDecoder.TEMPLATE_ID) {
            keep(buffer, offset, length);
        }
    }

    private void keep(final DirectBuffer buffer, final int offset, final int length) {
        final byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        run.add(message);
    }

    private void release() {
        core = null;
        if (tailer != null) {
            tailer.close();
            tailer = null;
        }
    }
}
