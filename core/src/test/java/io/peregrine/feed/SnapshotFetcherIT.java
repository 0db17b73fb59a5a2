package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.feed.SnapshotServer.Answer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Snapshots through the agent, against the JDK's HTTP server. */
class SnapshotFetcherIT {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    @Test
    void aSnapshotComesBack() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig()) {
            rig.untilHandled(2);
            rig.handler.snapshotWanted = true;
            rig.snapshots.answers.add(Answer.ok("{}"));
            rig.untilHandled(3);
            assertEquals(List.of("connected", "hello 1", "snapshot 0 {}"), rig.handler.events);
            assertEquals(List.of("/depth?symbol=BTCUSDT"), rig.snapshots.requests);
        }
    }

    @Test
    void aVenueThatLimitsUsIsLeftAloneAsLongAsItAsks() throws IOException, InterruptedException {
        for (final int status : new int[] {429, 418}) {
            try (FeedRig rig = new FeedRig()) {
                rig.untilHandled(2);
                rig.handler.snapshotWanted = true;
                rig.snapshots.answers.add(new Answer(status, "7", "{\"code\":-1003}"));
                rig.untilHandled(3);
                rig.advance(7 * SECOND_NS - 1);
                assertEquals(1, rig.agent.status().snapshotRequests());
                rig.snapshots.answers.add(Answer.ok("{}"));
                rig.advance(1);
                rig.untilHandled(4);
                assertEquals(List.of("connected", "hello 1", "snapshot 0 failed", "snapshot 0 {}"), rig.handler.events);
                assertEquals("snapshot of BTCUSDT: HTTP " + status + ": {\"code\":-1003}", rig.agent.status().lastError());
            }
        }
    }

    @Test
    void aLimitWithoutATimeHoldsForAMinute() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig()) {
            rig.handler.snapshotWanted = true;
            rig.snapshots.answers.add(new Answer(429, null, ""));
            rig.until(() -> rig.agent.status().snapshotFailures() == 1);
            rig.advance(60 * SECOND_NS - 1);
            assertEquals(1, rig.agent.status().snapshotRequests());
            rig.advance(1);
            assertEquals(2, rig.agent.status().snapshotRequests());
        }
    }

    @Test
    void anotherFailureIsAnsweredAtOnceAndThenAfterAPause() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig()) {
            rig.handler.snapshotWanted = true;
            for (int failures = 1; failures <= 3; failures++) {
                final int count = failures;
                rig.snapshots.answers.add(new Answer(503, null, "down"));
                rig.until(() -> rig.agent.status().snapshotFailures() == count);
                if (failures > 1) {
                    rig.advance(Backoff.SHORT_NS * 4 / 5 - 1);
                    assertEquals(count, rig.agent.status().snapshotRequests());
                }
                rig.advance(Backoff.SHORT_NS * 2 / 5 + 1);
                assertEquals(count + 1, rig.agent.status().snapshotRequests());
            }
        }
    }

    @Test
    void anAnswerToAnEarlierConnectionIsDropped() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig()) {
            rig.untilHandled(2);
            rig.handler.snapshotWanted = true;
            rig.until(() -> rig.snapshots.requests.size() == 1);
            rig.stream.getConnections().forEach(peer -> peer.close(1001));
            rig.untilHandled(3);
            rig.advance(FeedRig.RECONNECT_INTERVAL_NS * 2);
            rig.untilHandled(5);
            rig.handler.snapshotWanted = true;
            rig.until(() -> rig.snapshots.requests.size() == 2);
            rig.snapshots.answers.add(Answer.ok("first in the queue"));
            rig.snapshots.answers.add(Answer.ok("first in the queue"));
            rig.untilHandled(6);
            rig.advance(SECOND_NS);
            rig.handler.snapshotWanted = true;
            rig.snapshots.answers.add(Answer.ok("next"));
            rig.untilHandled(7);
            assertEquals(List.of("connected", "hello 1", "disconnected", "connected", "hello 2", "snapshot 0 first in the queue",
                    "snapshot 0 next"), rig.handler.events);
        }
    }

    @Test
    void requestsAreSpacedAndWithinTheVenuesLimit() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig()) {
            // Five at once, and one more each twelve seconds.
            for (int request = 1; request <= 5; request++) {
                final int count = request;
                rig.handler.snapshotWanted = true;
                rig.advance(99_999_999);
                // The very first needs no distance from an earlier one.
                assertEquals(count == 1 ? 1 : count - 1, rig.agent.status().snapshotRequests());
                if (count > 1) {
                    rig.advance(1);
                }
                rig.snapshots.answers.add(Answer.ok("{}"));
                rig.until(() -> rig.handler.events.stream().filter("snapshot 0 {}"::equals).count() == count);
                assertEquals(count, rig.agent.status().snapshotRequests());
            }
            rig.handler.snapshotWanted = true;
            rig.advance(11 * SECOND_NS);
            assertEquals(5, rig.agent.status().snapshotRequests());
            rig.advance(SECOND_NS);
            assertEquals(6, rig.agent.status().snapshotRequests());
        }
    }
}
