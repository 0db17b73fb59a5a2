package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Answers to the HTTP upgrade that are not a WebSocket. */
class UpgradeRefusedIT {
    private final RecordingListener listener = new RecordingListener();
    private long retryAfterNs;

    @Test
    void anErrorIsReportedWithItsBodyAndRetryAfter() throws IOException, InterruptedException {
        assertEquals("closed 1006 UPGRADING: HTTP 429 Too Many Requests, retry after 17 s: {\"code\":-1003}",
                answer("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 17\r\nContent-Length: 14\r\n\r\n{\"code\":-1003}", true));
        assertEquals(TimeUnit.SECONDS.toNanos(17), retryAfterNs);
    }

    @Test
    void tooManyRequestsAreAPauseThoughNoneIsNamed() throws IOException, InterruptedException {
        answer("HTTP/1.1 418 I'm a teapot\r\nContent-Length: 0\r\n\r\n", true);
        assertEquals(TimeUnit.SECONDS.toNanos(10), retryAfterNs);
    }

    @Test
    void anyRefusalMayNameAPause() throws IOException, InterruptedException {
        answer("HTTP/1.1 503 Down\r\nRetry-After: 3\r\nContent-Length: 0\r\n\r\n", true);
        assertEquals(TimeUnit.SECONDS.toNanos(3), retryAfterNs);
    }

    @Test
    void aBodyMayEndWithTheConnection() throws IOException, InterruptedException {
        assertEquals("closed 1006 UPGRADING: HTTP 503 Down: later", answer("HTTP/1.0 503 Down\r\n\r\nlater", false));
        assertEquals(0, retryAfterNs);
    }

    @Test
    void aLongBodyIsCut() throws IOException, InterruptedException {
        assertEquals("closed 1006 UPGRADING: HTTP 403 Forbidden: " + "z".repeat(1024),
                answer("HTTP/1.1 403 Forbidden\r\nContent-Length: 100000\r\n\r\n" + "z".repeat(100_000), true));
    }

    @Test
    void aWrongAcceptKeyIsRefused() throws IOException, InterruptedException {
        assertEquals("closed 1006 UPGRADING: wrong Sec-WebSocket-Accept: bm8=", answer(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: bm8=\r\n\r\n", true));
    }

    @Test
    void aSwitchToSomethingElseIsRefused() throws IOException, InterruptedException {
        assertEquals("closed 1006 UPGRADING: 101 without Upgrade: websocket",
                answer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", true));
    }

    @Test
    void somethingThatIsNotHttpIsRefused() throws IOException, InterruptedException {
        assertEquals("closed 1006 UPGRADING: not an HTTP answer: SSH-2.0-OpenSSH", answer("SSH-2.0-OpenSSH\r\n\r\n", true));
    }

    @Test
    void anEndlessHeadIsRefused() throws IOException, InterruptedException {
        final String answer = answer("HTTP/1.1 101 Switching Protocols\r\n" + "X: y\r\n".repeat(4000), true);
        assertEquals("closed 1006 UPGRADING: no HTTP answer: HTTP/1.1 101", answer.substring(0, 51));
    }

    @Test
    void silenceTimesOut() throws IOException, InterruptedException {
        try (ScriptedServer server = ScriptedServer.start((peer, request) -> awaitEnd(peer));
                WebSocketClient client = new WebSocketClient(server.uri(), listener, WebSocketSettings.DEFAULT)) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, () -> client.state() == ConnectionState.UPGRADING);
            client.doWork(EngineClock.nowNs() + WebSocketSettings.DEFAULT.handshakeTimeoutNs());
            assertEquals(List.of("closed 1006 UPGRADING: no HTTP answer: "), listener.events);
            server.join();
        }
    }

    private String answer(final String bytes, final boolean stay) throws IOException, InterruptedException {
        try (ScriptedServer server = ScriptedServer.start((peer, request) -> {
            peer.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            if (stay) {
                awaitEnd(peer);
            }
        });
                WebSocketClient client = new WebSocketClient(server.uri(), listener, WebSocketSettings.DEFAULT)) {
            client.connect(EngineClock.nowNs());
            DutyCycle.until(client, listener::closed);
            retryAfterNs = client.retryAfterNs();
            server.join();
        }
        assertEquals(1, listener.events.size());
        return listener.events.getFirst();
    }

    private static void awaitEnd(final Socket peer) {
        try {
            peer.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (final IOException e) {
            // A reset is an end too: the client closed with bytes of ours unread.
            assertEquals("Connection reset", e.getMessage());
        }
    }
}
