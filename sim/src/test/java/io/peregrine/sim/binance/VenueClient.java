package io.peregrine.sim.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.sim.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.java_websocket.WebSocket;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.framing.Framedata;
import org.java_websocket.handshake.ServerHandshake;

/** A client of the venue that shares no code with it: REST with the JDK's client, WebSocket with Java-WebSocket, its own signatures. */
final class VenueClient implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final long TIMEOUT_S = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final Credentials credentials;
    private final List<Connection> connections = new ArrayList<>();

    VenueClient(final Simulator simulator, final int client) {
        address = "127.0.0.1:" + simulator.port("binance");
        credentials = ((BinanceVenue) simulator.venue(BinanceVenue.NAME)).credentials().get(client);
    }

    String apiKey() {
        return credentials.apiKey();
    }

    /** Sends without key and signature. */
    HttpResponse<String> send(final String method, final String pathAndQuery) {
        return send(HttpRequest.newBuilder(URI.create("http://" + address + pathAndQuery))
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> send(final HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(final String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://" + address + pathAndQuery));
    }

    JsonNode get(final String pathAndQuery) {
        return json(send("GET", pathAndQuery).body());
    }

    /** Signs and sends; the query must not be percent-encoded any further. */
    HttpResponse<String> signed(final String method, final String path, final String query) {
        final String payload = (query.isEmpty() ? "" : query + '&') + "timestamp=" + System.currentTimeMillis();
        return withKey(method, path + '?' + payload + "&signature=" + sign(payload));
    }

    HttpResponse<String> withKey(final String method, final String pathAndQuery) {
        return send(request(pathAndQuery).header("X-MBX-APIKEY", credentials.apiKey())
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    String sign(final String payload) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(credentials.secret().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    JsonNode state() {
        return get("/sim/state");
    }

    Connection connect(final String path) {
        final Connection connection = new Connection(URI.create("ws://" + address + path));
        connections.add(connection);
        try {
            if (!connection.connectBlocking(TIMEOUT_S, TimeUnit.SECONDS)) {
                throw new IllegalStateException("no connection to " + path);
            }
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return connection;
    }

    static JsonNode json(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        connections.forEach(WebSocketClient::close);
        http.close();
    }

    /** A WebSocket connection that keeps what it receives. */
    final class Connection extends WebSocketClient {
        private final LinkedBlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
        private final List<JsonNode> skipped = new ArrayList<>();
        private volatile int pings;
        private volatile boolean answersPings = true;
        private int nextId;

        private Connection(final URI uri) {
            super(uri);
            setTcpNoDelay(true);
            setConnectionLostTimeout(0);
        }

        int pings() {
            return pings;
        }

        void ignorePings() {
            answersPings = false;
        }

        /** The next message. */
        JsonNode next() {
            try {
                final JsonNode message = received.poll(TIMEOUT_S, TimeUnit.SECONDS);
                if (message == null) {
                    throw new AssertionError("nothing received in " + TIMEOUT_S + " s on " + getURI());
                }
                return message;
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The next message that satisfies a condition; the others are kept for {@link #skipped}. */
        JsonNode await(final Predicate<JsonNode> wanted) {
            JsonNode message = next();
            while (!wanted.test(message)) {
                skipped.add(message);
                message = next();
            }
            return message;
        }

        /** The first message that satisfies a condition, among those passed over or to come; the others are kept. */
        JsonNode nextOf(final Predicate<JsonNode> wanted) {
            for (final Iterator<JsonNode> earlier = skipped.iterator(); earlier.hasNext();) {
                final JsonNode message = earlier.next();
                if (wanted.test(message)) {
                    earlier.remove();
                    return message;
                }
            }
            return await(wanted);
        }

        /** What {@link #await} passed over; forgets it. */
        List<JsonNode> skipped() {
            final List<JsonNode> result = List.copyOf(skipped);
            skipped.clear();
            return result;
        }

        /** Waits until the server closes the connection. */
        void awaitClose() {
            final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_S);
            while (!isClosed()) {
                if (System.nanoTime() - deadlineNs > 0) {
                    throw new AssertionError("still open: " + getURI());
                }
                Thread.onSpinWait();
            }
        }

        /** Calls a method of the WebSocket API with a signature; the whole response. */
        JsonNode call(final String method, final String... namesAndValues) {
            final TreeMap<String, String> parameters = new TreeMap<>();
            for (int i = 0; i < namesAndValues.length; i += 2) {
                parameters.put(namesAndValues[i], namesAndValues[i + 1]);
            }
            parameters.put("apiKey", credentials.apiKey());
            parameters.put("timestamp", String.valueOf(System.currentTimeMillis()));
            final List<String> pairs = new ArrayList<>();
            parameters.forEach((name, value) -> pairs.add(name + '=' + value));
            parameters.put("signature", sign(String.join("&", pairs)));
            return request(method, JSON.valueToTree(parameters));
        }

        /** Calls a method of the WebSocket API with the given parameters; the whole response. */
        JsonNode request(final String method, final ObjectNode parameters) {
            final int id = nextId++;
            final ObjectNode request = JSON.createObjectNode().put("id", id).put("method", method);
            request.set("params", parameters);
            send(request.toString());
            return await(message -> message.path("id").asInt(-1) == id);
        }

        @Override
        public void onOpen(final ServerHandshake handshake) {
        }

        @Override
        public void onMessage(final String message) {
            received.add(json(message));
        }

        @Override
        public void onWebsocketPing(final WebSocket socket, final Framedata frame) {
            pings++;
            if (answersPings) {
                super.onWebsocketPing(socket, frame);
            }
        }

        @Override
        public void onClose(final int code, final String reason, final boolean remote) {
        }

        @Override
        public void onError(final Exception error) {
        }
    }
}
