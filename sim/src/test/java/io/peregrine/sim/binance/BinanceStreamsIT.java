package io.peregrine.sim.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.Simulator;
import io.peregrine.sim.SimulatorSettings;
import io.peregrine.sim.flow.FlowSettings;
import java.math.BigDecimal;
import java.net.BindException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The market streams under fast order flow, read by a client of its own that follows the venue's documents. */
class BinanceStreamsIT {
    private static final int FRAMES = 12;

    private Simulator simulator;
    private VenueClient client;

    @BeforeEach
    void start() throws BindException {
        simulator = Simulator.start(SimulatorSettings.STANDARD.withPorts(Map.of("binance", 0)).withSeed(5)
                .withFlow(FlowSettings.parse("rate=3000")));
        client = new VenueClient(simulator, 0);
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    @Test
    void aBookThatIsSyncedByTheOfficialProcedureIsTheVenuesBook() {
        final VenueClient.Connection stream = client.connect("/ws/btcusdt@depth@100ms");
        final List<JsonNode> buffered = new ArrayList<>(List.of(stream.next()));
        final JsonNode snapshot = client.get("/api/v3/depth?symbol=BTCUSDT&limit=5000");
        final Book book = new Book(snapshot);
        while (buffered.getLast().path("u").asLong() <= book.updateId) {
            buffered.add(stream.next());
        }
        buffered.removeIf(event -> event.path("u").asLong() <= book.updateId);
        assertTrue(buffered.getFirst().path("U").asLong() <= book.updateId + 1);
        book.load(buffered.removeFirst());
        buffered.forEach(book::apply);
        for (int i = 0; i < FRAMES; i++) {
            book.apply(stream.next());
        }
        pause();
        final JsonNode truth = client.state().at("/books/BTCUSDT");
        while (book.updateId < truth.path("lastUpdateId").asLong()) {
            book.apply(stream.next());
        }
        assertEquals(truth.path("lastUpdateId").asLong(), book.updateId);
        assertEquals(truth.path("bids").toString(), book.text(book.bids));
        assertEquals(truth.path("asks").toString(), book.text(book.asks));
        assertTrue(book.updateId > 1_000, "only " + book.updateId + " updates");
    }

    @Test
    void aDepthFrameAgreesWithTheLastBestPricesUpToItsId() {
        final VenueClient.Connection stream = client.connect("/stream?streams=ethusdt@depth@100ms/ethusdt@bookTicker");
        final TreeMap<Long, JsonNode> tickers = new TreeMap<>();
        final List<JsonNode> frames = new ArrayList<>();
        JsonNode message = stream.await(event -> event.path("stream").asText().endsWith("@100ms"));
        final Book book = new Book(client.get("/api/v3/depth?symbol=ETHUSDT&limit=5000"));
        while (frames.size() < FRAMES) {
            message = stream.next();
            final JsonNode data = message.path("data");
            if (message.path("stream").asText().endsWith("bookTicker")) {
                tickers.put(data.path("u").asLong(), data);
            } else if (data.path("u").asLong() > book.updateId) {
                frames.add(data);
            }
        }
        book.load(frames.getFirst());
        int compared = 0;
        for (final JsonNode frame : frames.subList(1, frames.size())) {
            book.apply(frame);
            final Map.Entry<Long, JsonNode> ticker = tickers.floorEntry(book.updateId);
            if (ticker != null) {
                compared++;
                final JsonNode best = ticker.getValue();
                assertEquals(best.path("b").asText() + ' ' + best.path("B").asText() + ' ' + best.path("a").asText() + ' '
                        + best.path("A").asText(), book.best(book.bids) + ' ' + book.best(book.asks));
            }
        }
        assertTrue(compared >= FRAMES / 2, "compared only " + compared);
    }

    @Test
    void tradesHaveConsecutiveIdsAndTheMakersSide() {
        final VenueClient.Connection stream = client.connect("/ws/btcusdt@trade");
        final JsonNode first = stream.next();
        for (int i = 1; i < 20; i++) {
            assertEquals(first.path("t").asLong() + i, stream.next().path("t").asLong());
        }
        final JsonNode recent = client.get("/api/v3/trades?symbol=BTCUSDT&limit=1000");
        for (final JsonNode trade : recent) {
            if (trade.path("id").asLong() == first.path("t").asLong()) {
                assertEquals(first.path("p").asText() + first.path("q").asText() + first.path("m").asText(),
                        trade.path("price").asText() + trade.path("qty").asText() + trade.path("isBuyerMaker").asText());
                return;
            }
        }
        throw new AssertionError("trade " + first + " is not among the recent ones");
    }

    @Test
    void subscriptionsChangeLive() {
        final VenueClient.Connection stream = client.connect("/ws/0");
        stream.send("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@aggTrade\",\"btcusdt@depth5@100ms\"],\"id\":1}");
        assertEquals("{\"result\":null,\"id\":1}", answer(stream));
        stream.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":\"abc\"}");
        assertEquals("{\"result\":[\"btcusdt@aggTrade\",\"btcusdt@depth5@100ms\"],\"id\":\"abc\"}", answer(stream));
        final JsonNode depth = stream.await(message -> message.has("lastUpdateId"));
        assertEquals(5, depth.path("bids").size());
        assertEquals("aggTrade", stream.await(message -> message.has("e")).path("e").asText());
        stream.send("{\"method\":\"SET_PROPERTY\",\"params\":[\"combined\",true],\"id\":null}");
        assertEquals("{\"result\":null,\"id\":null}", answer(stream));
        assertTrue(stream.await(message -> message.has("stream")).path("data").isObject());
        stream.send("{\"method\":\"UNSUBSCRIBE\",\"params\":[\"btcusdt@depth5@100ms\"],\"id\":2}");
        assertEquals("{\"result\":null,\"id\":2}", answer(stream));
    }

