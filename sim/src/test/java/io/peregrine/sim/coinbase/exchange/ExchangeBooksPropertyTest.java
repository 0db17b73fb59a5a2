package io.peregrine.sim.coinbase.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.sim.coinbase.LevelBook;
import io.peregrine.sim.exchange.Listing;
import io.peregrine.sim.flow.FlowSettings;
import io.peregrine.sim.matching.MatchingBook;
import io.peregrine.sim.matching.Side;
import io.peregrine.sim.server.RestReply;
import io.peregrine.sim.server.RestRequest;
import io.peregrine.sim.venue.SteppedVenue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whatever the order flow and a client do, a client that keeps a book from {@code level2}, from {@code level2_batch} or from {@code full}
 * has the exchange's own book after every event; and what the client has and holds adds up to what its orders and fills say.
 */
class ExchangeBooksPropertyTest {
    private static final int OPERATIONS = Integer.getInteger("peregrine.operations", 300);
    private static final int OPERATIONS_PER_SESSION = 150;
    private static final long EVENT_US = 2_500;
    private static final int EVENTS_PER_OPERATION = 70;
    private static final long BATCH_US = 50_000;
    private static final String PRODUCT = "BTC-USD";

    private SplittableRandom random;
    private SteppedVenue venue;
    private Signer signer;
    private long nowUs;
    private SteppedVenue.Client realTime;
    private SteppedVenue.Client batched;
    private SteppedVenue.Client full;
    private LevelBook realTimeBook;
    private LevelBook batchedBook;
    private OrderBook orderBook;
    private Map<String, Integer> seen;

    @Test
    void everyFeedShowsTheExchangesOwnBook() {
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
        seen = new TreeMap<>();
        try (SteppedVenue opened = new SteppedVenue("coinbase", seed, FlowSettings.parse("rate=400,levels=12"))) {
            venue = opened;
            signer = new Signer(((ExchangeVenue) venue.venue()).credentials().getFirst());
            nowUs = SteppedVenue.START_US;
            subscribe();
            for (int i = 0; i < OPERATIONS_PER_SESSION; i++) {
                for (int event = 0; event < EVENTS_PER_OPERATION; event++) {
                    venue.run(EVENT_US);
                    nowUs += EVENT_US;
                    check();
                }
                operate();
                check();
                if (i % 4 == 0) {
                    orderBook.assertEqualTo(snapshot());
                }
            }
            for (final String type : List.of("received", "open", "match", "done", "change", "activate")) {
                assertTrue(seen.getOrDefault(type, 0) > 0, "no " + type + " in " + seen);
            }
            assertMoneyAddsUp();
        }
    }

    private void subscribe() {
        realTime = venue.connect("/", "");
        realTime.say(signer.subscribe(seconds(), "[\"" + PRODUCT + "\"]", "[\"level2\"]"));
        batched = venue.connect("/", "");
        batched.say("{\"type\":\"subscribe\",\"product_ids\":[\"" + PRODUCT + "\"],\"channels\":[\"level2_batch\"]}");
        full = venue.connect("/", "");
        full.say(signer.subscribe(seconds(), "[\"" + PRODUCT + "\"]", "[\"full\"]"));
        venue.run(0);
        realTimeBook = new LevelBook();
        batchedBook = new LevelBook();
        orderBook = new OrderBook(snapshot());
        check();
    }

    private JsonNode snapshot() {
        final RestReply reply = venue.request(RestRequest.get("/products/" + PRODUCT + "/book", "level=3"));
        assertEquals(200, reply.status(), reply.body());
        return Signer.json(reply.body());
    }

    private void check() {
        final Listing listing = venue.venue().exchange().listing("BTC/USD");
        realTime.take().forEach(message -> apply(realTimeBook, Signer.json(message)));
        realTimeBook.assertEqualTo(listing, "level2");
        batched.take().forEach(message -> apply(batchedBook, Signer.json(message)));
        for (final String text : full.take()) {
            final JsonNode message = Signer.json(text);
            final String type = message.path("type").asText();
            seen.merge(type, 1, Integer::sum);
            if (!type.equals("subscriptions") && !type.equals("activate")) {
                orderBook.apply(message);
            }
        }
        orderBook.assertEqualTo(listing);
    }

    private void apply(final LevelBook book, final JsonNode message) {
        if (message.path("type").asText().equals("snapshot")) {
            book.clear();
            message.path("bids").forEach(row -> book.set(true, row.path(0).asText(), row.path(1).asText()));
            message.path("asks").forEach(row -> book.set(false, row.path(0).asText(), row.path(1).asText()));
        } else if (message.path("type").asText().equals("l2update")) {
            message.path("changes").forEach(change -> book.set(change.path(0).asText().equals("buy"), change.path(1).asText(),
                    change.path(2).asText()));
            if (book == batchedBook) {
                assertEquals(0, nowUs % BATCH_US);
                book.assertEqualTo(venue.venue().exchange().listing("BTC/USD"), "level2_batch");
            }
        }
    }

    private void operate() {
        final RestReply open = send("GET", "/orders", "");
        final List<String> ids = new ArrayList<>();
        Signer.json(open.body()).forEach(order -> ids.add(order.path("id").asText()));
        final int what = random.nextInt(10);
        if (what == 0) {
            assertEquals(200, send("DELETE", "/orders?product_id=" + PRODUCT, "").status());
        } else if (what < 3 && !ids.isEmpty()) {
            final String id = ids.get(random.nextInt(ids.size()));
            assertEquals('"' + id + '"', send("DELETE", "/orders/" + id, "").body());
        } else if (what == 3) {
            meetYourself();
        } else {
            final RestReply reply = send("POST", "/orders", order());
            assertTrue(reply.status() == 200 || reply.body().contains("Stop price") || reply.body().contains("Insufficient"), reply.body());
        }
    }

