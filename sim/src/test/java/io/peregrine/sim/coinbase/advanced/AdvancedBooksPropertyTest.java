package io.peregrine.sim.coinbase.advanced;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.coinbase.LevelBook;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.venue.SteppedVenue;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whatever the order flow and a client do: a client that keeps books from {@code l2_data} has the exchange's own books whenever a frame is
 * published, the connection's numbers have no gap over all channels, no trade is missed or told twice, and the user channel ends where the
 * REST API does.
 */
class AdvancedBooksPropertyTest {
    private static final int OPERATIONS = Integer.getInteger("peregrine.operations", 200);
    private static final int OPERATIONS_PER_SESSION = 100;
    private static final long BATCH_US = 50_000;
    private static final Map<String, String> PAIRS = Map.of("BTC-USD", "BTC/USD", "ETH-BTC", "ETH/BTC");
    private static final String ROOT = "/api/v3/brokerage";

    private SplittableRandom random;
    private SteppedVenue venue;
    private SteppedVenue.Client client;
    private TokenMaker tokens;
    private long nowUs;
    private long nextSequence;
    private final Map<String, LevelBook> books = new HashMap<>();
    private final Map<String, Long> lastTrade = new HashMap<>();
    private final Map<String, JsonNode> orders = new HashMap<>();
    private int trades;
    private int nextId;

    @Test
    void everyChannelTellsTheWholeTruth() {
        final long firstSeed = Long.getLong("peregrine.seed", 1);
        for (int session = 0; session < OPERATIONS / OPERATIONS_PER_SESSION; session++) {
            try {
                run(firstSeed + session);
            } catch (final AssertionError | RuntimeException e) {
                fail("seed " + (firstSeed + session), e);
            }
        }
    }

    private void run(final long seed) {
        random = new SplittableRandom(seed);
        nextSequence = 0;
        trades = 0;
        books.clear();
        lastTrade.clear();
        orders.clear();
        try (SteppedVenue opened = new SteppedVenue("coinbase-advanced", seed, FlowSettings.parse("rate=600,levels=12"))) {
            venue = opened;
            final Credentials credentials = ((AdvancedVenue) venue.venue()).credentials().getFirst();
            tokens = new TokenMaker(credentials.keyName(), credentials.privateKeyPem());
            nowUs = SteppedVenue.START_US;
            client = venue.connect("/", "");
            for (final String channel : List.of("heartbeats", "level2", "market_trades", "ticker", "user")) {
                client.say("{\"type\":\"subscribe\",\"product_ids\":[\"BTC-USD\",\"ETH-BTC\"],\"channel\":\"" + channel + "\",\"jwt\":\""
                        + tokens.token(null, nowUs / 1_000_000) + "\"}");
            }
            for (int i = 0; i < OPERATIONS_PER_SESSION; i++) {
                for (int batch = 0; batch < 2; batch++) {
                    venue.run(BATCH_US);
                    nowUs += BATCH_US;
                    client.take().forEach(this::apply);
                    books.forEach((product, book) -> book.assertEqualTo(venue.venue().exchange().listing(PAIRS.get(product)), product));
                }
                operate();
            }
            client.take().forEach(this::apply);
            assertEquals(Set.of("BTC-USD", "ETH-BTC"), books.keySet());
            assertTrue(trades > 100, "only " + trades + " trades");
            assertTrue(orders.size() > 20, "only " + orders.size() + " orders");
            List.copyOf(orders.keySet()).forEach(this::assertRestAgrees);
        }
    }

    private void apply(final String text) {
        final JsonNode message = TokenMaker.json(text);
        assertEquals(nextSequence++, message.path("sequence_num").asLong(), text);
        for (final JsonNode event : message.path("events")) {
            switch (message.path("channel").asText()) {
                case "l2_data" -> level(event);
                case "market_trades" -> trade(event);
                case "user" -> event.path("orders").forEach(order -> orders.put(order.path("order_id").asText(), order));
                case "ticker" -> assertFalse(event.path("tickers").isEmpty());
                case "heartbeats" -> assertTrue(event.path("heartbeat_counter").asLong() > 0);
                case "subscriptions" -> assertTrue(event.path("subscriptions").isObject());
                default -> throw new AssertionError(text);
            }
        }
    }

