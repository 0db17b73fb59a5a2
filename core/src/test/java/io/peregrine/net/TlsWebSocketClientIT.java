package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client over TLS, against Java-WebSocket's server behind the JDK's TLS with a self-signed certificate for {@code localhost}. */
class TlsWebSocketClientIT {
    @TempDir
    private static Path directory;
    private static SSLContext context;

    private final RecordingListener listener = new RecordingListener();

    @BeforeAll
    static void makeCertificate() throws IOException, GeneralSecurityException, InterruptedException {
        context = Certificates.context(directory, "dns:localhost");
    }

    @Test
    void messagesOfEveryLengthComeBackAsTheyWere() throws IOException, InterruptedException {
        try (EchoServer server = EchoServer.listening();
                TlsTerminator tls = TlsTerminator.start(context, server.getPort());
                WebSocketClient client = client(tls.uri("localhost"), context)) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, () -> client.state() == ConnectionState.OPEN);
            for (final int length : new int[] {0, 1, 125, 126, 16_384, 65_536, 200_000, 16_000}) {
                listener.events.clear();
                final String text = "0123456789abcdef-".repeat(length / 17 + 1).substring(0, length);
                DutyCycle.until(client, () -> DutyCycle.send(client, text));
                DutyCycle.until(client, () -> !listener.events.isEmpty());
                assertEquals(List.of("text " + text), listener.events);
            }
            listener.events.clear();
            client.disconnect(EngineClock.nowNs());
            DutyCycle.until(client, listener::closed);
            assertEquals(List.of("closed 1000 "), listener.events);
        }
    }

    @Test
    void connectsAgainAfterTheServerDropsIt() throws IOException, InterruptedException {
        try (EchoServer server = EchoServer.listening();
                TlsTerminator tls = TlsTerminator.start(context, server.getPort());
                WebSocketClient client = client(tls.uri("localhost"), context)) {
            for (int attempt = 0; attempt < 3; attempt++) {
                listener.events.clear();
                client.connect(EngineClock.nowNs());
                DutyCycle.until(client, () -> client.state() == ConnectionState.OPEN);
                DutyCycle.until(client, () -> !server.getConnections().isEmpty());
                server.getConnections().forEach(peer -> peer.close(1001, "bye"));
                DutyCycle.until(client, listener::closed);
                assertEquals(List.of("open", "closed 1001 bye"), listener.events);
            }
        }
    }

    @Test
    void aCertificateThatNobodyTrustsIsRefused() throws IOException, InterruptedException {
        try (EchoServer server = EchoServer.listening();
                TlsTerminator tls = TlsTerminator.start(context, server.getPort());
                WebSocketClient client = client(tls.uri("localhost"), null)) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, listener::closed);
            assertEquals(1, listener.events.size());
            assertTrue(listener.events.getFirst().startsWith("closed 1006 TLS_HANDSHAKE: (certificate_unknown) PKIX path"),
                    listener.events::getFirst);
        }
    }

    @Test
    void aCertificateForAnotherNameIsRefused() throws IOException, InterruptedException {
        try (EchoServer server = EchoServer.listening();
                TlsTerminator tls = TlsTerminator.start(context, server.getPort());
                WebSocketClient client = client(tls.uri("127.0.0.1"), context)) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, listener::closed);
            assertEquals(1, listener.events.size());
            assertTrue(listener.events.getFirst().startsWith("closed 1006 TLS_HANDSHAKE: (certificate_unknown) No subject alt"),
                    listener.events::getFirst);
        }
    }

    @Test
    void aServerThatSaysNothingTimesOut() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WebSocketClient client = new WebSocketClient(URI.create("wss://localhost:" + server.getLocalPort()), listener,
                        WebSocketSettings.DEFAULT.withTimeouts(30_000_000_000L, 50_000_000L, 50_000_000L).withSslContext(context))) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, listener::closed);
            assertEquals(List.of("closed 1006 TLS_HANDSHAKE: timed out"), listener.events);
        }
    }

    @Test
    void aServerThatEndsWithinTheHandshakeIsReported() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WebSocketClient client = client(URI.create("wss://localhost:" + server.getLocalPort()), context)) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, () -> client.state() == ConnectionState.TLS_HANDSHAKE);
            try (Socket peer = server.accept()) {
                peer.shutdownOutput();
                DutyCycle.until(client, listener::closed);
            }
            assertEquals(List.of("closed 1006 TLS_HANDSHAKE: connection ended by the peer within the TLS handshake"), listener.events);
        }
    }

    private WebSocketClient client(final URI uri, final SSLContext trusting) {
        // A machine that is busy with other things makes certificate checks long.
        final long patienceNs = TimeUnit.SECONDS.toNanos(30);
        return new WebSocketClient(uri, listener,
                WebSocketSettings.DEFAULT.withTimeouts(patienceNs, patienceNs, patienceNs).withSslContext(trusting));
    }
}
