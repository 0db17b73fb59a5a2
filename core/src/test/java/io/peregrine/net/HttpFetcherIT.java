package io.peregrine.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.peregrine.time.EngineClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The fetcher against the JDK's HTTP server. */
class HttpFetcherIT {
    private final List<String> answers = new ArrayList<>();
    private final CountDownLatch release = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/ok", exchange -> {
            final byte[] body = exchange.getRequestURI().getQuery().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/limited", exchange -> {
            exchange.getResponseHeaders().set("Retry-After", "3");
            exchange.sendResponseHeaders(429, 4);
            exchange.getResponseBody().write("slow".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.createContext("/drip", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await(release);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        release.countDown();
        server.stop(0);
    }

    @Test
    void answersComeByTokenWhateverTheirStatus() {
        try (HttpFetcher fetcher = new HttpFetcher(4, TimeUnit.SECONDS.toNanos(30), null)) {
            assertTrue(fetcher.fetch(7, uri("/ok?a=b")));
            pollUntil(fetcher, 1);
            assertTrue(fetcher.fetch(8, uri("/limited")));
            pollUntil(fetcher, 2);
            assertTrue(fetcher.fetch(9, uri("/nowhere")));
            pollUntil(fetcher, 3);
            assertEquals(List.of("7 true 0 HTTP 200: a=b", "8 false 3000000000 HTTP 429: slow",
                    "9 false 0 HTTP 404: <h1>404 Not Found</h1>No context found for request"), answers);
        }
    }

    @Test
    void aBodyThatNeverEndsTimesOut() {
        try (HttpFetcher fetcher = new HttpFetcher(1, TimeUnit.MILLISECONDS.toNanos(300), null)) {
            assertTrue(fetcher.fetch(1, uri("/drip")));
            pollUntil(fetcher, 1);
            // On a busy machine the time is up before the headers are there, which the client itself says in its own words.
            assertTrue(answers.getFirst().matches("1 false 0 (timed out after 300 ms|.*request timed out)"), answers.toString());
        }
    }

    @Test
    void aRefusedConnectionIsAValue() {
        final URI uri = uri("/ok?x");
        server.stop(0);
        try (HttpFetcher fetcher = new HttpFetcher(1, TimeUnit.SECONDS.toNanos(30), null)) {
            assertTrue(fetcher.fetch(1, uri));
            pollUntil(fetcher, 1);
            assertEquals(List.of("1 false 0 java.net.ConnectException"), answers);
        }
    }

    @Test
    void noMoreThanItsCapacityIsOnTheWay() {
        try (HttpFetcher fetcher = new HttpFetcher(2, TimeUnit.SECONDS.toNanos(30), null)) {
            assertTrue(fetcher.fetch(1, uri("/drip")));
            assertTrue(fetcher.fetch(2, uri("/drip")));
            assertFalse(fetcher.fetch(3, uri("/drip")));
            release.countDown();
            pollUntil(fetcher, 1);
            assertTrue(fetcher.fetch(4, uri("/ok?4")));
            pollUntil(fetcher, 3);
            assertTrue(answers.contains("4 true 0 HTTP 200: 4"), answers::toString);
        }
    }

    private URI uri(final String pathAndQuery) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + pathAndQuery);
    }

    private void pollUntil(final HttpFetcher fetcher, final int count) {
        final long startNs = EngineClock.nowNs();
        while (answers.size() < count) {
            fetcher.poll((answer, nowNs) ->
                    answers.add(answer.token() + " " + answer.ok() + " " + answer.retryAfterNs() + " " + answer.text()), 1, 1);
            assertTrue(EngineClock.nowNs() - startNs < TimeUnit.SECONDS.toNanos(30), answers::toString);
            Thread.onSpinWait();
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
