package io.peregrine.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.api.rest.Json;
import io.peregrine.api.view.JournalRecords.Fee;
import io.peregrine.api.view.JournalRecords.Terms;
import io.peregrine.api.view.PaperDesk;
import io.peregrine.api.view.ScriptedEngine;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Severity;
import io.peregrine.message.Side;
import io.peregrine.message.StrategyState;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.java_websocket.client.WebSocketClient;
import org.java_websocket.handshake.ServerHandshake;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The WebSocket, with clients that nobody here wrote. */
class StreamIT {
    private static final Terms BUY = new Terms(0, 1, Side.BUY, 6_000_000, 100_000);
    private static final Fee FREE = new Fee(0, 1);

    private final ScriptedEngine engine = new ScriptedEngine();
    private final ApiClient server = new ApiClient(engine);

    StreamIT() {
        engine.commands = new PaperDesk(engine);
        engine.top(0, 5_999_900, 6_000_100);
        engine.top(1, 200_000, 200_100);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void sendsThePresentStateAndThenEveryChange() throws Exception {
        engine.journal(journal -> {
            journal.sent(1, BUY);
            journal.report(1, BUY, ExecType.NEW, OrderStatus.NEW, 0);
            journal.fill(2, BUY, 6_000_000, 100_000, 100_000, FREE);
        });
        server.server().view().await(() -> server.server().view().fills(fill -> true, 1).isEmpty() ? null : true, 5_000);

        try (Client client = connect("")) {
            final Set<String> expected = new TreeSet<>(Set.of("status", "latency", "strategy", "position", "book", "tick", "order"));
            while (!expected.isEmpty()) {
                expected.remove(client.next(message -> true).path("type").asText());
            }
            engine.journal(journal -> {
                journal.cancelSent(1, BUY);
                journal.report(1, BUY, ExecType.CANCELED, OrderStatus.CANCELED, 0);
                journal.fill(3, BUY, 6_000_000, 100_000, 100_000, FREE);
                journal.risk(RejectReason.DAILY_LOSS, Severity.SEVERE, 1, 1, 2);
                journal.strategy(1, StrategyState.RUNNING, "");
            });
            assertEquals("PENDING_CANCEL", client.next(type("order")).path("data").path("status").asText());
            assertEquals("CANCELED", client.next(type("order")).path("data").path("status").asText());
            assertEquals("FILLED", client.next(type("order")).path("data").path("status").asText());
            assertEquals("3", client.next(type("fill")).path("data").path("order_id").asText());
            assertEquals("DAILY_LOSS", client.next(type("risk")).path("data").path("rule").asText());
            assertEquals("RUNNING", client.next(type("strategy")).path("data").path("state").asText());
            assertEquals("2", client.next(type("position")).path("data").path("quantity").asText());
            engine.top(0, 6_000_000, 6_000_200);
            assertEquals("60000", client.next(type("tick")).path("data").path("bid").asText());
        }
    }

    @Test
    void numbersTheMessagesOfEachConnectionFromOne() throws Exception {
        try (Client one = connect(""); Client other = connect("")) {
            for (final Client client : List.of(one, other)) {
                for (long seq = 1; seq <= 12; seq++) {
                    final JsonNode message = client.next(any -> true);
                    assertEquals(seq, message.path("seq").asLong());
                    assertTrue(message.path("ts").isIntegralNumber() && message.path("type").isTextual(), message.toString());
                }
            }
        }
    }

    @Test
    void aClientCanNarrowWhatItGets() throws Exception {
        try (Client client = connect("")) {
            client.send("{\"op\":\"subscribe\",\"channels\":[\"orders\",\"ticks\"],\"symbols\":[\"ETH-USDT\"]}");
            assertEquals("{\"channels\":[\"ticks\",\"orders\"],\"symbols\":[\"ETH/USDT\"]}",
                    client.next(type("subscribed")).path("data").toString());
            final Terms eth = new Terms(1, 2, Side.SELL, 200_100, 10_000);
            engine.journal(journal -> {
                journal.sent(1, BUY);
                journal.fill(1, BUY, 6_000_000, 100_000, 100_000, FREE);
                journal.sent(2, eth);
            });
            assertEquals("ETH/USDT", client.next(type("order")).path("data").path("symbol").asText(), "not the earlier one in BTC");

            client.send("{\"op\":\"unsubscribe\",\"channels\":[\"orders\"]}");
            assertEquals("[\"ticks\"]", client.next(type("subscribed")).path("data").path("channels").toString());
            engine.journal(journal -> journal.report(2, eth, ExecType.NEW, OrderStatus.NEW, 0));
            engine.top(1, 200_010, 200_110);
            assertEquals("tick", client.next(message -> true).path("type").asText());
        }
    }

    @Test
    void aRequestThatIsNotUnderstoodIsAnswered() throws Exception {
        try (Client client = connect("")) {
            for (final String request : List.of("hello", "[]", "{\"op\":\"dance\"}", "{\"op\":\"subscribe\",\"chanels\":[]}",
                    "{\"op\":\"subscribe\",\"channels\":[\"gossip\"]}", "{\"op\":\"subscribe\",\"symbols\":[\"DOGE/USDT\"]}",
                    "{\"op\":\"subscribe\",\"channels\":\"orders\"}")) {
                client.send(request);
                assertTrue(client.next(type("error")).path("data").path("detail").isTextual(), request);
            }
            client.send(new byte[] {1, 2, 3});
            assertTrue(client.next(type("error")).path("data").path("detail").asText().contains("binary"));
        }
    }

    @Test
    void onlyThisServersOwnPagesMayConnect() throws Exception {
        final String own = "http://127.0.0.1:" + server.server().port();
        assertEquals(101, upgrade(Map.of("Origin", own)));
        assertEquals(101, upgrade(Map.of()));
        assertEquals(403, upgrade(Map.of("Origin", "https://evil.example")));
        assertEquals(403, upgrade(Map.of("Origin", "null")));
        assertEquals(403, upgrade(Map.of("Host", "evil.example")));
    }

    @Test
    void answersPingAndClose() throws Exception {
        try (Client client = connect("")) {
            client.sendPing();
            client.ponged.get(5, TimeUnit.SECONDS);
            client.closeBlocking();
            assertEquals(1000, client.closed.get(5, TimeUnit.SECONDS));
        }
        awaitClients(0);
    }

    @Test
    void aClientThatStopsReadingIsCutAndTheOthersGetEverything() throws Exception {
        try (Client healthy = connect(""); Socket stalled = new Socket()) {
            stalled.setReceiveBufferSize(4096);
            stalled.connect(new java.net.InetSocketAddress("127.0.0.1", server.server().port()));
            stalled.getOutputStream().write(upgradeRequest(Map.of()).getBytes(StandardCharsets.US_ASCII));
            awaitClients(2);
            healthy.send("{\"op\":\"subscribe\",\"channels\":[\"orders\"]}");
            healthy.next(type("subscribed"));

            final int orders = 30_000;
            for (int i = 0; i < orders; i++) {
                final long id = i;
                engine.journal(journal -> journal.sent(id, BUY));
            }
            for (int i = 0; i < orders; i++) {
                assertEquals(Integer.toString(i), healthy.next(type("order")).path("data").path("id").asText());
            }
            awaitClients(1);
            assertTrue(server.send("GET", "/metrics", null, null).body().contains("hft_ws_dropped_total 1.0"));
        }
    }

    @Test
    void aNewClientSeesNoGapBetweenStateAndChanges() throws Exception {
        final Thread trading = Thread.ofPlatform().start(() -> {
            for (long id = 0; id < 3_000; id++) {
                final long order = id;
                engine.journal(journal -> journal.sent(order, BUY));
                if (id % 100 == 0) {
                    Thread.yield();
                }
            }
        });
        try (Client client = connect("")) {
            trading.join();
            final List<Long> ids = new ArrayList<>();
            while (ids.isEmpty() || ids.getLast() != 2_999) {
                ids.add(client.next(type("order")).path("data").path("id").asLong());
            }
            final List<Long> expected = new ArrayList<>();
            for (long id = 0; id < 3_000; id++) {
                expected.add(id);
            }
            assertEquals(expected, ids);
        }
    }

    private Client connect(final String path) throws InterruptedException {
        final Client client = new Client(URI.create("ws://127.0.0.1:" + server.server().port() + ApiServer.STREAM_PATH + path));
        assertTrue(client.connectBlocking(10, TimeUnit.SECONDS));
        return client;
    }

    private void awaitClients(final int count) throws InterruptedException {
        final String line = "hft_ws_clients " + count + ".0";
        for (int i = 0; i < 400; i++) {
            if (server.send("GET", "/metrics", null, null).body().contains(line)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(25);
        }
        throw new AssertionError("never: " + line);
    }

    private int upgrade(final Map<String, String> headers) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.server().port())) {
            socket.getOutputStream().write(upgradeRequest(headers).getBytes(StandardCharsets.US_ASCII));
            final InputStream in = socket.getInputStream();
            return Integer.parseInt(new String(in.readNBytes(12), StandardCharsets.US_ASCII).substring(9));
        }
    }

    private String upgradeRequest(final Map<String, String> headers) {
        final StringBuilder request = new StringBuilder("GET " + ApiServer.STREAM_PATH + " HTTP/1.1\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        request.append("Host: ").append(headers.getOrDefault("Host", "127.0.0.1:" + server.server().port())).append("\r\n");
        if (headers.containsKey("Origin")) {
            request.append("Origin: ").append(headers.get("Origin")).append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private static Predicate<JsonNode> type(final String type) {
        return message -> message.path("type").asText().equals(type);
    }

    /** Keeps what arrives until the test asks for it. */
    private static final class Client extends WebSocketClient implements AutoCloseable {
        private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> ponged = new CompletableFuture<>();
        private final CompletableFuture<Integer> closed = new CompletableFuture<>();

        Client(final URI uri) {
            super(uri);
        }

        /** The next message of this kind; others before it are passed over. */
        JsonNode next(final Predicate<JsonNode> wanted) throws InterruptedException {
            while (true) {
                final JsonNode message = messages.poll(20, TimeUnit.SECONDS);
                assertNotNull(message, "no such message");
                if (wanted.test(message)) {
                    return message;
                }
            }
        }

        @Override
        public void onOpen(final ServerHandshake handshake) {
        }

        @Override
        public void onMessage(final String text) {
            try {
                messages.add(Json.parse(text));
            } catch (final com.fasterxml.jackson.core.JsonProcessingException e) {
                throw new AssertionError(text, e);
            }
        }

        @Override
        public void onWebsocketPong(final org.java_websocket.WebSocket socket, final org.java_websocket.framing.Framedata frame) {
            ponged.complete(null);
        }

        @Override
        public void onClose(final int code, final String reason, final boolean remote) {
            closed.complete(code);
        }

        @Override
        public void onError(final Exception e) {
            closed.completeExceptionally(e);
        }
    }
}
