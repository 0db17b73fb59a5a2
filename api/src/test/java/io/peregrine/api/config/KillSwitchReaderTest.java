package io.peregrine.api.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillSwitchReaderTest {
    @TempDir
    private Path folder;

    @Test
    void aWatchdogOfASecondIsTheDefault() throws IOException {
        assertEquals(new KillSwitchSettings(true, 1_000_000_000L, false), read(""));
    }

    @Test
    void readsEachKey() throws IOException {
        assertEquals(new KillSwitchSettings(false, 250_000_000L, true),
                read("kill_switch: {watchdog: false, watchdog_timeout: 250ms, flatten: true}"));
    }

    @Test
    void refusesATimeoutThatEveryPauseWouldReachAndKeysThatItDoesNotHave() {
        final ConfigException e = assertThrows(ConfigException.class, () -> read("kill_switch: {watchdog_timeout: 10ms}"));
        assertTrue(e.getMessage().contains("kill_switch.watchdog_timeout"), e.getMessage());
        assertThrows(ConfigException.class, () -> read("kill_switch: {positions: close}"));
    }

    private KillSwitchSettings read(final String text) throws IOException {
        final Path file = Files.writeString(folder.resolve("config.yaml"), text + "\n");
        return ConfigReader.read(file, new Environment(name -> null)).killSwitch();
    }
}
