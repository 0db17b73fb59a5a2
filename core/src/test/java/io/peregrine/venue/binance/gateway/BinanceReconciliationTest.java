package io.peregrine.venue.binance.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReconcileRequestEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** What the account holds, asked for request by request and told in the forms that the venue documents (P11, P12). */
class BinanceReconciliationTest {
    private static final String HOLDINGS = "{\"balances\":[{\"asset\":\"BTC\",\"free\":\"1.50000000\",\"locked\":\"0.25000000\"},"
            + "{\"asset\":\"XYZ\",\"free\":\"1\",\"locked\":\"0\"},{\"asset\":\"USDT\",\"free\":\"1000.5\",\"locked\":\"20.25\"}]}";
    private static final List<String> HOLDINGS_TOLD =
            List.of("balance 0 free=150000000 locked=25000000", "balance 1 free=100050000000 locked=2025000000",
                    "balance 2 free=0 locked=0");

    private final ScriptedVenue venue = new ScriptedVenue().start();

    BinanceReconciliationTest() {
        venue.account.take();
    }

    @Test
    void tellsBalancesThenFillsThenOpenOrdersAndEnds() {
        reconcile(5);
        answer("account.status", HOLDINGS);
        assertEquals(HOLDINGS_TOLD, venue.account.take(), "an asset that no instrument uses is left out, one that is not listed is zero");
        final JsonNode fills = venue.request("myTrades");
        assertEquals("BTCUSDT 1688585840123 1000 false", fills.path("params").path("symbol").asText() + ' '
                + fills.path("params").path("startTime").asText() + ' ' + fills.path("params").path("limit").asText() + ' '
                + fills.path("params").has("fromId"));
        result(fills, '[' + fill(901, 77, true, "BTC") + ',' + fill(902, 78, false, "BNB") + ']');
        assertEquals("ETHUSDT", answer("myTrades", "[]").path("params").path("symbol").asText());
        assertEquals("ETHBTC", answer("myTrades", "[]").path("params").path("symbol").asText());
        assertEquals("BTCUSDT", answer("openOrders.status", '[' + open(77, ScriptedVenue.text(1), "BUY", "LIMIT", "50000.00000000") + ','
                + open(79, "placed-by-hand", "SELL", "LIMIT_MAKER", "51000.00000000") + ']').path("params").path("symbol").asText());
        assertEquals(List.of(), venue.account.take().stream().filter(line -> line.startsWith("end")).toList(), "two symbols are to come");
        assertEquals("ETHUSDT", answer("openOrders.status", "[]").path("params").path("symbol").asText());
        assertEquals("ETHBTC", answer("openOrders.status", "[]").path("params").path("symbol").asText());
        assertEquals(0, venue.requestCount());
        assertEquals(List.of("end 5 complete=TRUE open=2 fills=2"), venue.account.take());
        assertEquals(List.of(
                "TRADE instrument=0 venueOrder=77 execution=901 venueTime=1688585841000000000 BUY NULL_VAL NULL_VAL lastPrice=5000000 "
                        + "last=400 fee=400 asset=0 MAKER",
                "TRADE instrument=0 venueOrder=78 execution=902 venueTime=1688585841000000000 SELL NULL_VAL NULL_VAL lastPrice=5000000 "
                        + "last=400 fee=400 MAKER 'BNB'"), venue.reports.take());
    }

    /** P11: otherwise a position that is gone altogether would never be compared. */
    @Test
    void anEmptyAccountIsToldAsZero() {
        reconcile(5);
        answer("account.status", "{\"balances\":[]}");
        assertEquals(List.of("balance 0 free=0 locked=0", "balance 1 free=0 locked=0", "balance 2 free=0 locked=0"), venue.account.take());
    }

    @Test
    void tellsOpenOrdersOfOursAndOfOthers() {
        reconcile(5);
        balancesAndFills();
        venue.account.take();
        answer("openOrders.status", '[' + open(77, ScriptedVenue.text(1), "BUY", "LIMIT", "50000.00000000") + ','
                + open(79, "placed-by-hand", "SELL", "STOP_LOSS", "0.00000000") + ']');
        assertEquals(List.of("open 1 venueOrder=77 BUY LIMIT instrument=0 price=5000000 quantity=1000 cum=400",
                "open - venueOrder=79 SELL STOP instrument=0 price=- quantity=1000 cum=400"), venue.account.take());
    }

