package io.peregrine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.emergency.CancelLog;
import io.peregrine.emergency.CancelReport;
import io.peregrine.emergency.CancelState;
import io.peregrine.killswitch.Heartbeat;
import io.peregrine.killswitch.KillFile;
import io.peregrine.killswitch.KillSwitch;
import io.peregrine.message.EngineMode;
import io.peregrine.message.RejectReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine with threads trips its switch for, and what it does then. */
class KillSwitchGuardIT {
    private final EngineFixture fixture = new EngineFixture();

    @TempDir
    private Path directory;

    private Engine launch() {
        return fixture.launch(directory, ThreadPlan.INLINE);
    }

    private void awaitTrip(final Engine engine, final String reason) {
        EngineFixture.await(engine, engine.killSwitch()::tripped);
        assertEquals(reason, engine.killSwitch().status().reason());
    }

    @Test
    void aTripFromAnotherProcessCancelsAtTheVenueByItsOwnConnectionAndIsWrittenDown() throws IOException {
        fixture.venue.account.cancels(3, 0).lists(0);
        try (Engine engine = launch()) {
            assertTrue(engine.killSwitchStatus().cancels().isEmpty());
            KillSwitch.open(directory).trip("from elsewhere", 5);
            EngineFixture.await(engine, () -> new CancelLog(directory).last() != null);
            final CancelReport report = engine.killSwitchStatus().cancels().getFirst();
            assertEquals("binance DONE 3", report.venue() + ' ' + report.state() + ' ' + report.cancelled());
            assertTrue(new CancelLog(directory).last().contains("\"reason\":\"from elsewhere\""), new CancelLog(directory).last());
            assertEquals(0, engine.killSwitchStatus().lastSendNs());
        }
    }

    @Test
    void aSwitchThatIsOnAtTheStartIsActedUponAndAResetEndsIt() throws IOException {
        fixture.venue.account.lists(1);
        final KillSwitch killSwitch = KillSwitch.open(directory);
        killSwitch.trip("before the start", 5);
        try (Engine engine = launch()) {
            EngineFixture.await(engine, () -> fixture.venue.account.calls().contains("clcl"));
            killSwitch.reset("looked into", 6);
            EngineFixture.await(engine, () -> engine.killSwitchStatus().cancels().getFirst().state() == CancelState.STOPPED);
        }
    }

    @Test
    void aHardLimitTripsItOnceAndDoesNotHinderTheReset() {
        try (Engine engine = launch()) {
            engine.halt(RejectReason.JOURNAL);
            awaitTrip(engine, "hard limit: JOURNAL");
            EngineFixture.await(engine, () -> !engine.killSwitchStatus().cancels().isEmpty());
            engine.killSwitch().reset("looked into", 6);
            EngineFixture.await(engine, () -> engine.killSwitchStatus().cancels().getFirst().state() != CancelState.CANCELLING);
            assertFalse(engine.killSwitch().tripped());
        }
    }

    @Test
    void theFileTripsItAgainUntilItIsTakenAway() throws IOException {
        try (Engine engine = launch()) {
            final Path file = Files.writeString(directory.resolve(KillFile.NAME), "stop");
            awaitTrip(engine, "file KILL: stop");
            engine.killSwitch().reset("though the file is there", 6);
            awaitTrip(engine, "file KILL: stop");
            Files.delete(file);
        }
    }

    @Test
    void aSwitchWhoseFileIsTakenAwayIsTripped() throws IOException {
        try (Engine engine = launch()) {
            Files.delete(directory.resolve(KillSwitch.FILE_NAME));
            awaitTrip(engine, "the kill switch's file was removed, replaced or damaged");
        }
    }

    @Test
    void anAgentThatFailsTripsIt() throws IOException {
        try (Engine engine = launch()) {
            fixture.venue.steps.add((listener, nowNs) -> {
                throw new IllegalStateException("out of its mind");
            });
            awaitTrip(engine, "the engine failed: feed-binance: java.lang.IllegalStateException: out of its mind");
        }
        assertTrue(Heartbeat.open(directory).running(), "a watchdog may see it go");
    }

    @Test
    void onPaperNothingIsCancelledAtTheVenue() {
        fixture.mode = EngineMode.PAPER;
        try (Engine engine = launch()) {
            engine.killSwitch().trip("a test", 5);
            EngineFixture.await(engine, () -> new CancelLog(directory).last() != null);
            assertEquals(List.of(), engine.killSwitchStatus().cancels());
        }
        assertFalse(fixture.venue.account.calls().contains("c"));
    }

    @Test
    void itBeatsWhileItRunsAndSaysSoWhenItEndsInOrder() throws IOException {
        final Heartbeat watchdog = Heartbeat.open(directory);
        try (Engine engine = launch()) {
            assertTrue(watchdog.running());
            assertEquals(ProcessHandle.current().pid(), watchdog.pid());
            final long before = watchdog.beats(0);
            EngineFixture.await(engine, () -> watchdog.beats(0) > before);
            assertFalse(engine.killSwitchStatus().watched());
            final Heartbeat.Pulse pulse = watchdog.watchdogPulse();
            EngineFixture.await(engine, () -> {
                pulse.beat();
                return engine.killSwitchStatus().watched();
            });
        }
        assertFalse(watchdog.running());
    }
}
