package io.peregrine.runtime;

import io.peregrine.journal.JournalReaders;
import io.peregrine.journal.JournalSettings;
import io.peregrine.journal.JournalSync;
import io.peregrine.snapshot.SnapshotStore;
import io.peregrine.trade.TradeCore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** The thread that looks after the journal: what may wait for a disk, and must not hold up anything else. */
final class JournalKeeper {
    private static final long PARK_MIN_NS = TimeUnit.MICROSECONDS.toNanos(100);
    private static final long PARK_MAX_NS = TimeUnit.MILLISECONDS.toNanos(2);

    private JournalKeeper() {
    }

    static DutyCycle of(
            final EngineParts parts, final JournalReaders readers, final SnapshotStore snapshots, final Recovery recovery,
            final Supplier<TradeCore> cores, final Runnable halt) {
        final JournalSettings settings = parts.settings().journal();
        final List<Duty> duties = new ArrayList<>();
        duties.add(new SpaceDuty(readers.directory(), settings.freeSpaceMinBytes(), halt));
        if (settings.sync()) {
            duties.add(new SyncDuty(new JournalSync(readers.directory()), settings.syncIntervalNs(), halt));
        }
        duties.add(new SnapshotDuty(parts, readers.directory(), snapshots, recovery, cores, halt));
        if (settings.retentionDays() > 0) {
            final SnapshotHead head = new SnapshotHead(parts.instruments(), parts.settings().strategies().size());
            duties.add(new RetentionDuty(settings.retentionDays(), readers, snapshots, head, cores));
        }
        return new DutyCycle("journal", duties, false, new Pinning(Pinning.NONE), parts.life(), parts.context().clock());
    }

    /** It has time: a snapshot is seconds away. */
    static IdleStrategy newIdleStrategy() {
        return new BackoffIdleStrategy(1, 1, PARK_MIN_NS, PARK_MAX_NS);
    }
}
