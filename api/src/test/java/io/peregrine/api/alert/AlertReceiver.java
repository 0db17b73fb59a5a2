package io.peregrine.api.alert;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.peregrine.api.rest.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The other side of a webhook: the JDK's HTTP server, which answers as the test says. */
public final class AlertReceiver implements AutoCloseable {
    static final String SECRET = "a-secret-of-the-webhook";

    private final HttpServer server;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Queue<Map.Entry<Integer, String>> answers = new ArrayDeque<>();

    /** One request as it came. */
    public record Request(Map<String, List<String>> headers, byte[] body) {
        String header(final String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }

        public JsonNode json() {
            try {
                return Json.parse(new String(body, StandardCharsets.UTF_8));
            } catch (final IOException e) {
                throw new AssertionError(e);
            }
        }

        boolean signed() {
            final long ageSeconds = Math.abs(System.currentTimeMillis() / 1_000 - Long.parseLong(header("X-peregrine-timestamp")));
            return ageSeconds < 600 && header("X-peregrine-signature").equals(
                    "sha256=" + WebhookChannel.signature(SECRET, header("X-peregrine-timestamp"), body));
        }
    }

    public AlertReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** The next answers, in this order, before all is well; {@code retryAfter} may be empty. */
    AlertReceiver answers(final int status, final String retryAfter) {
        answers.add(Map.entry(status, retryAfter));
        return this;
    }

    /** A channel to it. */
    public ChannelSettings.Webhook settings() {
        return new ChannelSettings.Webhook("hook", uri(), SECRET, 5_000_000_000L);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/secret-path");
    }

    public Request take() throws InterruptedException {
        final Request request = requests.poll(30, TimeUnit.SECONDS);
        if (request == null) {
            throw new AssertionError("no alert came");
        }
        return request;
    }

    /** The oldest request that nobody has taken, or null. */
    public Request poll() {
        return requests.poll();
    }

    int waiting() {
        return requests.size();
    }

    /** Waits until the desk knows that so many were delivered. */
    List<ChannelStatus> await(final AlertDesk desk, final long sent) throws InterruptedException {
        for (int i = 0; i < 3_000 && desk.channels().getFirst().sent() < sent; i++) {
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return desk.channels();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(final HttpExchange exchange) throws IOException {
        try (exchange) {
            final byte[] body = exchange.getRequestBody().readAllBytes();
            final Map.Entry<Integer, String> answer = answers.isEmpty() ? Map.entry(204, "") : answers.remove();
            if (!answer.getValue().isEmpty()) {
                exchange.getResponseHeaders().add(answer.getKey() / 100 == 3 ? "Location" : "Retry-After", answer.getValue());
            }
            requests.add(new Request(Map.copyOf(exchange.getRequestHeaders()), body));
            exchange.sendResponseHeaders(answer.getKey(), -1);
        }
    }
}