    @Test
    void readsFillsPageByPageUntilOneIsNotFull() {
        reconcile(5);
        answer("account.status", HOLDINGS);
        answer("myTrades", page(1, BinanceReconciliation.FILLS_MAX));
        final JsonNode second = venue.request("myTrades");
        assertEquals("BTCUSDT 1001", second.path("params").path("symbol").asText() + ' ' + second.path("params").path("fromId").asText());
        assertFalse(second.path("params").has("startTime"), "the venue takes either");
        result(second, page(1001, BinanceReconciliation.FILLS_MAX));
        final JsonNode third = venue.request("myTrades");
        assertEquals("2001", third.path("params").path("fromId").asText());
        result(third, page(2001, 1));
        final JsonNode next = answer("myTrades", "[]");
        assertEquals("ETHUSDT 1688585840123", next.path("params").path("symbol").asText() + ' '
                + next.path("params").path("startTime").asText(), "the next symbol begins at the time again");
        answer("myTrades", "[]");
        noOpenOrders();
        assertEquals("end 5 complete=TRUE open=0 fills=2001", venue.account.take().getLast());
        assertEquals(IntStream.rangeClosed(1, 2001).mapToObj(id -> " execution=" + id + ' ').toList(),
                venue.reports.take().stream().map(line -> line.replaceAll(".*( execution=\\d+ ).*", "$1")).toList(), "each once");
    }

    @Test
    void aRefusalAtAnyStepEndsItAsIncompleteWithTheVenuesWords() {
        for (int answered = 0; answered < 7; answered++) {
            reconcile(10 + answered);
            final List<String> methods = List.of("account.status", "myTrades", "myTrades", "myTrades", "openOrders.status",
                    "openOrders.status", "openOrders.status");
            for (int i = 0; i < answered; i++) {
                answer(methods.get(i), i == 0 ? HOLDINGS : "[]");
            }
            venue.account.take();
            venue.say("{\"id\":" + venue.id(methods.get(answered)) + ",\"status\":400,\"error\":{\"code\":-1102,\"msg\":\"too few\"}}");
            final String kind = answered == 0 ? "HOLDINGS" : answered < 4 ? "FILLS" : "OPEN_ORDERS";
            assertEquals(List.of("end " + (10 + answered) + " complete=FALSE open=0 fills=0 '" + kind + " refused: -1102 too few'"),
                    venue.account.take());
            assertEquals(0, venue.session.doWork(venue.nowNs), "nothing more is asked");
            assertEquals(0, venue.requestCount());
        }
    }

    @Test
    void whatCanNotBeReadIsNotComplete() {
        reconcile(1);
        answer("account.status", "{\"balances\":[{\"asset\":\"BTC\",\"free\":\"many\",\"locked\":\"0\"}]}");
        reconcile(2);
        answer("account.status", "{}");
        reconcile(3);
        answer("account.status", HOLDINGS);
        answer("myTrades", '[' + fill(901, 77, true, "BTC").replace("50000.00000000", "dear") + ']');
        reconcile(4);
        answer("account.status", HOLDINGS);
        answer("myTrades", "{}");
        reconcile(5);
        balancesAndFills();
        answer("openOrders.status", '[' + open(77, ScriptedVenue.text(1), "BUY", "LIMIT", "dear") + ','
                + open(79, "placed-by-hand", "SELL", "LIMIT", "51000.00000000") + ']');
        assertEquals(List.of("end 1 complete=FALSE open=0 fills=0 'the balances can not be read'",
                        "end 2 complete=FALSE open=0 fills=0 'the balances can not be read'",
                        "end 3 complete=FALSE open=0 fills=1 'the fills of BTCUSDT can not be read'",
                        "end 4 complete=FALSE open=0 fills=0 'the fills of BTCUSDT can not be read'",
                        "end 5 complete=FALSE open=1 fills=0 'the open orders of BTCUSDT can not be read'"),
                venue.account.take().stream().filter(line -> line.startsWith("end")).toList());
    }

    /** The answers to the first one come late, one a refusal: they are neither told nor do they end the second. */
    @Test
    void aNewRequestReplacesTheOneUnderWay() {
        reconcile(1);
        final JsonNode first = venue.request("account.status");
        reconcile(2);
        final JsonNode second = venue.request("account.status");
        result(first, HOLDINGS.replace("1.50000000", "9"));
        assertEquals(List.of(), venue.account.take());
        assertEquals(0, venue.requestCount());
        result(second, HOLDINGS);
        assertEquals(HOLDINGS_TOLD, venue.account.take());
        final JsonNode fills = venue.request("myTrades");
        reconcile(3);
        venue.say("{\"id\":" + fills.path("id") + ",\"status\":400,\"error\":{\"code\":-1102,\"msg\":\"too few\"}}");
        balancesAndFills();
        noOpenOrders();
        final List<String> expected = new ArrayList<>(HOLDINGS_TOLD);
        expected.add("end 3 complete=TRUE open=0 fills=0");
        assertEquals(expected, venue.account.take(), "the one before has no end of its own");
    }