    @Test
    void nonsenseIsAnsweredAndTooManyMessagesEndTheConnection() {
        final VenueClient.Connection stream = client.connect("/stream");
        stream.send("{nonsense");
        assertEquals(3, stream.next().path("code").asInt());
        stream.send("{\"method\":\"NONSENSE\",\"id\":1}");
        assertEquals(2, stream.next().path("code").asInt());
        stream.send("{\"method\":\"GET_PROPERTY\",\"params\":[\"color\"],\"id\":1}");
        assertEquals("{\"code\":0,\"msg\":\"Unknown property\",\"id\":1}", stream.next().toString());
        for (int i = 0; i < 12 && stream.isOpen(); i++) {
            stream.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":" + i + '}');
        }
        stream.awaitClose();
    }

    @Test
    void statisticsComeOnceASecond() {
        final VenueClient.Connection stream =
                client.connect("/stream?streams=btcusdt@kline_1m/btcusdt@ticker/btcusdt@miniTicker/!miniTicker@arr/btcusdt@depth");
        final JsonNode kline = data(stream, "btcusdt@kline_1m");
        assertEquals("kline 1m", kline.path("e").asText() + ' ' + kline.at("/k/i").asText());
        assertTrue(new BigDecimal(kline.at("/k/h").asText()).compareTo(new BigDecimal(kline.at("/k/l").asText())) >= 0);
        assertEquals("24hrTicker", data(stream, "btcusdt@ticker").path("e").asText());
        assertEquals(3, data(stream, "!miniTicker@arr").size());
        final JsonNode first = data(stream, "btcusdt@depth");
        assertEquals(first.path("u").asLong() + 1, data(stream, "btcusdt@depth").path("U").asLong());
    }

    @Test
    void aListenKeyStreamsBareEvents() {
        final String listenKey = VenueClient.json(client.withKey("POST", "/api/v3/userDataStream").body()).path("listenKey").asText();
        final VenueClient.Connection stream = client.connect("/ws/" + listenKey);
        stream.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
        assertEquals("{\"result\":[\"" + listenKey + "\"],\"id\":1}", answer(stream));
        final String order = "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=30000";
        assertEquals(200, client.signed("POST", "/api/v3/order", order).statusCode());
        assertEquals("executionReport", stream.next().path("e").asText());
        assertEquals("outboundAccountPosition", stream.next().path("e").asText());
        assertEquals("{}", client.withKey("PUT", "/api/v3/userDataStream?listenKey=" + listenKey).body());
        assertEquals("{}", client.withKey("DELETE", "/api/v3/userDataStream?listenKey=" + listenKey).body());
        assertEquals("{\"code\":-1125,\"msg\":\"This listenKey does not exist.\"}",
                client.withKey("PUT", "/api/v3/userDataStream?listenKey=" + listenKey).body());
    }

    private void pause() {
        client.send(client.request("/sim/flow").POST(HttpRequest.BodyPublishers.ofString("{\"rate\":0}")));
    }

    private static String answer(final VenueClient.Connection stream) {
        return stream.await(message -> message.has("id") && message.has("result")).toString();
    }

    private static JsonNode data(final VenueClient.Connection stream, final String name) {
        return stream.nextOf(message -> message.path("stream").asText().equals(name)).path("data");
    }

    /** A book as the venue's documents tell a client to keep it. */
    private static final class Book {
        private final NavigableMap<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
        private final NavigableMap<BigDecimal, String> asks = new TreeMap<>();
        private long updateId;

        private Book(final JsonNode snapshot) {
            updateId = snapshot.path("lastUpdateId").asLong();
            change(bids, snapshot.path("bids"));
            change(asks, snapshot.path("asks"));
        }

        /** The first event after the snapshot may begin before it. */
        private void load(final JsonNode event) {
            assertTrue(event.path("U").asLong() <= updateId + 1 && event.path("u").asLong() > updateId);
            update(event);
        }

        private void apply(final JsonNode event) {
            assertEquals(updateId + 1, event.path("U").asLong());
            update(event);
        }

        private void update(final JsonNode event) {
            updateId = event.path("u").asLong();
            change(bids, event.path("b"));
            change(asks, event.path("a"));
        }

        private static void change(final NavigableMap<BigDecimal, String> side, final JsonNode levels) {
            for (final JsonNode level : levels) {
                final BigDecimal price = new BigDecimal(level.path(0).asText());
                if (new BigDecimal(level.path(1).asText()).signum() == 0) {
                    side.remove(price);
                } else {
                    side.put(price, level.path(1).asText());
                }
            }
        }

        private String best(final NavigableMap<BigDecimal, String> side) {
            return side.firstKey().toPlainString() + ' ' + side.firstEntry().getValue();
        }

        private String text(final NavigableMap<BigDecimal, String> side) {
            final List<String> levels = new ArrayList<>();
            side.forEach((price, quantity) -> levels.add("[\"" + price.toPlainString() + "\",\"" + quantity + "\"]"));
            return '[' + String.join(",", levels) + ']';
        }
    }
}
