package io.peregrine.api.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.peregrine.killswitch.KillSwitch;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillSignalTest {
    @TempDir
    private Path directory;

    @Test
    void theSignalTripsTheSwitchAndTheProcessGoesOn() throws Exception {
        final KillSwitch killSwitch = KillSwitch.open(directory);
        KillSignal.install(killSwitch);
        assertFalse(killSwitch.tripped());
        final String pid = Long.toString(ProcessHandle.current().pid());
        assertEquals(0, new ProcessBuilder("kill", "-" + KillSignal.NAME, pid).inheritIO().start().waitFor());
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            while (!killSwitch.tripped()) {
                Thread.onSpinWait();
            }
        });
        assertEquals("signal USR1", killSwitch.status().reason());
    }
}
