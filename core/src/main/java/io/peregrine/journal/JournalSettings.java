package io.peregrine.journal;

import java.util.concurrent.TimeUnit;

/**
 * Settings of the journal; see {@code journal} in docs/settings.md.
 *
 * @param sync              is what was written forced to the disk, again and again? If not, the operating system chooses when
 * @param syncIntervalNs    time between two of these
 * @param snapshotIntervalNs time between two snapshots, where there is something new
 * @param snapshotRecords   records after which a snapshot is taken at once: what a restart has to read at most
 * @param freeSpaceMinBytes with less room than this on the journal's disk, trading stops
 * @param retentionDays     days after which a day's file is removed; 0 to keep all
 * @param inputs            is every input of the core journalled too, so that {@code journal replay} can make its orders again?
 */
public record JournalSettings(
        boolean sync, long syncIntervalNs, long snapshotIntervalNs, long snapshotRecords, long freeSpaceMinBytes, int retentionDays,
        boolean inputs) {
    /** The defaults. */
    public static final JournalSettings STANDARD = new JournalSettings(
            false, TimeUnit.SECONDS.toNanos(1), TimeUnit.MINUTES.toNanos(1), 250_000, 256L << 20, 0, false);
}
