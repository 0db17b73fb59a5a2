package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The client against Java-WebSocket's server, over real sockets. */
class WebSocketClientIT {
    private final RecordingListener listener = new RecordingListener();

    @Test
    void opensEchoesAndClosesInOrder() throws InterruptedException {
        try (EchoServer server = EchoServer.listening();
                WebSocketClient client = new WebSocketClient(server.uri("/ws/a?b=c"), listener,
                        WebSocketSettings.DEFAULT.withHeaders(Map.of("X-MBX-APIKEY", "k")))) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, () -> client.state() == ConnectionState.OPEN);
            assertTrue(DutyCycle.send(client, "hello"));
            DutyCycle.until(client, () -> listener.events.size() == 2);
            client.disconnect(EngineClock.nowNs());
            assertFalse(DutyCycle.send(client, "too late"));
            DutyCycle.until(client, listener::closed);
            assertEquals(List.of("open", "text hello", "closed 1000 "), listener.events);
            assertEquals(List.of("GET /ws/a?b=c key=k", "hello"), server.received);
        }
    }

    @Test
    void messagesOfEveryLengthComeBackAsTheyWere() throws InterruptedException {
        try (EchoServer server = EchoServer.listening();
                WebSocketClient client = new WebSocketClient(server.uri("/"), listener, WebSocketSettings.DEFAULT)) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, () -> client.state() == ConnectionState.OPEN);
            for (final int length : new int[] {0, 1, 7, 8, 9, 125, 126, 127, 1000, 65_535, 65_536, 200_000}) {
                listener.events.clear();
                final String text = "0123456789abcdef-".repeat(length / 17 + 1).substring(0, length);
                DutyCycle.until(client, () -> DutyCycle.send(client, text));
                DutyCycle.until(client, () -> !listener.events.isEmpty());
                assertEquals(List.of("text " + text), listener.events);
            }
        }
    }

    @Test
    void connectsAgainAfterTheServerDropsIt() throws InterruptedException {
        try (EchoServer server = EchoServer.listening();
                WebSocketClient client = new WebSocketClient(server.uri("/"), listener, WebSocketSettings.DEFAULT)) {
            for (int attempt = 0; attempt < 3; attempt++) {
                listener.events.clear();
                client.connect(EngineClock.nowNs());
                DutyCycle.until(client, () -> client.state() == ConnectionState.OPEN);
                DutyCycle.until(client, () -> !server.getConnections().isEmpty());
                server.getConnections().forEach(peer -> peer.close(1012, "restart"));
                DutyCycle.until(client, listener::closed);
                assertEquals(List.of("open", "closed 1012 restart"), listener.events);
                assertEquals(ConnectionState.CLOSED, client.state());
            }
        }
    }

    @Test
    void aRefusedConnectionIsReportedOnce() throws IOException {
        final int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        try (WebSocketClient client =
                new WebSocketClient(URI.create("ws://127.0.0.1:" + port), listener, WebSocketSettings.DEFAULT)) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, listener::closed);
            client.doWork(EngineClock.nowNs());
            assertEquals(1, listener.events.size());
            assertTrue(listener.events.getFirst().startsWith("closed 1006 CONNECTING: Connection refused"),
                    listener.events::getFirst);
        }
    }

    @Test
    void anUnknownHostIsReported() {
        try (WebSocketClient client =
                new WebSocketClient(URI.create("ws://no-such-host.invalid"), listener, WebSocketSettings.DEFAULT)) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, listener::closed);
            assertEquals(1, listener.events.size());
            assertTrue(listener.events.getFirst().startsWith("closed 1006 RESOLVING: "), listener.events::getFirst);
        }
    }

    @Test
    void aWrongUseIsRefused() {
        assertThrows(IllegalArgumentException.class,
                () -> new WebSocketClient(URI.create("http://localhost"), listener, WebSocketSettings.DEFAULT).close());
        final WebSocketClient client = new WebSocketClient(URI.create("ws://localhost:1"), listener, WebSocketSettings.DEFAULT);
        client.connect(1);
        assertThrows(IllegalStateException.class, () -> client.connect(2));
        client.close();
        client.close();
        assertThrows(IllegalStateException.class, () -> client.connect(3));
        assertEquals(List.of(), listener.events);
    }
}
