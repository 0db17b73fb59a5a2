package io.peregrine.killswitch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heartbeat as engine and watchdog see it, each with a mapping of its own. */
class HeartbeatTest {
    @TempDir
    private Path directory;
    private Heartbeat engine;
    private Heartbeat watchdog;
    private final HeartbeatMonitor monitor = new HeartbeatMonitor();

    @BeforeEach
    void open() throws IOException {
        engine = Heartbeat.open(directory);
        watchdog = Heartbeat.open(directory);
    }

    @Test
    void theWatchdogSeesWhoBeats() {
        assertFalse(watchdog.running());
        engine.begin(2, 4711, 99);
        assertTrue(watchdog.running());
        assertEquals(4711, watchdog.pid());
        assertEquals(99, watchdog.startTimeNs());
        assertEquals(2, watchdog.slots());
        engine.pulse(1).beat();
        assertEquals(0, watchdog.beats(0));
        assertEquals(1, watchdog.beats(1));
        engine.stop();
        assertFalse(watchdog.running());
    }

    @Test
    void theEngineSeesThatItIsWatched() {
        watchdog.watchdogPulse().beat();
        assertEquals(1, engine.watchdogBeats());
    }

    @Test
    void oneThatIsVouchedForMovesAndOneThatIsNotAnyMoreIsStuck() {
        engine.begin(1, 4711, 99);
        final Heartbeat.Pulse pulse = engine.pulse(0);
        monitor.reset(watchdog);
        for (int i = 0; i < 2 * HeartbeatMonitor.MISSES_MAX; i++) {
            engine.vouch(0);
            assertEquals(-1, monitor.look(watchdog));
        }
        pulse.beat();
        assertEquals(-1, monitor.look(watchdog), "its own count is another one");
        for (int i = 1; i < HeartbeatMonitor.MISSES_MAX; i++) {
            assertEquals(-1, monitor.look(watchdog));
        }
        assertEquals(0, monitor.look(watchdog));
    }

    @Test
    void aCountGoesOnOverRestarts() throws IOException {
        engine.pulse(0).beat();
        Heartbeat.open(directory).pulse(0).beat();
        assertEquals(2, watchdog.beats(0));
    }

    @Test
    void whatIsNoHeartbeatIsMadeOne() throws IOException {
        Files.write(directory.resolve(Heartbeat.FILE_NAME), new byte[] {1, 2, 3});
        final Heartbeat made = Heartbeat.open(directory);
        assertFalse(made.running());
        assertEquals(0, made.beats(0));
    }

    @Test
    void moreThreadsThanItHasRoomForAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> engine.begin(Heartbeat.SLOTS_MAX + 1, 1, 1));
    }

    @Test
    void aThreadWithoutABeatAtEveryLookIsStuckThoughOthersMove() {
        engine.begin(2, 1, 1);
        monitor.reset(watchdog);
        final Heartbeat.Pulse moving = engine.pulse(0);
        for (int look = 1; look < HeartbeatMonitor.MISSES_MAX; look++) {
            moving.beat();
            assertEquals(-1, monitor.look(watchdog), "look " + look);
        }
        moving.beat();
        assertEquals(1, monitor.look(watchdog));
    }

    @Test
    void oneBeatInTimeIsEnough() {
        engine.begin(1, 1, 1);
        monitor.reset(watchdog);
        final Heartbeat.Pulse slow = engine.pulse(0);
        for (int look = 1; look <= 10 * HeartbeatMonitor.MISSES_MAX; look++) {
            if (look % HeartbeatMonitor.MISSES_MAX == 0) {
                slow.beat();
            }
            assertEquals(-1, monitor.look(watchdog), "look " + look);
        }
    }

    @Test
    void aStuckThreadIsSeenWithinTheTimeout() {
        final long timeoutNs = 1_000_000_000L;
        assertTrue((HeartbeatMonitor.MISSES_MAX + 1) * HeartbeatMonitor.intervalNs(timeoutNs) < timeoutNs);
    }

    @Test
    void itMovesOnlyWhereAllItsThreadsDo() {
        engine.begin(2, 1, 1);
        monitor.reset(watchdog);
        engine.pulse(0).beat();
        assertFalse(monitor.moving(watchdog));
        engine.pulse(1).beat();
        assertTrue(monitor.moving(watchdog));
    }
}
