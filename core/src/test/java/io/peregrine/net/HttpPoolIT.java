package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pool against sockets that answer well, badly, late and not at all. */
class HttpPoolIT {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
    private static final byte[] GET = HttpRequestEncoder.requestLine("GET", "/orders/");
    private static final byte[] POST = HttpRequestEncoder.requestLine("POST", "/orders");

    private final List<String> told = new ArrayList<>();
    private HttpPool pool;

    @AfterEach
    void closePool() {
        if (pool != null) {
            pool.close();
        }
    }

    @Test
    void aConnectionCarriesOneRequestAfterTheOther() throws IOException {
        try (HttpScriptServer server = new HttpScriptServer((peer, request) -> {
            HttpScriptServer.write(peer, HttpScriptServer.ok(request.replace("\r\n", "|")));
            return true;
        })) {
            open(server, HttpSettings.DEFAULT.withConnections(1));
            for (int i = 1; i <= 3; i++) {
                until(() -> pool.idleCount() == 1);
                assertTrue(get(server.uri(), i));
            }
            until(() -> told.size() == 3);
            final String host = "localhost:" + server.uri().getPort();
            assertEquals("1 200 GET /orders/1 HTTP/1.1|Host: " + host + "|User-Agent: peregrine|X-A: b||", told.getFirst());
            assertEquals(1, server.accepted.get());
        }
    }

    @Test
    void aBodyGoesBehindItsLength() throws IOException {
        try (HttpScriptServer server = new HttpScriptServer((peer, request) -> {
            HttpScriptServer.write(peer, HttpScriptServer.ok(request.substring(request.indexOf("Content"))));
            return true;
        })) {
            open(server, HttpSettings.DEFAULT.withConnections(1));
            until(() -> pool.idleCount() == 1);
            final HttpRequestEncoder encoder = new HttpRequestEncoder(server.uri(), "", 1024);
            encoder.begin(POST);
            encoder.endTarget();
            encoder.end("{\"size\":\"1\"}".getBytes(StandardCharsets.US_ASCII), 0, 12);
            assertEquals("/orders", new String(encoder.array(), encoder.targetOffset(), encoder.targetLength(), StandardCharsets.US_ASCII));
            assertTrue(pool.send(7, encoder.buffer(), 0, encoder.length(), EngineClock.nowNs()));
            until(() -> !told.isEmpty());
            assertEquals(List.of("7 200 Content-Length: 12\r\n\r\n{\"size\":\"1\"}"), told);
        }
    }

    @Test
    void requestsDoNotWaitForOneAnotherAndOneTooManyIsRefused() throws IOException {
        final CountDownLatch second = new CountDownLatch(1);
        try (HttpScriptServer server = new HttpScriptServer((peer, request) -> {
            if (request.startsWith("GET /orders/1 ")) {
                await(second);
            }
            HttpScriptServer.write(peer, HttpScriptServer.ok("done"));
            return true;
        })) {
            open(server, HttpSettings.DEFAULT.withConnections(2));
            until(() -> pool.idleCount() == 2);
            assertTrue(get(server.uri(), 1));
            assertTrue(get(server.uri(), 2));
            assertFalse(get(server.uri(), 3));
            until(() -> told.size() == 1);
            second.countDown();
            until(() -> told.size() == 2);
            assertEquals(List.of("2 200 done", "1 200 done"), told);
        }
    }

    @Test
    void anAnswerInDripsAndChunksIsWhole() throws IOException {
        try (HttpScriptServer server = new HttpScriptServer((peer, request) -> {
            HttpScriptServer.write(peer, "HTTP/1.1 100 Continue\r\n\r\n");
            for (final char c : "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\none\r\n5\r\n, two\r\n0\r\n\r\n".toCharArray()) {
                HttpScriptServer.write(peer, String.valueOf(c));
            }
            return true;
        })) {
            open(server, HttpSettings.DEFAULT.withConnections(1));
            for (int i = 1; i <= 2; i++) {
                until(() -> pool.idleCount() == 1);
                get(server.uri(), i);
            }
            until(() -> told.size() == 2);
            assertEquals(List.of("1 200 one, two", "2 200 one, two"), told);
            assertEquals(1, server.accepted.get());
        }
    }