    private void level(final JsonNode event) {
        final LevelBook book = books.computeIfAbsent(event.path("product_id").asText(), product -> new LevelBook());
        if (event.path("type").asText().equals("snapshot")) {
            book.clear();
        }
        event.path("updates").forEach(update -> book.set(update.path("side").asText().equals("bid"), update.path("price_level").asText(),
                update.path("new_quantity").asText()));
    }

    /** Trades of one product, newest first, without a gap in the frame and to the frame before. */
    private void trade(final JsonNode event) {
        final JsonNode newestFirst = event.path("trades");
        for (int i = 1; i < newestFirst.size(); i++) {
            assertEquals(id(newestFirst.path(i - 1)), id(newestFirst.path(i)) + 1, event.toString());
        }
        if (!newestFirst.isEmpty()) {
            final String product = newestFirst.path(0).path("product_id").asText();
            final Long earlier = lastTrade.put(product, id(newestFirst.path(0)));
            assertTrue(earlier == null || earlier + 1 == id(newestFirst.path(newestFirst.size() - 1)), event.toString());
            trades += newestFirst.size();
        }
    }

    private static long id(final JsonNode trade) {
        return trade.path("trade_id").asLong();
    }

    private void operate() {
        if (random.nextInt(5) == 0 && !orders.isEmpty()) {
            final List<String> ids = List.copyOf(orders.keySet());
            final String id = ids.get(random.nextInt(ids.size()));
            final JsonNode result = TokenMaker.json(send("POST", ROOT + "/orders/batch_cancel", "{\"order_ids\":[\"" + id + "\"]}").body())
                    .path("results").path(0);
            assertEquals(id, result.path("order_id").asText());
            return;
        }
        final BigDecimal best = BigDecimal.valueOf(venue.venue().exchange().listing("BTC/USD").book().bestPrice(Side.BUY), 8).setScale(2);
        final BigDecimal price = best.add(BigDecimal.valueOf(random.nextInt(301) - 150, 2));
        final boolean buy = random.nextBoolean();
        final String size = "\"base_size\":\"" + BigDecimal.valueOf(100 + random.nextInt(200_000), 6) + '"';
        final String limit = size + ",\"limit_price\":\"" + price + '"';
        final String configuration = switch (random.nextInt(6)) {
            case 0 -> "\"market_market_ioc\":{" + size;
            case 1 -> "\"market_market_ioc\":{\"quote_size\":\"" + (10 + random.nextInt(2_000)) + '"';
            case 2 -> "\"limit_limit_fok\":{" + limit;
            case 3 -> "\"sor_limit_ioc\":{" + limit;
            case 4 -> "\"limit_limit_gtd\":{" + limit + ",\"post_only\":true,\"end_time\":\"2026-01-01T00:00:09.5Z\"";
            default -> "\"limit_limit_gtc\":{" + limit + ",\"post_only\":false";
        };
        final String body = "{\"client_order_id\":\"order-" + nextId++ + "\",\"product_id\":\"BTC-USD\",\"side\":\""
                + (buy ? "BUY" : "SELL") + "\",\"order_configuration\":{" + configuration + "}}}";
        final RestReply reply = send("POST", ROOT + "/orders", body);
        assertEquals(200, reply.status(), reply.body());
        final JsonNode json = TokenMaker.json(reply.body());
        assertTrue(json.path("success").asBoolean() || json.at("/error_response/error").asText().startsWith("IN"), reply.body());
    }

    private void assertRestAgrees(final String id) {
        venue.run(BATCH_US);
        nowUs += BATCH_US;
        final JsonNode order = TokenMaker.json(send("GET", ROOT + "/orders/historical/" + id, "").body()).path("order");
        client.take().forEach(this::apply);
        final JsonNode told = orders.get(id);
        Map.of("status", "status", "cumulative_quantity", "filled_size", "filled_value", "filled_value", "total_fees", "total_fees",
                "avg_price", "average_filled_price", "number_of_fills", "number_of_fills", "client_order_id", "client_order_id")
                .forEach((user, rest) -> assertEquals(order.path(rest).asText(), told.path(user).asText(), rest + " of " + told));
    }

    private RestReply send(final String method, final String path, final String body) {
        final String token = tokens.token(method + " api.coinbase.com" + path, nowUs / 1_000_000);
        return venue.request(new RestRequest(method, path, "", Map.of("Authorization", "Bearer " + token), body, "127.0.0.1"));
    }
}
