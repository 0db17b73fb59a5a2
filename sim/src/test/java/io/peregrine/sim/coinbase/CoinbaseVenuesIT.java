package io.peregrine.sim.coinbase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Both venues over real sockets, by a client that knows only the simulator's first line and the venues' documents. */
class CoinbaseVenuesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] PKCS8_HEAD = HexFormat.of().parseHex("308193020100301306072a8648ce3d020106082a8648ce3d030107047930");
    private static final String BROKERAGE = "/api/v3/brokerage";
    private static final long TIMEOUT_S = 10;

    private final HttpClient http = HttpClient.newHttpClient();
    private Simulator simulator;
    private JsonNode exchange;
    private JsonNode advanced;

    @BeforeEach
    void start() throws IOException {
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of("coinbase", 0, "coinbase-advanced", 0)).withSeed(11)
                .withFlow(FlowSettings.parse("rate=1000,levels=30")));
        final JsonNode venues = JSON.readTree(simulator.firstLine()).path("venues");
        exchange = venues.path("coinbase");
        advanced = venues.path("coinbase-advanced");
    }

    @AfterEach
    void stop() {
        http.close();
        simulator.close();
    }

    @Test
    void anOrdersLifeOnTheExchange() {
        final Stream stream = new Stream(exchange.path("ws").asText());
        final String timestamp = BigDecimal.valueOf(System.currentTimeMillis(), 3).toPlainString();
        stream.send("{\"type\":\"subscribe\",\"product_ids\":[\"ETH-USD\"],\"channels\":[\"user\"],\"key\":\""
                + exchange.path("apiKey").asText() + "\",\"passphrase\":\"" + exchange.path("passphrase").asText() + "\",\"timestamp\":"
                + timestamp + ",\"signature\":\"" + hmac(timestamp + "GET/users/self/verify") + "\"}");
        assertEquals("subscriptions", stream.next().path("type").asText());
        final String oid = "8cb2eea3-4fa4-495b-a949-976940c4b021";
        final JsonNode order = signed("POST", "/orders", "{\"product_id\":\"ETH-USD\",\"side\":\"buy\",\"price\":\"1000.00\","
                + "\"size\":\"1\"," + "\"client_oid\":\"" + oid + "\"}");
        assertEquals("pending", order.path("status").asText());
        assertEquals(oid, stream.next().path("client_oid").asText());
        assertEquals("open", stream.next().path("type").asText());
        assertEquals(order.path("id").asText(), signed("DELETE", "/orders/client:" + oid, "").asText());
        assertEquals("done canceled", text(stream.next(), "type", "reason"));
        final JsonNode market = signed("POST", "/orders",
                "{\"product_id\":\"ETH-USD\",\"side\":\"sell\",\"type\":\"market\",\"size\":\"0.3\"}");
        final JsonNode match = stream.await(message -> message.path("type").asText().equals("match"));
        assertEquals("0.006", match.path("taker_fee_rate").asText());
        stream.await(message -> message.path("type").asText().equals("done"));
        final JsonNode done = signed("GET", "/orders/" + market.path("id").asText(), "");
        assertEquals("done filled", text(done, "status", "done_reason"));
        final JsonNode fills = signed("GET", "/fills?order_id=" + market.path("id").asText(), "");
        assertEquals("T", fills.path(0).path("liquidity").asText());
        assertEquals(fills.path(fills.size() - 1).path("trade_id"), match.path("trade_id"));
        stream.close();
    }

    @Test
    void aBookKeptOverASocketIsTheVenuesBook() {
        final Stream stream = new Stream(exchange.path("ws").asText());
        stream.send("{\"type\":\"subscribe\",\"channels\":[{\"name\":\"level2_batch\",\"product_ids\":[\"BTC-USD\"]},\"heartbeat\"],"
                + "\"product_ids\":[\"BTC-USD\"]}");
        final LevelBook book = new LevelBook();
        int updates = 0;
        while (updates < 20) {
            updates += apply(book, stream.next());
        }
        send(HttpRequest.newBuilder(URI.create(exchange.path("rest").asText() + "/sim/flow"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"rate\":0}")));
        for (int beats = 0; beats < 2;) {
            final JsonNode message = stream.next();
            apply(book, message);
            beats += message.path("type").asText().equals("heartbeat") ? 1 : 0;
        }
        simulator.venue("coinbase").thread().call(() -> {
            book.assertEqualTo(simulator.venue("coinbase").exchange().listing("BTC/USD"), "level2_batch");
            return book.size();
        }).join();
        stream.close();
    }

    @Test
    void anOrdersLifeOnAdvancedTrade() {
        final Stream stream = new Stream(advanced.path("ws").asText());
        stream.send("{\"type\":\"subscribe\",\"channel\":\"user\",\"jwt\":\"" + token(null) + "\"}");
        assertEquals("user 0", text(stream.next(), "channel", "sequence_num"));
        assertEquals("subscriptions 1", text(stream.next(), "channel", "sequence_num"));
        final JsonNode placed = authorized("POST", "/orders", "{\"client_order_id\":\"mine\",\"product_id\":\"BTC-USD\",\"side\":\"BUY\","
                + "\"order_configuration\":{\"limit_limit_gtc\":{\"base_size\":\"0.01\",\"limit_price\":\"20000\",\"post_only\":true}}}");
        final String id = placed.at("/success_response/order_id").asText();
        assertEquals("OPEN", stream.next().at("/events/0/orders/0/status").asText());
        assertTrue(authorized("POST", "/orders/batch_cancel", "{\"order_ids\":[\"" + id + "\"]}").at("/results/0/success").asBoolean());
        final JsonNode canceled = stream.next();
        assertEquals("CANCELLED mine", text(canceled.at("/events/0/orders/0"), "status", "client_order_id"));
        assertEquals(3, canceled.path("sequence_num").asInt());
        authorized("POST", "/orders", "{\"client_order_id\":\"market\",\"product_id\":\"BTC-USD\",\"side\":\"BUY\","
                + "\"order_configuration\":{\"market_market_ioc\":{\"quote_size\":\"500\"}}}");
        final JsonNode filled = stream.next().at("/events/0/orders/0");
        assertEquals("FILLED market", text(filled, "status", "client_order_id"));
        final JsonNode fills = authorized("GET", "/orders/historical/fills", "");
        assertEquals(filled.path("number_of_fills").asInt(), fills.path("fills").size());
        assertEquals("TAKER", fills.at("/fills/0/liquidity_indicator").asText());
        stream.close();
    }

    @Test
    void wrongSignaturesAreRefused() {
        final String timestamp = String.valueOf(System.currentTimeMillis() / 1000);
        final HttpRequest.Builder request = exchangeRequest("/accounts").header("CB-ACCESS-KEY", exchange.path("apiKey").asText())
                .header("CB-ACCESS-PASSPHRASE", exchange.path("passphrase").asText()).header("CB-ACCESS-TIMESTAMP", timestamp)
                .header("CB-ACCESS-SIGN", hmac(timestamp + "GET/fills"));
        final HttpResponse<String> reply = send(request);
        assertEquals("401 {\"message\":\"invalid signature\"}", reply.statusCode() + " " + reply.body());
        assertEquals(401, send(HttpRequest.newBuilder(URI.create(advanced.path("rest").asText() + BROKERAGE + "/accounts"))).statusCode());
    }

    private static int apply(final LevelBook book, final JsonNode message) {
        message.path("bids").forEach(row -> book.set(true, row.path(0).asText(), row.path(1).asText()));
        message.path("asks").forEach(row -> book.set(false, row.path(0).asText(), row.path(1).asText()));
        message.path("changes")
                .forEach(change -> book.set(change.path(0).asText().equals("buy"), change.path(1).asText(), change.path(2).asText()));
        return message.path("changes").isEmpty() ? 0 : 1;
    }

    private JsonNode signed(final String method, final String pathAndQuery, final String body) {
        final String timestamp = String.valueOf(System.currentTimeMillis() / 1000);
        final HttpResponse<String> reply = send(exchangeRequest(pathAndQuery).header("CB-ACCESS-KEY", exchange.path("apiKey").asText())
                .header("CB-ACCESS-PASSPHRASE", exchange.path("passphrase").asText()).header("CB-ACCESS-TIMESTAMP", timestamp)
                .header("CB-ACCESS-SIGN", hmac(timestamp + method + pathAndQuery + body)).header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
        assertEquals(200, reply.statusCode(), reply.body());
        return json(reply.body());
    }

    private JsonNode authorized(final String method, final String path, final String body) {
        final String address = advanced.path("rest").asText();
        final HttpResponse<String> reply = send(HttpRequest.newBuilder(URI.create(address + BROKERAGE + path))
                .header("Authorization", "Bearer " + token(method + ' ' + address.substring("http://".length()) + BROKERAGE + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
        assertEquals(200, reply.statusCode(), reply.body());
        return json(reply.body());
    }

    private HttpRequest.Builder exchangeRequest(final String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(exchange.path("rest").asText() + pathAndQuery));
    }

    private HttpResponse<String> send(final HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String hmac(final String text) {
        try {
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(exchange.path("secret").asText()), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A token of the key in the first line. */
    private String token(final String uri) {
        final long now = System.currentTimeMillis() / 1000;
        final String name = advanced.path("apiKey").asText();
        final String header = "{\"alg\":\"ES256\",\"kid\":\"" + name + "\",\"nonce\":\"0a1b\",\"typ\":\"JWT\"}";
        final String claims = "{\"sub\":\"" + name + "\",\"iss\":\"cdp\",\"nbf\":" + now + ",\"exp\":" + (now + 120)
                + (uri == null ? "}" : ",\"uri\":\"" + uri + "\"}");
        final Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        final String text = base64.encodeToString(header.getBytes(StandardCharsets.UTF_8)) + '.'
                + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        try {
            final byte[] der = Base64.getMimeDecoder().decode(advanced.path("privateKeyPem").asText().replaceAll("-----[A-Z ]+-----", ""));
            final byte[] key = HexFormat.of().parseHex(HexFormat.of().formatHex(PKCS8_HEAD) + HexFormat.of().formatHex(der, 1, der.length));
            final Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key)));
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + '.' + base64.encodeToString(signature.sign());
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(final JsonNode message, final String first, final String second) {
        return message.path(first).asText() + ' ' + message.path(second).asText();
    }

    private static JsonNode json(final String text) {
        try {
            return JSON.readTree(text);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A WebSocket connection of the JDK that keeps what it receives. */
    private final class Stream implements WebSocket.Listener {
        private final LinkedBlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();
        private final WebSocket socket;

        private Stream(final String address) {
            socket = http.newWebSocketBuilder().buildAsync(URI.create(address), this).join();
        }

        @Override
        public CompletionStage<?> onText(final WebSocket webSocket, final CharSequence data, final boolean last) {
            part.append(data);
            if (last) {
                received.add(json(part.toString()));
                part.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        private void send(final String text) {
            socket.sendText(text, true).join();
        }

        private JsonNode next() {
            try {
                final JsonNode message = received.poll(TIMEOUT_S, TimeUnit.SECONDS);
                assertTrue(message != null, "nothing came");
                return message;
            } catch (final InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        private JsonNode await(final Predicate<JsonNode> wanted) {
            JsonNode message = next();
            while (!wanted.test(message)) {
                message = next();
            }
            return message;
        }

        private void close() {
            socket.abort();
        }
    }
}
