package io.peregrine.feed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/** A venue's REST by the JDK's HTTP server: answers each request with the next answer that a test gives, and waits for it. */
final class SnapshotServer implements AutoCloseable {
    /** One answer. */
    record Answer(int status, String retryAfter, String body) {
        static Answer ok(final String body) {
            return new Answer(200, null, body);
        }
    }

    final List<String> requests = new CopyOnWriteArrayList<>();
    final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final HttpServer server;

    private SnapshotServer(final HttpServer server) {
        this.server = server;
    }

    static SnapshotServer start() throws IOException {
        final SnapshotServer snapshots =
                new SnapshotServer(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        snapshots.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        snapshots.server.createContext("/", snapshots::answer);
        snapshots.server.start();
        return snapshots;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(final HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestURI().toString());
        try (exchange) {
            final Answer answer = answers.take();
            final byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            if (answer.retryAfter() != null) {
                exchange.getResponseHeaders().set("Retry-After", answer.retryAfter());
            }
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
