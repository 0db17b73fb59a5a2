package io.peregrine.killswitch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The switch as two processes see it, each with its own mapping. */
class KillSwitchTest {
    @TempDir
    private Path directory;

    @Test
    void everyMappingSeesItAndRemembersTheFirst() throws IOException {
        final KillSwitch engine = KillSwitch.open(directory);
        final KillSwitch watchdog = KillSwitch.open(directory);
        assertFalse(engine.tripped());
        assertTrue(watchdog.trip("watchdog: the engine is stuck", 41));
        assertTrue(engine.tripped());
        assertFalse(engine.trip("somebody else", 42));
        assertEquals(new KillSwitch.Status(true, 41, "watchdog: the engine is stuck"), engine.status());
    }

    @Test
    void staysAsItIsUntilItIsReset() throws IOException {
        KillSwitch.open(directory).trip("by hand", 1);
        final KillSwitch next = KillSwitch.open(directory);
        assertTrue(next.tripped());
        assertTrue(next.reset("checked", 2));
        assertFalse(next.reset("checked again", 3));
        assertEquals(new KillSwitch.Status(false, 2, "checked"), KillSwitch.open(directory).status());
    }

    @Test
    void aStateThatNobodyWroteIsTripped() throws IOException {
        final KillSwitch opened = KillSwitch.open(directory);
        final Path file = directory.resolve(KillSwitch.FILE_NAME);
        final byte[] bytes = Files.readAllBytes(file);
        bytes[64] ^= 0x40;
        Files.write(file, bytes);
        assertTrue(KillSwitch.open(directory).tripped());
        assertTrue(opened.tripped());
    }

    @Test
    void aFileThatIsNoSwitchIsRefused() throws IOException {
        final Path file = directory.resolve(KillSwitch.FILE_NAME);
        Files.write(file, new byte[512]);
        assertTrue(assertThrows(IOException.class, () -> KillSwitch.open(directory)).getMessage().contains("is damaged"));
        Files.write(file, new byte[3]);
        assertThrows(IOException.class, () -> KillSwitch.open(directory));
    }

    @Test
    void aLongReasonIsCut() throws IOException {
        final KillSwitch opened = KillSwitch.open(directory);
        opened.trip("x".repeat(1000), 1);
        assertEquals(256, opened.status().reason().length());
    }

    @Test
    void aFileThatWasRemovedReplacedOrDamagedIsNotIntactAnyMore() throws IOException {
        final KillSwitch opened = KillSwitch.open(directory);
        final Path file = directory.resolve(KillSwitch.FILE_NAME);
        assertTrue(opened.intact());
        Files.move(file, directory.resolve("aside"));
        assertFalse(opened.intact());
        KillSwitch.open(directory);
        assertFalse(opened.intact());
        Files.move(directory.resolve("aside"), file, StandardCopyOption.REPLACE_EXISTING);
        assertTrue(opened.intact());
        Files.write(file, new byte[8], StandardOpenOption.WRITE);
        assertFalse(opened.intact());
    }

    @Test
    void theInstantOfATripIsOnTheClockThatAllProcessesShare() throws IOException {
        final long before = System.nanoTime();
        KillSwitch.open(directory).trip("a test", 1);
        final long tick = KillSwitch.open(directory).tripTickNs();
        assertTrue(tick - before >= 0 && System.nanoTime() - tick >= 0);
    }

    @Test
    void aFileCalledKillTripsItWithItsFirstLineAsTheReason() throws IOException {
        final KillFile killFile = new KillFile(directory);
        assertFalse(killFile.exists());
        Files.writeString(directory.resolve(KillFile.NAME), "");
        assertTrue(killFile.exists());
        assertEquals("file KILL", killFile.reason());
        Files.writeString(directory.resolve(KillFile.NAME), "prices are wrong\nmore");
        assertEquals("file KILL: prices are wrong", killFile.reason());
    }
}
