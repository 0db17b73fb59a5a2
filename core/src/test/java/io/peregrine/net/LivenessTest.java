package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private static final long MS = TimeUnit.MILLISECONDS.toNanos(1);

    private final Liveness liveness = new Liveness(WebSocketSettings.DEFAULT.withLiveness(750 * MS, 10_000 * MS));

    @BeforeEach
    void aPeerThatAnswers() {
        liveness.begin(0);
        assertFalse(liveness.takePing(749 * MS));
        liveness.onReceived(749 * MS);
        assertTrue(liveness.takePing(750 * MS), "the first one, silent or not");
        liveness.onReceived(800 * MS);
        liveness.onPong(800 * MS);
    }

    @Test
    void aLineThatSpeaksIsNotAsked() {
        for (long nowMs = 800; nowMs < 10_000; nowMs += 249) {
            assertFalse(liveness.takePing(nowMs * MS));
            liveness.onReceived(nowMs * MS);
        }
    }

    @Test
    void aLineThatDoesNotAnswerIsDoubtfulAndAtLastDead() {
        assertFalse(liveness.takePing(1_499 * MS));
        assertTrue(liveness.takePing(1_500 * MS));
        assertFalse(liveness.isDoubtful(1_900 * MS));
        assertTrue(liveness.isDoubtful(1_901 * MS));
        assertTrue(liveness.takePing(2_250 * MS));
        assertTrue(liveness.isDoubtful(2_251 * MS), "asking again is no answer");
        assertFalse(liveness.isDead(10_799 * MS));
        assertTrue(liveness.isDead(10_800 * MS));
    }

    @Test
    void whateverComesEndsTheDoubt() {
        assertTrue(liveness.takePing(1_500 * MS));
        liveness.onReceived(2_500 * MS);
        assertFalse(liveness.isDoubtful(9_000 * MS));
    }

    @Test
    void aSlowPeerIsGivenSeveralTimesWhatItTakes() {
        assertTrue(liveness.takePing(1_500 * MS));
        liveness.onReceived(1_800 * MS);
        liveness.onPong(1_800 * MS);
        assertTrue(liveness.takePing(2_300 * MS));
        assertFalse(liveness.isDoubtful(3_500 * MS));
        assertTrue(liveness.isDoubtful(3_501 * MS));
    }

    /** An engine that stood still for long asks before it doubts. */
    @Test
    void oursStandingStillIsNoDoubt() {
        assertFalse(liveness.isDoubtful(9_000 * MS));
        assertTrue(liveness.takePing(9_000 * MS));
        assertFalse(liveness.isDoubtful(9_400 * MS));
    }

    @Test
    void aPeerThatNeverAnswersIsNotDoubted() {
        final Liveness mute = new Liveness(WebSocketSettings.DEFAULT.withLiveness(750 * MS, 10_000 * MS));
        mute.begin(0);
        assertTrue(mute.takePing(750 * MS));
        assertFalse(mute.isDoubtful(9_999 * MS));
        assertTrue(mute.isDead(10_000 * MS));
    }
}
