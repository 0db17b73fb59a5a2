package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.time.EngineClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JDK's SSLEngine allocates for a record that comes in and one that goes out; ours is nothing. Printed, and bounded. */
class TlsAllocationTest {
    /** The least of the rounds counts: the first ones run before the compiler has seen the code. */
    private static final int ROUNDS = 3;
    private static final int MESSAGES = 15_000;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);
    private static final long BYTES_PER_MESSAGE_MAX = 4_000;

    @TempDir
    private Path directory;

    @Test
    void sslEngineAllocatesSoMuchPerMessage() throws IOException, GeneralSecurityException, InterruptedException {
        final SSLContext context = Certificates.context(directory, "dns:localhost");
        final AllocationProbe probe = new AllocationProbe();
        try (SSLServerSocket server = (SSLServerSocket) context.getServerSocketFactory()
                .createServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofPlatform().daemon().start(() -> serve(server));
            try (WebSocketClient client = new WebSocketClient(URI.create("wss://localhost:" + server.getLocalPort()), probe,
                    WebSocketSettings.DEFAULT.withTimeouts(PATIENCE_NS, PATIENCE_NS, PATIENCE_NS).withSslContext(context))) {
                probe.attach(client);
                client.connect(EngineClock.nowNs());
                long bytes = Long.MAX_VALUE;
                for (int round = 0; round < ROUNDS; round++) {
                    bytes = Math.min(bytes, probe.allocatedBytes(MESSAGES) / MESSAGES);
                }
                System.out.println("TLS: " + bytes + " bytes allocated a message of 1400 bytes read and one of 44 bytes sent");
                assertTrue(bytes <= BYTES_PER_MESSAGE_MAX, bytes + " bytes a message");
            }
        }
    }

    private static void serve(final SSLServerSocket server) {
        try (SSLSocket peer = (SSLSocket) server.accept()) {
            final BufferedReader reader = new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.ISO_8859_1));
            final StringBuilder request = new StringBuilder();
            for (String line = reader.readLine(); !line.isEmpty(); line = reader.readLine()) {
                request.append(line).append("\r\n");
            }
            Thread.ofPlatform().daemon().start(() -> drain(reader));
            final OutputStream output = peer.getOutputStream();
            output.write(ScriptedServer.accepted(request.toString()));
            final byte[] frame = Frames.frame(0x81, new byte[1400]);
            while (!peer.isClosed()) {
                output.write(frame);
            }
        } catch (final IOException e) {
            // The client has closed: the test is over.
            Thread.currentThread().interrupt();
        }
    }

    private static void drain(final BufferedReader reader) {
        try {
            reader.transferTo(java.io.Writer.nullWriter());
        } catch (final IOException e) {
            Thread.currentThread().interrupt();
        }
    }
}
