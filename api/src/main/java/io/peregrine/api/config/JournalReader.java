package io.peregrine.api.config;

import io.peregrine.journal.JournalSettings;
import java.util.List;

/**
 * Reads the block {@code journal}.
 *
 * <p><b>Threading:</b> stateless. <b>Errors:</b> {@link ConfigException}.
 */
final class JournalReader {
    private JournalReader() {
    }

    static JournalSettings journal(final Section root) {
        try (Section journal = root.section("journal")) {
            return new JournalSettings(
                    "sync".equals(journal.choice("durability", "page_cache", List.of("page_cache", "sync"))),
                    journal.durationNs("sync_interval", "1s", "1ms", "1h"),
                    journal.durationNs("snapshot_interval", "1m", "1s", "24h"),
                    journal.integer("snapshot_records", 250_000, 1_000, 100_000_000),
                    journal.sizeBytes("free_space_min", "256MB", "16MB", "999999GB"),
                    journal.integer("retention_days", 0, 0, 36_500),
                    journal.flag("inputs", false));
        }
    }
}
