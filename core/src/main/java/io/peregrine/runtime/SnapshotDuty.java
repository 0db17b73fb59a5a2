package io.peregrine.runtime;

import io.peregrine.journal.JournalException;
import io.peregrine.journal.JournalResume;
import io.peregrine.journal.JournalSettings;
import io.peregrine.journal.JournalTailer;
import io.peregrine.snapshot.SnapshotStore;
import io.peregrine.trade.TradeCore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots without the trade thread: reads the journal into a core of its own, which trades nothing, and writes that one down.
 * So each record is also checked soon after it was written.
 *
 * <p><b>Threading:</b> its duty cycle's thread. <b>Errors:</b> damage in the journal stops trading; a snapshot that can not be written is
 * told and tried again at the next interval.
 */
final class SnapshotDuty implements Duty {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotDuty.class);
    private static final int BATCH = 1024;

    private final Path journal;
    private final SnapshotStore store;
    private final Recovery recovery;
    private final Supplier<TradeCore> cores;
    private final SnapshotHead head;
    private final JournalSettings settings;
    private final Runnable halt;
    private TradeCore core;
    private JournalTailer tailer;
    private long takenSequence;
    private long takenNs;
    private long nowNs;

    /**
     * @param parts    the engine's
     * @param journal  its directory
     * @param store    where snapshots go
     * @param recovery where to begin
     * @param cores    makes a core like the engine's, which never trades
     * @param halt     stops trading
     */
    SnapshotDuty(
            final EngineParts parts, final Path journal, final SnapshotStore store, final Recovery recovery,
            final Supplier<TradeCore> cores, final Runnable halt) {
        this.journal = journal;
        this.store = store;
        this.recovery = recovery;
        this.cores = cores;
        head = new SnapshotHead(parts.instruments(), parts.settings().strategies().size());
        settings = parts.settings().journal();
        this.halt = halt;
        takenNs = parts.context().clock().getAsLong();
        nowNs = takenNs;
    }

    @Override
    public String name() {
        return "journal-snapshot";
    }

    @Override
    public void start() {
        core = cores.get();
        recovery.restore(core);
        tailer = JournalTailer.open(journal, recovery.resume());
        takenSequence = tailer.position().sequence();
    }

    @Override
    public int doWork(final long timeNs) {
        nowNs = timeNs;
        final int count = read();
        final long fresh = tailer.position().sequence() - takenSequence;
        if (fresh >= settings.snapshotRecords() || fresh > 0 && nowNs - takenNs >= settings.snapshotIntervalNs()) {
            take();
        }
        return count;
    }

    @Override
    public void close() {
        if (tailer == null) {
            return;
        }
        while (read() > 0) {
            // To the end.
        }
        if (tailer.position().sequence() > takenSequence) {
            take();
        }
        tailer.close();
    }

    private int read() {
        try {
            return tailer.poll(core.recovery(), BATCH);
        } catch (final JournalException e) {
            LOG.error("trading stops: {}", e.getMessage());
            halt.run();
            throw e;
        }
    }

    private void take() {
        takenNs = nowNs;
        final JournalResume at = tailer.resume();
        try {
            store.write(at.position().sequence(), out -> {
                head.write(at, nowNs, out);
                core.snapshot(out);
            });
            takenSequence = at.position().sequence();
        } catch (final IOException | UncheckedIOException e) {
            LOG.warn("no snapshot at {}: {}; the next start reads more of the journal", at.position().sequence(), e.toString());
        }
    }
}
