package io.peregrine.api.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.journal.JournalSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalReaderTest {
    @TempDir
    private Path folder;

    @Test
    void hasDefaults() throws IOException {
        assertEquals(JournalSettings.STANDARD, read(""));
    }

    @Test
    void readsEachKey() throws IOException {
        assertEquals(new JournalSettings(true, 50_000_000, 2_000_000_000L, 5_000, 3L << 30, 400, true), read(
                "journal: {durability: sync, sync_interval: 50ms, snapshot_interval: 2s, snapshot_records: 5000, free_space_min: 3GB, "
                + "retention_days: 400, inputs: true}"));
    }

    @Test
    void refusesWhatIsOutOfRange() {
        final ConfigException e = assertThrows(ConfigException.class, () -> read("journal: {free_space_min: 5kB}"));
        assertTrue(e.getMessage().contains("journal.free_space_min: '5kB' is not a size such as 100MB"), e.getMessage());
        assertThrows(ConfigException.class, () -> read("journal: {durability: always}"));
        assertThrows(ConfigException.class, () -> read("journal: {retention_days: -1}"));
        assertThrows(ConfigException.class, () -> read("journal: {fsync: true}"));
    }

    private JournalSettings read(final String text) throws IOException {
        final Path file = Files.writeString(folder.resolve("config.yaml"), text + "\n");
        return ConfigReader.read(file, new Environment(name -> null)).journal();
    }
}
