package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RenewalTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private int asked;
    private long nowNs = TimeUnit.DAYS.toNanos(20_000);
    private final Renewal renewal = new Renewal((instrumentId, atNs) -> {
        asked++;
        return true;
    }, 0);

    @Test
    void theFirstLossIsAnsweredAtOnceAndTheNextSoon() {
        loaded();
        renewal.onLost(nowNs);
        assertTrue(asksAfter(0));
        renewal.onLoaded(nowNs);
        renewal.onLost(nowNs);
        assertFalse(asksAfter(399 * MS));
        assertTrue(asksAfter(201 * MS));
    }

    @Test
    void withoutASnapshotInTheStreamItWaitsForTheStreamToBegin() {
        renewal.onUnasked(nowNs);
        assertFalse(asksAfter(999 * MS));
        renewal.onBegun(nowNs);
        assertTrue(asksAfter(0));
    }

    @Test
    void aStreamThatBringsNothingHasBegunAllTheSame() {
        renewal.onUnasked(nowNs);
        assertTrue(asksAfter(1_000 * MS));
    }

    /** A snapshot while messages get lost would be LIVE for a moment only. */
    @Test
    void whileMessagesGetLostItWaitsForTwoThatFollowEachOther() {
        loaded();
        renewal.onGap(nowNs);
        renewal.onLost(nowNs);
        assertTrue(asksAfter(0), "one loss is no reason to wait");
        renewal.onLoaded(nowNs);
        renewal.onGap(nowNs);
        renewal.onLost(nowNs);
        assertFalse(asksAfter(700 * MS));
        renewal.onGap(nowNs);
        assertFalse(asksAfter(700 * MS));
        renewal.onWhole();
        assertTrue(asksAfter(0));
    }

    @Test
    void aSnapshotThatMayHaveBeenLostIsAskedForAgainUnlessItComes() {
        renewal.onSubscribed(nowNs);
        nowNs += 20 * MS;
        renewal.onGapInSnapshots(nowNs);
        renewal.onWhole();
        assertFalse(asksAfter(300 * MS));
        assertTrue(asksAfter(200 * MS));
    }

    /** What takes long once may take long again. */
    @Test
    void aSlowVenueIsGivenTheTimeThatItTakes() {
        renewal.onSubscribed(nowNs);
        nowNs += 3_000 * MS;
        renewal.onLoaded(nowNs);
        nowNs += 60_000 * MS;
        renewal.onLost(nowNs);
        assertTrue(asksAfter(0));
        nowNs += 3_100 * MS;
        renewal.onChange(nowNs);
        assertTrue(renewal.isAwaiting());
        nowNs += 200 * MS;
        renewal.onChange(nowNs);
        assertFalse(renewal.isAwaiting());
    }

    private void loaded() {
        renewal.onSubscribed(nowNs);
        nowNs += 20 * MS;
        renewal.onLoaded(nowNs);
        nowNs += 60_000 * MS;
    }

    private boolean asksAfter(final long ns) {
        nowNs += ns;
        final int before = asked;
        final int work = renewal.doWork(nowNs);
        assertEquals(asked - before, work);
        return work > 0;
    }
}
