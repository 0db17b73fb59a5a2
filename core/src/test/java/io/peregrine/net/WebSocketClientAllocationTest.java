package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import org.junit.jupiter.api.Test;

/** Receiving and answering over a real loopback socket allocates nothing on the agent's thread. */
class WebSocketClientAllocationTest {
    private static final int ROUND = 20_000;
    /** The first rounds warm up; then one must be without a byte, which it never is where a message costs one. */
    private static final int ROUNDS_MAX = 20;

    @Test
    void nothingIsAllocatedPerMessage() throws IOException {
        final AllocationProbe probe = new AllocationProbe();
        try (ScriptedServer server = ScriptedServer.upgraded((peer, request) -> flood(peer));
                WebSocketClient client = new WebSocketClient(server.uri(), probe, WebSocketSettings.DEFAULT)) {
            probe.attach(client);
            client.connect(EngineClock.nowNs());
            long bytes = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS_MAX && bytes > 0; round++) {
                bytes = probe.allocatedBytes(ROUND);
            }
            assertEquals(0, bytes);
            assertEquals(0, probe.refused());
        }
    }

    /** Messages without end, whole, long, and in fragments with pings between; ends when the client closes. */
    private static void flood(final Socket peer) throws IOException {
        Thread.ofVirtual().start(() -> drain(peer));
        final byte[] batch = Frames.join(
                Frames.frame(0x81, new byte[120]), Frames.frame(0x81, new byte[1400]), Frames.frame(0x89, new byte[8]),
                Frames.frame(0x01, new byte[600]), Frames.frame(0x89, new byte[0]), Frames.frame(0x80, new byte[700]));
        while (!peer.isClosed()) {
            peer.getOutputStream().write(batch);
        }
    }

    private static void drain(final Socket peer) {
        try {
            peer.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (final IOException e) {
            // The client has closed with bytes unread, which resets the socket: the test is over.
            Thread.currentThread().interrupt();
        }
    }
}
