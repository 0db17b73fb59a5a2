package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.java_websocket.WebSocket;
import org.junit.jupiter.api.Test;

/** Several addresses, and two connections to the same stream, against Java-WebSocket's server. */
class FeedConnectionsIT {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    /** With its frame's header. */
    private static final int GREETING_BYTES = "hello 1".length() + 2;

    @Test
    void anAddressThatIsDeadIsLeftAtOnceForTheNext() throws IOException, InterruptedException {
        final List<URI> dead = List.of(nobody(), nobody());
        try (FeedRig rig = new FeedRig(TestProtocol.LIMITS, List.of(), dead, false, 1)) {
            // The clock stands still: there is no pause before an address that has not been tried.
            rig.untilHandled(2);
            assertEquals(List.of("connected", "hello 1"), rig.handler.events);
            assertEquals(2, rig.agent.status().disconnects());
        }
    }

    @Test
    void theAddressThatWorksIsKeptAndThePauseComesAfterAllHaveFailed() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig(TestProtocol.LIMITS, List.of(), List.of(nobody()), false, 1)) {
            rig.untilHandled(2);
            rig.advance(FeedRig.RECONNECT_INTERVAL_NS);
            hear(rig);
            rig.stream.end(1);
            // The server's address had worked for long: its loss leads to the other one at once. When that fails too there is a pause.
            rig.until(() -> rig.agent.status().disconnects() == 3);
            assertEquals(FeedState.WAITING, rig.state());
            rig.advance(Backoff.SHORT_NS * 6 / 5);
            rig.untilHandled(6);
            assertEquals(List.of("connected", "hello 1", "alive", "disconnected", "connected", "hello 2"), rig.handler.events);
        }
    }

    @Test
    void aRestAddressThatIsDeadIsLeftAtOnceAndTheOneThatWorksIsKept() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig(TestProtocol.LIMITS, List.of(), List.of(nobody()), false, 1)) {
            rig.untilHandled(2);
            rig.handler.snapshotWanted = true;
            rig.until(() -> rig.agent.status().snapshotFailures() == 1);
            rig.snapshots.answers.add(SnapshotServer.Answer.ok("{}"));
            // There is no pause but the venue's own between two requests.
            rig.advance(TestProtocol.LIMITS.snapshotIntervalNs());
            rig.until(() -> rig.handler.events.contains("snapshot 0 {}"));
            rig.handler.snapshotWanted = true;
            rig.snapshots.answers.add(SnapshotServer.Answer.ok("{}"));
            rig.advance(TestProtocol.LIMITS.snapshotIntervalNs());
            rig.until(() -> rig.snapshots.requests.size() == 2);
            assertEquals(1, rig.agent.status().snapshotFailures());
        }
    }

    @Test
    void aReplacementLosesNothingAndInterruptsNothingWhereTheHandlerMixes() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig(TestProtocol.LIMITS, List.of(), List.of(), true, 1)) {
            rig.untilHandled(2);
            rig.handler.reconnectWanted = true;
            rig.until(() -> rig.handler.events.contains("mixed"));
            assertEquals(FeedState.OVERLAPPING, rig.state());
            // Both greetings are there, the second one held back.
            rig.until(() -> rig.agent.status().bytes() >= 2 * GREETING_BYTES);
            // The second connection is ahead of the first by one message; it waits for it.
            rig.stream.sendTo(2, "b");
            rig.stream.sendTo(2, "c");
            rig.stream.sendTo(1, "a");
            rig.stream.sendTo(1, "b");
            rig.untilHandled(5);
            assertEquals(List.of("connected", "hello 1", "mixed", "a", "b"), rig.handler.events);
            rig.advance(Overlap.HOLD_NS);
            rig.untilHandled(8);
            assertEquals(List.of("hello 2", "b", "c"), rig.handler.events.subList(5, 8));
            rig.stream.sendTo(2, "d");
            rig.untilHandled(9);
            rig.advance(Overlap.PROOF_NS);
            rig.until(() -> rig.stream.events.contains("close 1"));
            rig.stream.sendTo(2, "e");
            rig.untilHandled(11);
            assertEquals(List.of("d", "one again", "e"), rig.handler.events.subList(8, 11));
            assertEquals(FeedState.CONNECTED, rig.state());
            assertFalse(rig.handler.events.contains("disconnected"));
        }
    }

    @Test
    void ofTwoConnectionsOneMayBeLostAndIsMadeAgain() throws IOException, InterruptedException {
        try (FeedRig rig = twoConnections()) {
            rig.stream.sendTo(2, "from 2");
            rig.stream.sendTo(1, "from 1");
            rig.until(() -> rig.handler.events.contains("from 1") && rig.handler.events.contains("from 2"));
            rig.stream.end(1);
            rig.until(() -> rig.handler.events.contains("one again"));
            rig.stream.sendTo(2, "still there");
            rig.until(() -> rig.handler.events.contains("still there"));
            rig.advance(FeedRig.RECONNECT_INTERVAL_NS * 6 / 5);
            rig.until(() -> rig.state() == FeedState.OVERLAPPING);
            rig.advance(Overlap.HOLD_NS);
            rig.until(() -> rig.handler.events.contains("hello 3"));
            assertFalse(rig.handler.events.contains("disconnected"));
        }
    }

    @Test
    void whatASecondConnectionHoldsBackIsUsedWhereTheFirstIsLost() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig(TestProtocol.LIMITS, List.of(), List.of(), true, 2)) {
            rig.until(() -> rig.handler.events.contains("mixed"));
            rig.stream.sendTo(2, "held");
            rig.until(() -> rig.agent.status().bytes() >= 2 * GREETING_BYTES + "held".length() + 2);
            assertFalse(rig.handler.events.contains("held"));
            rig.stream.end(1);
            rig.until(() -> rig.handler.events.contains("held"));
            assertFalse(rig.handler.events.contains("disconnected"));
        }
    }

    @Test
    void twoOldConnectionsAreReplacedOneAfterTheOther() throws IOException, InterruptedException {
        final FeedLimits limits = TestProtocol.limits(new Allowance(300, SECOND_NS), 30 * SECOND_NS);
        try (FeedRig rig = new FeedRig(limits, List.of(), List.of(), true, 2)) {
            rig.until(() -> rig.state() == FeedState.OVERLAPPING);
            for (int second = 0; second < 70; second++) {
                final long open = 1 + rig.stream.events.stream().filter(event -> event.startsWith("open")).count();
                rig.advance(SECOND_NS);
                if (rig.state() == FeedState.REPLACING) {
                    rig.until(() -> rig.stream.events.stream().filter(event -> event.startsWith("open")).count() == open
                            && rig.state() == FeedState.OVERLAPPING);
                }
                rig.until(() -> rig.stream.getConnections().size() <= 2);
                hear(rig);
            }
            assertTrue(rig.stream.events.containsAll(List.of("close 1", "close 2", "open 3 /stream", "open 4 /stream")),
                    rig.stream.events::toString);
            assertFalse(rig.handler.events.contains("disconnected"));
        }
    }

    /** Lets each of the connections hear something, so that none seems dead while the clock runs faster than the wire. */
    private static void hear(final FeedRig rig) {
        final long bytes = rig.agent.status().bytes();
        rig.stream.broadcast("alive");
        // Of those that are still open: one that was replaced may end meanwhile.
        rig.until(() -> rig.agent.status().bytes()
                >= bytes + rig.stream.getConnections().stream().filter(WebSocket::isOpen).count() * ("alive".length() + 2));
    }

    @Test
    void twoConnectionsAreRefusedWhereTheyCanNotBeMixed() {
        final IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class,
                () -> new FeedRig(TestProtocol.LIMITS, List.of(), List.of(), false, 2));
        assertTrue(refusal.getMessage().startsWith("venue binance: connections: 2 is not possible"), refusal::getMessage);
    }

    private static FeedRig twoConnections() throws IOException, InterruptedException {
        final FeedRig rig = new FeedRig(TestProtocol.LIMITS, List.of(), List.of(), true, 2);
        rig.until(() -> rig.state() == FeedState.OVERLAPPING);
        rig.advance(Overlap.HOLD_NS);
        rig.until(() -> rig.handler.events.contains("hello 2"));
        return rig;
    }

    /** An address at which nobody listens. */
    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("ws://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