    /** Sells into its own bid, which is the best. */
    private void meetYourself() {
        final MatchingBook<?> book = venue.venue().exchange().listing("BTC/USD").book();
        final BigDecimal bid = BigDecimal.valueOf(book.bestPrice(Side.BUY), 8).setScale(2).add(new BigDecimal("0.01"));
        if (bid.compareTo(BigDecimal.valueOf(book.bestPrice(Side.SELL), 8)) < 0) {
            final String head = "{\"product_id\":\"" + PRODUCT + "\",\"price\":\"" + bid + "\",\"size\":\"0.";
            assertEquals(200, send("POST", "/orders", head + "5\",\"side\":\"buy\"}").status());
            final RestReply taker = send("POST", "/orders", head + (1 + random.nextInt(9)) + "\",\"side\":\"sell\"}");
            assertEquals(200, taker.status(), taker.body());
        }
    }

    private String order() {
        final boolean buy = random.nextBoolean();
        final long best = venue.venue().exchange().listing("BTC/USD").book().bestPrice(Side.BUY);
        final BigDecimal price = BigDecimal.valueOf(best, 8).setScale(2).add(BigDecimal.valueOf(random.nextInt(301) - 150, 2));
        final String side = buy ? "buy" : "sell";
        final String stp = List.of("dc", "dc", "dc", "co", "cn", "cb").get(random.nextInt(6));
        final BigDecimal size = BigDecimal.valueOf(100 + random.nextInt(random.nextInt(10) == 0 ? 2_000_000 : 100_000), 6);
        final String head = "{\"product_id\":\"" + PRODUCT + "\",\"side\":\"" + side + "\",\"stp\":\"" + stp + "\",";
        return head + switch (random.nextInt(7)) {
            case 0 -> "\"type\":\"market\",\"size\":\"" + size + "\"}";
            case 1 -> "\"type\":\"market\",\"funds\":\"" + (10 + random.nextInt(5_000)) + "\"}";
            case 2 -> "\"price\":\"" + price + "\",\"size\":\"" + size + "\",\"time_in_force\":\"" + (buy ? "IOC" : "FOK") + "\"}";
            case 3 -> "\"price\":\"" + price + "\",\"size\":\"" + size + "\",\"time_in_force\":\"GTT\",\"cancel_after\":\"min\"}";
            case 4 -> "\"price\":\"" + price + "\",\"size\":\"" + size + "\",\"post_only\":true}";
            case 5 -> "\"price\":\"" + price + "\",\"size\":\"" + size + "\",\"stop\":\"" + (buy ? "entry" : "loss")
                    + "\",\"stop_price\":\"" + price.add(BigDecimal.valueOf(buy ? 5 : -5)) + "\"}";
            default -> "\"price\":\"" + price + "\",\"size\":\"" + size + "\"}";
        };
    }

    /** Deposits, fills and fees on the one hand, balances on the other; and what is held is held for open orders. */
    private void assertMoneyAddsUp() {
        assertEquals(200, send("DELETE", "/orders", "").status());
        final Map<String, BigDecimal> expected = new HashMap<>(Map.of("USD", new BigDecimal(1_000_000), "BTC", BigDecimal.TEN));
        final Set<Long> trades = new HashSet<>();
        String after = "";
        JsonNode page = Signer.json("[0]");
        while (!page.isEmpty()) {
            final RestReply reply = send("GET", "/fills?product_id=" + PRODUCT + "&limit=50" + after, "");
            page = Signer.json(reply.body());
            after = "&after=" + reply.headers().get("CB-AFTER");
            for (final JsonNode fill : page) {
                final boolean buy = fill.path("side").asText().equals("buy");
                final BigDecimal size = new BigDecimal(fill.path("size").asText());
                final BigDecimal value = size.multiply(new BigDecimal(fill.path("price").asText()));
                final BigDecimal fee = new BigDecimal(fill.path("fee").asText());
                expected.merge("BTC", buy ? size : size.negate(), BigDecimal::add);
                expected.merge("USD", (buy ? value.negate() : value).subtract(fee), BigDecimal::add);
                assertTrue(trades.add(fill.path("trade_id").asLong()), "a fill came twice: " + fill);
            }
            venue.run(100_000);
            nowUs += 100_000;
        }
        assertTrue(trades.size() > 20, "only " + trades.size() + " fills");
        for (final JsonNode account : Signer.json(send("GET", "/accounts", "").body())) {
            if (expected.containsKey(account.path("currency").asText())) {
                assertEquals(0, expected.get(account.path("currency").asText()).compareTo(new BigDecimal(account.path("balance").asText())),
                        account.toString());
                assertEquals(0, new BigDecimal(account.path("hold").asText()).signum(), account.toString());
            }
        }
    }

    private RestReply send(final String method, final String pathAndQuery, final String body) {
        final int question = pathAndQuery.indexOf('?');
        final String path = question < 0 ? pathAndQuery : pathAndQuery.substring(0, question);
        return venue.request(new RestRequest(method, path, question < 0 ? "" : pathAndQuery.substring(question + 1),
                signer.headers(seconds(), method, pathAndQuery, body), body, "127.0.0.1"));
    }

    private String seconds() {
        return BigDecimal.valueOf(nowUs, 6).toPlainString();
    }
}
