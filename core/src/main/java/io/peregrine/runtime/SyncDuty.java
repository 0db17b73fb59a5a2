package io.peregrine.runtime;

import io.peregrine.journal.JournalSync;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Forces the journal to the disk at each interval.
 *
 * <p><b>Threading:</b> its duty cycle's thread, which waits for the disk; the trade thread does not. <b>Errors:</b> a disk that does not
 * take the records stops trading.
 */
final class SyncDuty implements Duty {
    private final JournalSync sync;
    private final long intervalNs;
    private final Runnable halt;
    private long nextNs;

    SyncDuty(final JournalSync sync, final long intervalNs, final Runnable halt) {
        this.sync = sync;
        this.intervalNs = intervalNs;
        this.halt = halt;
    }

    @Override
    public String name() {
        return "journal-sync";
    }

    @Override
    public int doWork(final long nowNs) {
        if (nowNs < nextNs) {
            return 0;
        }
        nextNs = nowNs + intervalNs;
        force();
        return 1;
    }

    @Override
    public void close() {
        force();
        sync.close();
    }

    private void force() {
        try {
            sync.force();
        } catch (final IOException e) {
            halt.run();
            throw new UncheckedIOException("the journal can not be forced to the disk", e);
        }
    }
}
