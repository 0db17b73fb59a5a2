package io.peregrine.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Venue;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The agent's connections, against Java-WebSocket's server. */
class FeedAgentIT {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    @Test
    void connectsAndHandsMessagesOn() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig()) {
            rig.untilHandled(2);
            rig.stream.broadcast("tick");
            rig.untilHandled(3);
            assertEquals(List.of("connected", "hello 1", "tick"), rig.handler.events);
            assertEquals(List.of("open 1 /stream"), rig.stream.events);
            final FeedStatus status = rig.agent.status();
            assertEquals(new FeedStatus(Venue.BINANCE_SPOT, FeedState.CONNECTED, 1, 0, status.bytes(), 2, rig.nowNs(), 0, 0, ""), status);
            assertTrue(status.bytes() >= "hello 1tick".length() + 4, status::toString);
            rig.agent.onClose();
            assertEquals(List.of("connected", "hello 1", "tick", "disconnected"), rig.handler.events);
        }
    }

    @Test
    void sendsSubscriptionsInOrderAtTheVenuesPace() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig(TestProtocol.LIMITS, List.of("one", "two", "three"))) {
            rig.until(() -> rig.stream.events.contains("message 1 one"));
            rig.advance(399_000_000);
            assertEquals(2, rig.stream.events.size());
            rig.advance(1_000_000);
            rig.advance(400_000_000);
            rig.until(() -> rig.stream.events.size() == 4);
            assertEquals(List.of("open 1 /stream", "message 1 one", "message 1 two", "message 1 three"), rig.stream.events);
        }
    }

    @Test
    void aDroppedConnectionIsMadeAgainAtOnceAndAfterAShortPauseWhereItDoesNotLast() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig()) {
            rig.untilHandled(2);
            rig.stream.getConnections().forEach(peer -> peer.close(1001, "going"));
            rig.untilHandled(3);
            rig.advance(Backoff.SHORT_NS / 5);
            rig.untilHandled(5);
            rig.stream.getConnections().forEach(peer -> peer.close(1001, "going again"));
            rig.untilHandled(6);
            assertEquals(FeedState.WAITING, rig.state());
            rig.advance(Backoff.SHORT_NS * 4 / 5 - 1);
            assertEquals(FeedState.WAITING, rig.state());
            rig.advance(Backoff.SHORT_NS * 2 / 5 + 1);
            assertEquals(FeedState.CONNECTING, rig.state());
            rig.untilHandled(8);
            assertEquals(List.of("connected", "hello 1", "disconnected", "connected", "hello 2", "disconnected", "connected", "hello 3"),
                    rig.handler.events);
            assertEquals("connection closed: 1001 going again", rig.agent.status().lastError());
        }
    }

    @Test
    void pausesAreLongWhereShortOnesDoNotHelpAndTheVenueIsFoundAgainAfterItsRestart() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig(TestProtocol.limits(new Allowance(3, SECOND_NS), 1_000_000 * SECOND_NS), List.of())) {
            rig.untilHandled(2);
            final int port = rig.stream.getPort();
            rig.stream.close();
            rig.untilHandled(3);
            // The loss is answered at once, and two failures more soon.
            for (int failures = 1; failures <= 3; failures++) {
                final long disconnects = failures + 1;
                rig.advance(Backoff.SHORT_NS * 6 / 5);
                rig.until(() -> rig.agent.status().disconnects() == disconnects);
            }
            for (int failures = 4; failures <= 6; failures++) {
                final long disconnects = failures + 1;
                rig.advance(FeedRig.RECONNECT_INTERVAL_NS * 4 / 5 - 1);
                assertEquals(FeedState.WAITING, rig.state());
                rig.advance(FeedRig.RECONNECT_INTERVAL_NS * 2 / 5 + 1);
                rig.until(() -> rig.agent.status().disconnects() == disconnects);
            }
            assertEquals("connection closed: 1006 CONNECTING: Connection refused", rig.agent.status().lastError());
            rig.stream = StreamServer.start(port);
            rig.advance(FeedRig.RECONNECT_INTERVAL_NS * 16);
            rig.untilHandled(5);
            assertEquals(List.of("connected", "hello 1", "disconnected", "connected", "hello 1"), rig.handler.events);
            assertEquals(2, rig.agent.status().connects());
        }
    }

    @Test
    void anOldConnectionIsReplacedBeforeItEnds() throws IOException, InterruptedException {
        final FeedLimits limits = TestProtocol.limits(new Allowance(300, SECOND_NS), 9 * SECOND_NS);
        try (FeedRig rig = new FeedRig(limits, List.of("subscribe"))) {
            rig.until(() -> rig.stream.events.size() == 2);
            rig.untilHandled(2);
            rig.advance(9 * SECOND_NS - 1);
            assertEquals(FeedState.CONNECTED, rig.state());
            rig.advance(1);
            assertEquals(FeedState.REPLACING, rig.state());
            rig.untilHandled(5);
            rig.until(() -> rig.stream.events.size() == 5);
            rig.stream.broadcast("tick");
            rig.until(() -> rig.handler.events.contains("tick"));
            // The server may see the end of the first before what the second had sent earlier.
            assertEquals(List.of("open 1 /stream", "message 1 subscribe", "open 2 /stream"), rig.stream.events.subList(0, 3));
            assertEquals(Set.of("message 2 subscribe", "close 1"), Set.copyOf(rig.stream.events.subList(3, 5)));
            // Nothing that the second one brings is lost.
            assertEquals(List.of("connected", "hello 1", "disconnected", "connected", "hello 2", "tick"), rig.handler.events);
            assertEquals(0, rig.agent.status().disconnects());
        }
    }

    @Test
    void theHandlerMayGiveAConnectionUpButNotAgainAndAgain() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig()) {
            rig.untilHandled(2);
            rig.handler.reconnectWanted = true;
            rig.until(() -> rig.stream.events.contains("close 1"));
            assertEquals(FeedState.CONNECTED, rig.state());
            rig.until(() -> rig.stream.getConnections().size() == 1);
            rig.handler.reconnectWanted = true;
            rig.advance(FeedRig.RECONNECT_INTERVAL_NS - 1);
            assertEquals(FeedState.CONNECTED, rig.state());
            rig.advance(1);
            rig.until(() -> rig.stream.events.contains("close 2"));
            rig.handler.events.removeIf(event -> event.startsWith("hello"));
            assertEquals(List.of("connected", "disconnected", "connected", "disconnected", "connected"), rig.handler.events);
        }
    }

    @Test
    void aReplacementThatIsRefusedLeavesTheOldConnectionInUse() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig()) {
            rig.untilHandled(2);
            rig.stream.refusing = true;
            rig.handler.reconnectWanted = true;
            rig.until(() -> rig.agent.status().disconnects() == 1);
            assertEquals(FeedState.CONNECTED, rig.state());
            rig.stream.broadcast("tick");
            rig.untilHandled(3);
            assertEquals(List.of("connected", "hello 1", "tick"), rig.handler.events);
            rig.stream.refusing = false;
            rig.advance(FeedRig.RECONNECT_INTERVAL_NS * 6 / 5);
            rig.until(() -> rig.stream.events.contains("close 1"));
            assertEquals(FeedState.CONNECTED, rig.state());
        }
    }

    @Test
    void aConnectionLostWhileItIsReplacedLeavesTheNewOne() throws IOException, InterruptedException {
        // The second subscription is due 400 ms after the first: the new connection is open, but does not stand beside the old one yet.
        try (FeedRig rig = new FeedRig(TestProtocol.LIMITS, List.of("one", "two"), List.of(), true, 1)) {
            rig.until(() -> rig.stream.events.contains("message 1 one"));
            rig.advance(SECOND_NS);
            rig.until(() -> rig.stream.events.contains("message 1 two"));
            rig.advance(SECOND_NS);
            rig.handler.reconnectWanted = true;
            rig.until(() -> rig.stream.events.contains("message 2 one"));
            assertEquals(FeedState.REPLACING, rig.state());
            rig.stream.getConnections().stream().filter(peer -> peer.<Integer>getAttachment() == 1).forEach(peer -> peer.close(1001));
            rig.until(() -> rig.stream.events.contains("close 1"));
            rig.until(() -> rig.agent.status().connects() == 2);
            rig.advance(SECOND_NS);
            rig.until(() -> rig.stream.events.contains("message 2 two"));
            rig.handler.events.removeIf(event -> event.startsWith("hello"));
            assertEquals(List.of("connected", "disconnected", "connected"), rig.handler.events);
            assertEquals(FeedState.CONNECTED, rig.state());
        }
    }

    @Test
    void attemptsStayWithinTheVenuesLimit() throws IOException, InterruptedException {
        // Two at once, and one more each hundred seconds.
        final FeedLimits limits = TestProtocol.limits(new Allowance(2, 100 * SECOND_NS), 1000 * SECOND_NS);
        try (FeedRig rig = new FeedRig(limits, List.of())) {
            for (int attempt = 1; attempt <= 2; attempt++) {
                final int events = 3 * attempt;
                rig.untilHandled(events - 1);
                rig.stream.getConnections().forEach(peer -> peer.close(1001));
                rig.untilHandled(events);
                rig.advance(5 * SECOND_NS);
            }
            rig.advance(89 * SECOND_NS);
            assertEquals(FeedState.WAITING, rig.state());
            rig.advance(SECOND_NS);
            assertEquals(FeedState.CONNECTING, rig.state());
        }
    }

    @Test
    void aLineThatDoesNotAnswerIsReplacedBeforeItIsClosed() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig()) {
            rig.untilHandled(2);
            // The first ping is answered, so that the peer is known to do so; the second is not, since the server is deaf.
            rig.untilAnswered();
            rig.stream.deaf = true;
            rig.advance(SECOND_NS);
            rig.advance(SECOND_NS);
            rig.untilHandled(5);
            assertEquals(List.of("connected", "hello 1", "disconnected", "connected", "hello 2"), rig.handler.events);
            assertEquals(0, rig.agent.status().disconnects());
        }
    }

    @Test
    void aLineThatWasOnlySlowIsKept() throws IOException, InterruptedException {
        try (FeedRig rig = new FeedRig()) {
            rig.untilHandled(2);
            rig.untilAnswered();
            rig.stream.deaf = true;
            rig.stream.refusing = true;
            rig.advance(SECOND_NS);
            rig.advance(SECOND_NS);
            rig.until(() -> rig.agent.status().disconnects() == 1);
            rig.stream.broadcast("tick");
            rig.untilHandled(3);
            assertEquals(List.of("connected", "hello 1", "tick"), rig.handler.events);
            assertEquals(FeedState.CONNECTED, rig.state());
        }
    }
}
