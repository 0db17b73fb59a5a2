package io.peregrine.venue.coinbase.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.RejectReason;
import io.peregrine.net.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Recorded and documented answers of both venues. */
class CoinbaseAnswersTest {
    private final List<String> told = new ArrayList<>();
    private final Page next = new Page();
    private final AnswerListener listener = new AnswerListener() {
        @Override
        public void onOrder(final OrderRecord order) {
            told.add(order.status + " " + order.side + " " + order.orderType + " " + order.price + " " + order.quantity + " "
                    + order.filledQuantity + " " + (order.instrument == null ? "-" : order.instrument.symbol()));
        }

        @Override
        public void onFill(final FillRecord fill) {
            told.add(fill.side + " " + fill.quantity + " at " + fill.price + " fee " + fill.feeE8 + " " + fill.liquiditySide);
        }

        @Override
        public void onBalance(final int assetId, final long freeE8, final long lockedE8) {
            told.add(assetId + " " + freeE8 + " " + lockedE8);
        }
    };

    @Test
    void ordersOfTheExchange() throws IOException {
        final ExchangeAnswers answers = new ExchangeAnswers(instruments(Venue.COINBASE_EXCHANGE));
        for (final String line : lines("coinbase_exchange_rest_orders_xchange.jsonl")) {
            assertTrue(answers.readOrders(response(200, line), listener, next), line);
        }
        final String none = String.valueOf(Instrument.NULL_VALUE);
        assertEquals(List.of(
                "FILLED SELL LIMIT 1483976 7060351 7060351 BTC/USD", "NEW SELL LIMIT 1483976 7060351 0 BTC/USD",
                "UNKNOWN SELL LIMIT 1483976 7060351 0 BTC/USD", "FILLED SELL LIMIT 1483976 7060351 7060351 BTC/USD",
                "FILLED BUY MARKET " + none + " 100000000 1291771 BTC/USD", "FILLED BUY STOP_LIMIT " + none + " " + none + " " + none + " -",
                "NEW SELL STOP_LIMIT " + none + " " + none + " " + none + " -",
                "NEW SELL STOP_LIMIT " + none + " " + none + " " + none + " -"), told);
    }

    @Test
    void fillsOfTheExchange() throws IOException {
        final ExchangeAnswers answers = new ExchangeAnswers(instruments(Venue.COINBASE_EXCHANGE));
        for (final String line : lines("coinbase_exchange_rest_fills_xchange.jsonl")) {
            assertTrue(answers.readFills(response(200, line), listener, next), line);
        }
        assertEquals(List.of("BUY 1000000 at 5915000 fee 177 TAKER"), told, "0.00000177 of 0.0000017745");
    }

    @Test
    void ordersFillsAndAccountsOfAdvancedTrade() throws IOException {
        final AdvancedAnswers answers = new AdvancedAnswers(instruments(Venue.COINBASE_ADVANCED));
        final List<String> lines = lines("coinbase_advanced_rest_orders_fills_nautilus.jsonl");
        for (final String line : lines) {
            assertTrue(answers.readOrders(response(200, line), listener, next), line);
            assertTrue(next.isFirst(), "the last page");
        }
        assertEquals("PARTIALLY_FILLED BUY LIMIT 1000000 100000 100000 BTC/USD", told.getFirst());
        assertTrue(told.contains("NEW BUY LIMIT 4500000 1000000 0 BTC/USD"), told::toString);
        // The fixtures' order ids are no UUIDs: such fills can be of no order of ours.
        assertTrue(told.stream().noneMatch(line -> line.contains(" fee ")), told::toString);
        assertTrue(told.contains("0 123456789 500000"), told::toString);
        assertTrue(told.contains("1 1000050000000 45000000000"), told::toString);
        told.clear();
        final String fillsOfOurs = lines.get(2).replace("0000-000000-000000", "a1b2c3d4-e5f6-7890-abcd-ef1234567890");
        answers.readFills(response(200, fillsOfOurs), listener, next);
        assertEquals(List.of("BUY 500000 at 4512345 fee 114000000 MAKER"), told);
    }

    @Test
    void refusalsOfAdvancedTrade() throws IOException {
        final AdvancedAnswers answers = new AdvancedAnswers(instruments(Venue.COINBASE_ADVANCED));
        final List<String> lines = lines("coinbase_advanced_rest_errors.jsonl");
        assertEquals(Verdict.REFUSED, answers.readNewOrder(response(200, lines.get(0)), new OrderRecord()));
        assertEquals(RejectReason.INSUFFICIENT_BALANCE, answers.reason());
        assertEquals(Verdict.REFUSED, answers.readCancel(response(200, lines.get(1))));
        assertEquals(RejectReason.UNKNOWN_ORDER, answers.reason());
        assertEquals(Verdict.REFUSED, answers.readNewOrder(response(429, lines.get(2)), new OrderRecord()));
        assertEquals(RejectReason.RATE_LIMITED, answers.reason());
        assertEquals(Verdict.UNKNOWN, answers.readNewOrder(response(200, "{\"success\":true}"), new OrderRecord()));
        assertEquals(Verdict.UNKNOWN, answers.readNewOrder(response(200, "{\"succ"), new OrderRecord()));
        assertEquals(Verdict.REFUSED, answers.readNewOrder(response(401, "Unauthorized\n"), new OrderRecord()));
        final OrderRecord order = new OrderRecord();
        assertEquals(Verdict.ACCEPTED, answers.readNewOrder(response(200, "{\"success\":true,\"success_response\":{\"order_id\":"
                + "\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\",\"product_id\":\"BTC-USD\"}}"), order));
        assertEquals(0xa1b2c3d4e5f67890L, order.venueIdHigh);
    }