    @Test
    void aConnectionThatEndsWithoutAnAnswerIsAnUnknownOutcomeAndIsMadeAnew() throws IOException {
        try (HttpScriptServer server = new HttpScriptServer((peer, request) -> {
            if (request.startsWith("GET /orders/1 ")) {
                return false;
            } else if (request.startsWith("GET /orders/2 ")) {
                HttpScriptServer.write(peer, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                return false;
            } else if (request.startsWith("GET /orders/3 ")) {
                HttpScriptServer.write(peer, "what?\r\n\r\n");
            } else {
                HttpScriptServer.write(peer, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nlast");
            }
            return true;
        })) {
            open(server, HttpSettings.DEFAULT.withConnections(1));
            for (int i = 1; i <= 5; i++) {
                until(() -> pool.idleCount() == 1);
                get(server.uri(), i);
                final int expected = i;
                until(() -> told.size() == expected);
            }
            assertEquals(List.of("1 none", "2 none", "3 none", "4 200 last", "5 200 last"), told);
            assertEquals(5, server.accepted.get());
        }
    }

    @Test
    void noAnswerInTimeIsAnUnknownOutcome() throws IOException {
        try (HttpScriptServer server = new HttpScriptServer((peer, request) -> true)) {
            open(server, HttpSettings.DEFAULT.withConnections(1).withTimes(TimeUnit.MILLISECONDS.toNanos(50), PATIENCE_NS, 1_000_000));
            until(() -> pool.idleCount() == 1);
            get(server.uri(), 1);
            until(() -> !told.isEmpty());
            assertEquals(List.of("1 none"), told);
            until(() -> pool.idleCount() == 1 && server.accepted.get() == 2);
        }
    }

    @Test
    void aConnectionThatRestsForLongIsMadeAnewBeforeTheServerEndsIt() throws IOException {
        try (HttpScriptServer server = new HttpScriptServer((peer, request) -> true)) {
            open(server, HttpSettings.DEFAULT.withConnections(1).withTimes(PATIENCE_NS, TimeUnit.MILLISECONDS.toNanos(20), 1_000_000));
            until(() -> server.accepted.get() >= 3);
            assertEquals(List.of(), told);
        }
    }

    @Test
    void answersLongerThanTheBuffersAreRead() throws IOException {
        final String body = "0123456789".repeat(100_000);
        try (HttpScriptServer server = new HttpScriptServer((peer, request) -> {
            HttpScriptServer.write(peer, HttpScriptServer.ok(body));
            return true;
        })) {
            open(server, HttpSettings.DEFAULT.withConnections(1));
            until(() -> pool.idleCount() == 1);
            get(server.uri(), 1);
            until(() -> !told.isEmpty());
            assertEquals("1 200 " + body, told.getFirst());
        }
    }

    @Test
    void tlsCarriesTheSame(@TempDir final Path directory) throws IOException, GeneralSecurityException, InterruptedException {
        final SSLContext context = Certificates.context(directory, "dns:localhost");
        try (HttpScriptServer server = new HttpScriptServer(
                context.getServerSocketFactory().createServerSocket(0, 4, InetAddress.getLoopbackAddress()), "https", (peer, request) -> {
            HttpScriptServer.write(peer, HttpScriptServer.ok("secret"));
            return true;
        })) {
            open(server, HttpSettings.DEFAULT.withConnections(1).withSslContext(context));
            for (int i = 1; i <= 2; i++) {
                until(() -> pool.idleCount() == 1);
                get(server.uri(), i);
            }
            until(() -> told.size() == 2);
            assertEquals(List.of("1 200 secret", "2 200 secret"), told);
            assertEquals(1, server.accepted.get());
        }
    }

    @Test
    void aServerThatIsNotThereIsTriedAgain() throws IOException {
        final URI uri;
        try (HttpScriptServer server = new HttpScriptServer((peer, request) -> true)) {
            uri = server.uri();
        }
        pool = new HttpPool(uri, HttpSettings.DEFAULT.withConnections(1).withTimes(PATIENCE_NS, PATIENCE_NS, 1_000_000), listener());
        until(() -> pool.reason().contains("CONNECTING"));
        assertFalse(pool.connected());
        assertFalse(get(uri, 1));
    }

    @Test
    void anotherSchemeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new HttpPool(URI.create("ws://localhost"), HttpSettings.DEFAULT, listener()));
    }

    private void open(final HttpScriptServer server, final HttpSettings settings) {
        pool = new HttpPool(server.uri(), settings, listener());
    }

    private boolean get(final URI uri, final int token) {
        final HttpRequestEncoder encoder = new HttpRequestEncoder(uri, "X-A: b\r\n", 1024);
        encoder.begin(GET);
        encoder.putNumber(token);
        encoder.endTarget();
        encoder.end();
        return pool.send(token, encoder.buffer(), 0, encoder.length(), EngineClock.nowNs());
    }

    private HttpResponseListener listener() {
        return new HttpResponseListener() {
            @Override
            public void onResponse(final long token, final HttpResponse response, final long receiveTimeNs, final long nowNs) {
                told.add(token + " " + response.status() + " " + response.text(Integer.MAX_VALUE));
            }

            @Override
            public void onNoResponse(final long token, final String reason, final long nowNs) {
                told.add(token + " none");
            }
        };
    }

    private void until(final BooleanSupplier condition) {
        final long startNs = EngineClock.nowNs();
        while (!condition.getAsBoolean()) {
            final long nowNs = EngineClock.nowNs();
            if (nowNs - startNs > PATIENCE_NS) {
                throw new AssertionError("not so after a minute: " + pool.reason() + "; told " + told);
            }
            if (pool.doWork(nowNs) == 0) {
                Thread.yield();
            }
        }
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