    @Test
    void withoutAnAnswerOrAConnectionItIsNotComplete() {
        reconcile(1);
        venue.request("account.status");
        venue.nowNs += TimeUnit.MINUTES.toNanos(1);
        venue.session.doWork(venue.nowNs);
        assertEquals(List.of("end 1 complete=FALSE open=0 fills=0 'no answer to HOLDINGS'"), venue.account.take());
        reconcile(2);
        venue.session.onClosed("gone", venue.nowNs);
        assertEquals(List.of("end 2 complete=FALSE open=0 fills=0 'gone'", "ready FALSE 'gone'"), venue.account.take());
        reconcile(3);
        assertEquals(List.of("end 3 complete=FALSE open=0 fills=0 'not connected: gone'"), venue.account.take());
    }

    @Test
    void waitsUntilItMaySendAndNotForEver() {
        venue.full = true;
        reconcile(1);
        assertEquals(0, venue.requestCount());
        venue.full = false;
        venue.session.doWork(venue.nowNs);
        answer("account.status", HOLDINGS);
        venue.full = true;
        answer("myTrades", "[]");
        venue.account.take();
        venue.nowNs += BinanceReconciliation.WAIT_MAX_NS + 1;
        for (int i = 0; i < 3; i++) {
            venue.session.doWork(venue.nowNs);
        }
        assertEquals(List.of("end 1 complete=FALSE open=0 fills=0 'FILLS can not be asked for: BACK_PRESSURE'"), venue.account.take());
    }

    private void balancesAndFills() {
        answer("account.status", HOLDINGS);
        for (int i = 0; i < 3; i++) {
            answer("myTrades", "[]");
        }
        if (venue.requestCount() != 1) {
            throw new AssertionError("the open orders are asked for next");
        }
    }

    private void noOpenOrders() {
        for (int i = 0; i < 3; i++) {
            answer("openOrders.status", "[]");
        }
    }

    private void reconcile(final long id) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        new ReconcileRequestEncoder().wrap(buffer, 0).timeNs(1).reconciliationId(id).instrumentId(0)
                .fillsSinceNs(1_688_585_840_123_456_789L);
        venue.session.onReconcile(new ReconcileRequestDecoder().wrap(buffer, 0, ReconcileRequestEncoder.BLOCK_LENGTH, 0), venue.nowNs);
    }

    /** Answers the next request, which must be of this method; returns the request. */
    private JsonNode answer(final String method, final String result) {
        final JsonNode request = venue.request(method);
        result(request, result);
        return request;
    }

    private void result(final JsonNode request, final String result) {
        venue.say("{\"id\":" + request.path("id") + ",\"status\":200,\"result\":" + result + '}');
    }

    private static String page(final int firstId, final int count) {
        return IntStream.range(firstId, firstId + count).mapToObj(id -> fill(id, 77, true, "BTC"))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String fill(final int id, final int orderId, final boolean buyer, final String feeAsset) {
        return "{\"symbol\":\"BTCUSDT\",\"id\":" + id + ",\"orderId\":" + orderId + ",\"orderListId\":-1,\"price\":\"50000.00000000\","
                + "\"qty\":\"0.00400000\",\"quoteQty\":\"200.00000000\",\"commission\":\"0.00000400\",\"commissionAsset\":\"" + feeAsset
                + "\",\"time\":1688585841000,\"isBuyer\":" + buyer + ",\"isMaker\":true,\"isBestMatch\":true}";
    }

    private static String open(final int orderId, final String clientOrderId, final String side, final String type, final String price) {
        return "{\"symbol\":\"BTCUSDT\",\"orderId\":" + orderId + ",\"orderListId\":-1,\"clientOrderId\":\"" + clientOrderId
                + "\",\"price\":\"" + price + "\",\"origQty\":\"0.01000000\",\"executedQty\":\"0.00400000\","
                + "\"cummulativeQuoteQty\":\"200.00000000\",\"status\":\"PARTIALLY_FILLED\",\"timeInForce\":\"GTC\",\"type\":\"" + type
                + "\",\"side\":\"" + side + "\",\"stopPrice\":\"0.00000000\",\"icebergQty\":\"0.00000000\",\"time\":1688585840000,"
                + "\"updateTime\":1688585841000,\"isWorking\":true}";
    }
}
