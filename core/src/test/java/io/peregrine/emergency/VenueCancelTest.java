package io.peregrine.emergency;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.venue.AccountCallException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Cancelling at one venue, against answers of every kind, in a time that only pauses make pass. */
class VenueCancelTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final List<Long> pausesMs = new ArrayList<>();
    private long tickNs = 5;
    private int pausesMax = Integer.MAX_VALUE;
    private int watchesMax;
    private final Pause time = new Pause() {
        @Override
        public long tickNs() {
            return tickNs;
        }

        @Override
        public void pause(final long durationNs) throws InterruptedException {
            if (pausesMs.size() == pausesMax || durationNs >= VenueCancel.WATCH_MS * MS && watchesMax-- == 0) {
                throw new InterruptedException();
            }
            pausesMs.add(TimeUnit.NANOSECONDS.toMillis(durationNs));
            tickNs += durationNs;
        }
    };

    private CancelReport run(final ScriptedAccount account) {
        final VenueCancel cancel = new VenueCancel("somewhere", account, time, 5, null);
        cancel.run();
        return cancel.report();
    }

    @Test
    void twoEmptyListsTwoSecondsApartAreTheEnd() {
        final ScriptedAccount account = new ScriptedAccount().cancels(3, 0).lists(0);
        assertEquals(new CancelReport("somewhere", CancelState.DONE, 3, 0, 0, 0, 4, 0, "", 0, List.of()), run(account));
        assertEquals("clcl", account.calls());
        assertEquals(List.of(2000L), pausesMs);
    }

    @Test
    void anOrderThatArrivesAfterTheFirstCancelIsCancelled() {
        final ScriptedAccount account = new ScriptedAccount().cancels(3, 1, 0).lists(0, 0, 0);
        final CancelReport report = run(account.cancels());
        assertEquals(CancelState.DONE, report.state());
        assertEquals(4, report.cancelled());
        assertEquals(2000 * MS, report.lastCancelNs());
    }

    @Test
    void goesOnWhileTheVenueListsAny() {
        final CancelReport report = run(new ScriptedAccount().cancels(2, 0, 1, 0).lists(1, 1, 0));
        assertEquals(CancelState.DONE, report.state());
        assertEquals(3, report.cancelled());
        assertEquals(List.of(50L, 50L, 2000L), pausesMs);
        assertEquals(100 * MS, report.firstEmptyNs());
    }

    @Test
    void anOrderSeenAgainAfterAnEmptyListBeginsTheCountAnew() {
        assertEquals(CancelState.DONE, run(new ScriptedAccount().cancels(0).lists(0, 1, 0, 0)).state());
        assertEquals(List.of(2000L, 50L, 2000L), pausesMs);
    }

    @Test
    void failuresAreTriedAgainAfterPausesThatDoubleUpToALimit() {
        final AccountCallException broken = new AccountCallException("HTTP 503", 0);
        final CancelReport report = run(new ScriptedAccount().cancels(broken, broken, broken, broken, broken, broken, broken, 1, 0)
                .lists(broken, broken, broken, broken, broken, broken, broken, 0));
        assertEquals(List.of(50L, 100L, 200L, 400L, 800L, 1600L, 2000L, 2000L), pausesMs);
        assertEquals(CancelState.DONE, report.state());
        assertEquals(14, report.failures());
        assertEquals("HTTP 503", report.lastError());
    }

    @Test
    void theListCountsThoughTheAnswersToCancelsAreLost() {
        final ScriptedAccount account = new ScriptedAccount().cancels(new AccountCallException("no answer", 0)).lists(2, 0);
        final CancelReport report = run(account);
        assertEquals(CancelState.DONE, report.state());
        assertEquals(List.of(50L, 2000L), pausesMs);
        assertEquals("clclcl", account.calls());
    }

    @Test
    void theVenuesOwnPauseIsKeptAndNothingIsAskedMeanwhile() {
        final ScriptedAccount account = new ScriptedAccount().cancels(new AccountCallException("HTTP 429", 7_000 * MS), 0).lists(0);
        run(account);
        assertEquals(List.of(7000L, 2000L), pausesMs);
        assertEquals("cclcl", account.calls());
    }

    @Test
    void aListThatFailsProvesNothingOneWayOrTheOther() {
        final CancelReport report =
                run(new ScriptedAccount().cancels(0).lists(0, new AccountCallException("no answer", 0), 0));
        assertEquals(List.of(2000L, 50L), pausesMs);
        assertEquals(0, report.firstEmptyNs());
    }

    @Test
    void isStoppedFromOutsideOnly() {
        pausesMax = 25;
        final CancelReport report = run(new ScriptedAccount().cancels(new AccountCallException("Invalid key", 0))
                .lists(new AccountCallException("Invalid key", 0)));
        assertEquals(CancelState.STOPPED, report.state());
        assertEquals(52, report.failures());
        assertEquals(CancelReport.UNKNOWN, report.open());
    }

    @Test
    void whatTurnsUpAfterTheEndIsCancelledAndCounted() {
        watchesMax = 4;
        final ScriptedAccount account = new ScriptedAccount().cancels(3, 0, 2).lists(0, 0, 0, 2, 0, 0);
        final CancelReport report = run(account);
        assertEquals(CancelState.DONE, report.state());
        assertEquals(2, report.late());
        assertEquals(5, report.cancelled());
        assertEquals(0, report.open());
        assertEquals("clcl" + "l" + "lc" + "l" + "l", account.calls());
        assertEquals(List.of(2_000L, 10_000L, 10_000L, 10_000L, 10_000L), pausesMs);
    }

    @Test
    void lookingOnKeepsTheVenuesPauseAndSurvivesFailures() {
        watchesMax = 3;
        final CancelReport report = run(new ScriptedAccount().cancels(0)
                .lists(0, 0, new AccountCallException("HTTP 503", 0), new AccountCallException("HTTP 429", 60_000 * MS), 0));
        assertEquals(CancelState.DONE, report.state());
        assertEquals(2, report.failures());
        assertEquals(List.of(2_000L, 10_000L, 10_000L, 60_000L), pausesMs);
    }
}