    @Test
    void everyDocumentedRefusalOfTheExchangeHasItsReason() {
        final ExchangeAnswers answers = new ExchangeAnswers(instruments(Venue.COINBASE_EXCHANGE));
        final Object[][] rows = {
            {400, "Insufficient funds", RejectReason.INSUFFICIENT_BALANCE}, {400, "size is too small. Minimum size is 0.001",
                RejectReason.QUANTITY_RANGE}, {400, "size is too accurate. Smallest unit is 0.00000001", RejectReason.OFF_LOT},
            {400, "price is too precise. Smallest unit is 0.01", RejectReason.OFF_TICK}, {400, "Order already done", RejectReason.TOO_LATE},
            {404, "order not found", RejectReason.UNKNOWN_ORDER}, {404, "NotFound", RejectReason.UNKNOWN_ORDER},
            {400, "Product not found", RejectReason.UNKNOWN_INSTRUMENT}, {400, "Cancel only mode", RejectReason.INSTRUMENT_HALTED},
            {400, "Post only mode", RejectReason.INSTRUMENT_HALTED}, {429, "Private rate limit exceeded", RejectReason.RATE_LIMITED},
            {401, "invalid signature", RejectReason.VENUE_OTHER}};
        for (final Object[] row : rows) {
            assertEquals(Verdict.REFUSED, answers.readCancel(response((int) row[0], "{\"message\":\"" + row[1] + "\"}")));
            assertEquals(row[2], answers.reason(), (String) row[1]);
        }
    }

    @Test
    void damagedAnswersAreRefusedAndNeverThrow() {
        final Random random = new Random(11);
        final ExchangeAnswers exchange = new ExchangeAnswers(instruments(Venue.COINBASE_EXCHANGE));
        final AdvancedAnswers advanced = new AdvancedAnswers(instruments(Venue.COINBASE_ADVANCED));
        final String order = "[{\"id\":\"b2cdd7fe-1f4a-495e-8b96-7a4be368f43c\",\"price\":\"14839.76\",\"size\":\"0.07\",\"product_id\":"
                + "\"BTC-USD\",\"side\":\"sell\",\"type\":\"limit\",\"created_at\":\"2018-01-08T17:55:44.454112Z\",\"status\":\"open\"}]";
        final String orders = "{\"orders\":[{\"order_id\":\"a1b2c3d4-e5f6-7890-abcd-ef1234567890\",\"product_id\":\"BTC-USD\","
                + "\"order_configuration\":{\"limit_limit_gtc\":{\"base_size\":\"0.01\",\"limit_price\":\"45000.00\"}},\"side\":\"BUY\","
                + "\"client_order_id\":\"x\",\"status\":\"OPEN\",\"filled_size\":\"0\"}],\"has_next\":true,\"cursor\":\"abc\"}";
        for (int i = 0; i < 20_000; i++) {
            final byte[] bytes = (i % 2 == 0 ? order : orders).getBytes(StandardCharsets.US_ASCII);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
            final HttpResponse damaged = response(200, new String(bytes, StandardCharsets.US_ASCII));
            exchange.readOrders(damaged, listener, next);
            exchange.readFills(damaged, listener, next);
            exchange.readNewOrder(damaged, new OrderRecord());
            advanced.readOrders(damaged, listener, next);
            advanced.readNewOrder(damaged, new OrderRecord());
        }
    }

    private static Instruments instruments(final Venue venue) {
        return new Instruments(List.of(
                new Instrument(0, venue, "BTC/USD", "BTC-USD", "BTC", "USD", 2, 8, 1, 1, 1, Long.MAX_VALUE / 1_000_000, 0),
                new Instrument(1, venue, "ETH/BTC", "ETH-BTC", "ETH", "BTC", 8, 8, 1, 1, 1, Long.MAX_VALUE / 1_000_000, 0)));
    }

    private static HttpResponse response(final int status, final String body) {
        return HttpResponse.of(("HTTP/1.1 " + status + " x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> lines(final String file) throws IOException {
        final Path path = Path.of(System.getProperty("peregrine.data", "../../shared/data")).resolve("../protocols/fixtures/" + file);
        assumeTrue(Files.exists(path), "fixtures are not here: " + path);
        return Files.readAllLines(path).stream().filter(line -> !line.isBlank()).toList();
    }
}
