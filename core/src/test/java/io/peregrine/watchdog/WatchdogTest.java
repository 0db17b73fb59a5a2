package io.peregrine.watchdog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.emergency.CancelLog;
import io.peregrine.emergency.EmergencyCancel;
import io.peregrine.killswitch.Heartbeat;
import io.peregrine.killswitch.HeartbeatMonitor;
import io.peregrine.killswitch.KillFile;
import io.peregrine.killswitch.KillSwitch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A watchdog and an engine that is only a heartbeat, look by look. */
class WatchdogTest {
    private static final long PID = 4711;

    @TempDir
    private Path directory;
    private KillSwitch killSwitch;
    private Heartbeat engine;
    private Heartbeat.Pulse pulse;
    private Watchdog watchdog;
    private boolean alive = true;
    private long engineStartNs;

    @BeforeEach
    void open() throws IOException {
        killSwitch = KillSwitch.open(directory);
        engine = Heartbeat.open(directory);
        pulse = engine.pulse(0);
        watchdog = new Watchdog(directory, new Watchdog.Files(KillSwitch.open(directory), Heartbeat.open(directory)),
                EmergencyCancel.none(), TimeUnit.SECONDS.toNanos(1), pid -> alive && pid == PID, () -> 77);
    }

    private void engineBegins() {
        engine.begin(1, PID, ++engineStartNs);
        beatAndLook();
    }

    private void beatAndLook() {
        pulse.beat();
        watchdog.look();
    }

    private void lookOften() {
        for (int i = 0; i < HeartbeatMonitor.MISSES_MAX; i++) {
            watchdog.look();
        }
    }

    @Test
    void anEngineThatMovesIsGuarded() {
        assertEquals(WatchdogState.WAITING, watchdog.state());
        engineBegins();
        assertEquals(WatchdogState.GUARDING, watchdog.state());
        for (int i = 0; i < 1_000; i++) {
            beatAndLook();
        }
        assertEquals(WatchdogState.GUARDING, watchdog.state());
        assertFalse(killSwitch.tripped());
    }

    @Test
    void anEngineThatStandsStillTripsTheSwitchAndItsOrdersAreCancelled() {
        engineBegins();
        lookOften();
        assertTrue(killSwitch.tripped());
        final String reason = killSwitch.status().reason();
        assertTrue(reason.startsWith("watchdog: the engine, process 4711, does not move"), reason);
        assertEquals(77, killSwitch.status().timeNs());
        watchdog.look();
        assertEquals(WatchdogState.CANCELLED, watchdog.state());
        assertTrue(new CancelLog(directory).last().contains("\"by\":\"watchdog\""));
        assertFalse(watchdog.ended());
    }

    @Test
    void anEngineThatIsGoneTripsTheSwitchAtTheNextLook() {
        engineBegins();
        alive = false;
        watchdog.look();
        assertTrue(killSwitch.tripped());
        watchdog.look();
        watchdog.look();
        assertEquals(WatchdogState.CANCELLED, watchdog.state());
        assertFalse(watchdog.ended(), "it looks on while the switch is tripped");
        killSwitch.reset("looked into", 78);
        watchdog.look();
        assertTrue(watchdog.ended());
    }

    @Test
    void whatLooksOnAfterAnEngineThatIsGoneEndsForTheNextOne() {
        engineBegins();
        alive = false;
        watchdog.look();
        watchdog.look();
        engine.begin(1, PID + 1, ++engineStartNs);
        watchdog.look();
        assertTrue(watchdog.ended(), "that one has a watchdog, and a configuration, of its own");
    }

    @Test
    void aProcessThatCanNotBeSeenAtAllIsJudgedByItsBeats() {
        alive = false;
        engineBegins();
        beatAndLook();
        assertFalse(killSwitch.tripped());
        lookOften();
        assertTrue(killSwitch.tripped());
    }

    @Test
    void anOrderlyEndIsNoAlarm() {
        engineBegins();
        engine.stop();
        alive = false;
        watchdog.look();
        lookOften();
        assertFalse(killSwitch.tripped());
        assertTrue(watchdog.ended());
        assertEquals(WatchdogState.WAITING, watchdog.state());
    }

    @Test
    void whatAnEarlierCrashLeftIsNoAlarm() {
        engine.begin(1, PID, 1);
        alive = false;
        lookOften();
        lookOften();
        assertEquals(WatchdogState.WAITING, watchdog.state());
        assertFalse(killSwitch.tripped());
    }

    @Test
    void theNextEngineIsGuardedAgain() {
        engineBegins();
        engine.stop();
        watchdog.look();
        engineBegins();
        assertEquals(WatchdogState.GUARDING, watchdog.state());
        assertFalse(watchdog.ended());
    }

    @Test
    void anEngineThatWakesUpIsGuardedAgainOnceTheSwitchIsReset() {
        engineBegins();
        lookOften();
        watchdog.look();
        beatAndLook();
        assertEquals(WatchdogState.CANCELLED, watchdog.state());
        killSwitch.reset("looked into", 78);
        beatAndLook();
        beatAndLook();
        assertEquals(WatchdogState.GUARDING, watchdog.state());
    }

    @Test
    void anEngineThatGetsStuckWhileTheSwitchIsOnLosesItsOrdersToo() {
        engineBegins();
        killSwitch.trip("by hand", 5);
        lookOften();
        assertEquals(WatchdogState.CANCELLING, watchdog.state());
        assertEquals("by hand", killSwitch.status().reason());
    }

    @Test
    void theFileTripsTheSwitchWithoutAnEngine() throws IOException {
        Files.writeString(directory.resolve(KillFile.NAME), "stop");
        watchdog.look();
        assertEquals("file KILL: stop", killSwitch.status().reason());
    }

    @Test
    void theEngineSeesThatItIsWatched() {
        final long before = engine.watchdogBeats();
        watchdog.look();
        assertTrue(engine.watchdogBeats() > before);
    }
}
