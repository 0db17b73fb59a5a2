package io.peregrine.venue.binance.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.OrderMessages;
import io.peregrine.gateway.ReconciliationWriter;
import io.peregrine.gateway.RecordedAccount;
import io.peregrine.latency.LatencyRecorder;
import io.peregrine.latency.Stage;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.Side;
import io.peregrine.venue.binance.reference.BinanceRateLimit;
import io.peregrine.venue.binance.reference.BinanceRateLimit.Type;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BinanceSessionTest {
    private static final String NEW_FIELDS = "\"l\":\"0\",\"z\":\"0.00000000\",\"L\":\"0\",\"n\":\"0\",\"N\":null,\"t\":-1,\"m\":false";
    private static final String FILL_FIELDS = "\"l\":\"0.00400000\",\"z\":\"0.00400000\",\"L\":\"49999.50000000\",\"n\":\"0.00000400\","
            + "\"N\":\"BTC\",\"t\":901,\"m\":true";
    private static final String CANCEL_FIELDS = "\"l\":\"0\",\"z\":\"0.00400000\",\"L\":\"0\",\"n\":\"0\",\"N\":null,\"t\":-1,\"m\":false";

    private static final String ACKED = "NEW status=NEW order=1 instrument=0 venueOrder=77 venueTime=4000000";
    private static final String NEW = "NEW status=NEW order=1 instrument=0 venueOrder=77 venueTime=5000000 BUY LIMIT GTC price=5000000 "
            + "quantity=1000 cum=0 leaves=1000";
    private static final String FILLED = "TRADE status=PARTIALLY_FILLED order=1 instrument=0 venueOrder=77 execution=901 venueTime=5000000 "
            + "BUY LIMIT GTC price=5000000 quantity=1000 lastPrice=4999950 last=400 cum=400 leaves=600 fee=400 asset=0 MAKER";
    private static final String CANCELED = "CANCELED status=CANCELED order=1 instrument=0 venueOrder=77 venueTime=5000000 BUY LIMIT GTC "
            + "price=5000000 quantity=1000 cum=400 leaves=0";

    private final OrderMessages orders = new OrderMessages();

    @Test
    void measuresTheClockThenSubscribesThenAsksForTheBalances() {
        final ScriptedVenue venue = new ScriptedVenue();
        assertEquals(SessionState.DISCONNECTED, venue.session.state());
        venue.session.onOpen(venue.nowNs);
        assertEquals(SessionState.MEASURING_CLOCK, venue.session.state());
        venue.answerTime();
        assertEquals(SessionState.SUBSCRIBING, venue.session.state());
        final JsonNode subscribe = venue.request("userDataStream.subscribe.signature");
        assertEquals(venue.nowNs / 1_000_000 + ScriptedVenue.AHEAD_MS, subscribe.path("params").path("timestamp").asLong(), 1,
                "signed with the venue's time");
        venue.say("{\"id\":" + subscribe.path("id") + ",\"status\":200,\"result\":{\"subscriptionId\":0}}");
        assertEquals(SessionState.READY, venue.session.state());
        assertEquals(1, venue.session.doWork(venue.nowNs));
        assertEquals("account.status", venue.request("account.status").path("method").asText());
        assertEquals(0, venue.session.doWork(venue.nowNs));
    }

    @Test
    void orderFromAckToCancel() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        final long id = place(venue);
        acknowledge(venue, id);
        venue.execution(1, "NEW", "NEW", NEW_FIELDS);
        venue.execution(1, "TRADE", "PARTIALLY_FILLED", FILL_FIELDS);
        venue.session.onCancelOrder(orders.cancel(1, Fixtures.BTCUSDT, 77), venue.nowNs);
        venue.say("{\"id\":" + venue.id("order.cancel") + ",\"status\":200,\"result\":{\"symbol\":\"BTCUSDT\",\"status\":\"CANCELED\"}}");
        cancelEvent(venue);
        assertEquals(List.of(ACKED, NEW, FILLED, CANCELED), venue.reports.take());
        assertEquals(List.of(1L, 1L, 1L, 1L, 1L), List.of(venue.count(Stage.ENCODE), venue.count(Stage.WRITE), venue.count(Stage.ACK),
                venue.count(Stage.FILL), venue.count(Stage.CANCEL_ACK)));
        assertEquals(0, venue.session.requests().firstFills().size());
    }

    @Test
    void everyOrderOfResponseAndEventsReportsTheSame() {
        final int responseLast = 3;
        for (int place = 0; place <= responseLast; place++) {
            final ScriptedVenue venue = new ScriptedVenue().start();
            final long id = place(venue);
            final ArrayList<String> expected = new ArrayList<>(List.of(NEW, FILLED, CANCELED));
            expected.add(place, ACKED);
            for (int step = 0; step <= responseLast; step++) {
                if (step == place) {
                    acknowledge(venue, id);
                }
                switch (step) {
                    case 0 -> venue.execution(1, "NEW", "NEW", NEW_FIELDS);
                    case 1 -> venue.execution(1, "TRADE", "PARTIALLY_FILLED", FILL_FIELDS);
                    case 2 -> cancelEvent(venue);
                    default -> { }
                }
            }
            assertEquals(expected, venue.reports.take(), "response at place " + place);
        }
    }

    @Test
    void refusalsByTheVenueCarryReasonCodeAndText() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        error(venue, place(venue), 400, -2010, "Account has insufficient balance for requested action.");
        error(venue, place(venue), 400, -1013, "Filter failure: PRICE_FILTER");
        venue.session.onCancelOrder(orders.cancel(1, Fixtures.BTCUSDT), venue.nowNs);
        error(venue, venue.id("order.cancel"), 400, -2011, "Unknown order sent.");
        venue.session.onQueryOrder(orders.query(1, Fixtures.BTCUSDT), venue.nowNs);
        error(venue, venue.id("order.status"), 400, -2013, "Order does not exist.");
        assertEquals(List.of(
                "REJECTED status=REJECTED order=1 instrument=0 code=-2010 reason=INSUFFICIENT_BALANCE "
                        + "'Account has insufficient balance for requested action.'",
                "REJECTED status=REJECTED order=1 instrument=0 code=-1013 reason=OFF_TICK 'Filter failure: PRICE_FILTER'",
                "CANCEL_REJECTED order=1 instrument=0 code=-2011 reason=UNKNOWN_ORDER 'Unknown order sent.'",
                "ORDER_STATUS order=1 instrument=0 code=-2013 reason=UNKNOWN_ORDER 'Order does not exist.'"), venue.reports.take());
    }

    @Test
    void anUnknownOutcomeIsNeverARejection() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        error(venue, place(venue), 408, -1007, "Timeout waiting for response from backend server.");
        error(venue, place(venue), 503, -1008, "Server is currently overloaded with other requests.");
        error(venue, place(venue), 500, 0, "");
        venue.session.onCancelOrder(orders.cancel(1, Fixtures.BTCUSDT), venue.nowNs);
        error(venue, venue.id("order.cancel"), 400, -1006, "Execution status unknown.");
        venue.session.onQueryOrder(orders.query(1, Fixtures.BTCUSDT), venue.nowNs);
        error(venue, venue.id("order.status"), 502, -1000, "x");
        assertEquals(List.of("TIMEOUT", "TIMEOUT", "TIMEOUT", "TIMEOUT", "ORDER_STATUS"),
                venue.reports.take().stream().map(line -> line.substring(0, line.indexOf(" status=UNKNOWN"))).toList());
    }

    @Test
    void queryTellsTheVenuesViewAndTheFills() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        venue.session.onQueryOrder(orders.query(1, Fixtures.BTCUSDT), venue.nowNs);
        venue.say("{\"id\":" + venue.id("order.status") + ",\"status\":200,\"result\":{\"symbol\":\"BTCUSDT\",\"orderId\":77,"
                + "\"clientOrderId\":\"" + ScriptedVenue.text(1) + "\",\"price\":\"50000.00000000\",\"origQty\":\"0.01000000\","
                + "\"executedQty\":\"0.00400000\",\"status\":\"PARTIALLY_FILLED\",\"timeInForce\":\"GTC\",\"type\":\"LIMIT\","
                + "\"side\":\"BUY\",\"time\":3,\"updateTime\":5,\"isWorking\":true}}");
        assertEquals(List.of("ORDER_STATUS status=PARTIALLY_FILLED order=1 instrument=0 venueOrder=77 venueTime=5000000 BUY LIMIT GTC "
                + "price=5000000 quantity=1000 cum=400 leaves=600"), venue.reports.take());
        final JsonNode trades = venue.request("myTrades");
        assertEquals(77, trades.path("params").path("orderId").asLong());
        venue.say("{\"id\":" + trades.path("id") + ",\"status\":200,\"result\":["
                + "{\"symbol\":\"BTCUSDT\",\"id\":901,\"orderId\":77,\"orderListId\":-1,\"price\":\"49999.50\",\"qty\":\"0.00300000\","
                + "\"quoteQty\":\"149.9985\",\"commission\":\"0.00000300\",\"commissionAsset\":\"BTC\",\"time\":5,\"isBuyer\":true,"
                + "\"isMaker\":true,\"isBestMatch\":true},"
                + "{\"symbol\":\"BTCUSDT\",\"id\":902,\"orderId\":77,\"price\":\"50000\",\"qty\":\"0.00100000\","
                + "\"commission\":\"0.5\",\"commissionAsset\":\"BNB\",\"time\":6,\"isBuyer\":true,\"isMaker\":false}]}");
        assertEquals(List.of(
                "TRADE order=1 instrument=0 venueOrder=77 execution=901 venueTime=5000000 BUY NULL_VAL NULL_VAL lastPrice=4999950 last=300 "
                        + "fee=300 asset=0 MAKER",
                "TRADE order=1 instrument=0 venueOrder=77 execution=902 venueTime=6000000 BUY NULL_VAL NULL_VAL lastPrice=5000000 last=100 "
                        + "fee=50000000 TAKER 'BNB'"), venue.reports.take());
    }

    @Test
    void aLostConnectionLeavesEveryRequestInFlightOpen() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        place(venue);
        venue.session.onCancelOrder(orders.cancel(2, Fixtures.ETHUSDT), venue.nowNs);
        venue.session.onQueryOrder(orders.query(3, Fixtures.BTCUSDT), venue.nowNs);
        venue.session.onClosed("gone", venue.nowNs);
        assertEquals(List.of(
                "TIMEOUT status=UNKNOWN order=1 instrument=0 reason=NOT_CONNECTED",
                "TIMEOUT status=UNKNOWN order=2 instrument=1 reason=NOT_CONNECTED",
                "ORDER_STATUS status=UNKNOWN order=3 instrument=0 reason=NOT_CONNECTED"), venue.reports.take());
        venue.session.onNewOrder(limit(4), venue.nowNs);
        venue.session.onCancelOrder(orders.cancel(5, Fixtures.BTCUSDT), venue.nowNs);
        venue.session.onQueryOrder(orders.query(6, Fixtures.BTCUSDT), venue.nowNs);
        assertEquals(List.of(
                "REJECTED status=REJECTED order=4 instrument=0 reason=NOT_CONNECTED",
                "CANCEL_REJECTED order=5 instrument=0 reason=NOT_CONNECTED",
                "ORDER_STATUS status=UNKNOWN order=6 instrument=0 reason=NOT_CONNECTED"), venue.reports.take());
        venue.subscribe();
        place(venue);
        assertEquals(List.of(), venue.reports.take(), "connected again");
    }

    @Test
    void workingOrdersAreAskedForAfterAReconnect() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        acknowledge(venue, place(venue));
        venue.session.onNewOrder(limit(2), venue.nowNs);
        error(venue, venue.id("order.place"), 400, -2010, "Duplicate order sent.");
        venue.session.onClosed("gone", venue.nowNs);
        venue.reports.take();
        venue.subscribe();
        venue.session.doWork(venue.nowNs);
        final JsonNode query = venue.request("order.status");
        assertEquals(ScriptedVenue.text(1), query.path("params").path("origClientOrderId").asText());
        venue.session.doWork(venue.nowNs);
        assertEquals("account.status", venue.request("account.status").path("method").asText(), "the rejected order is not asked for");
        error(venue, query.path("id").asLong(), 400, -2013, "Order does not exist.");
        assertEquals(0, venue.session.requests().working().size());
    }

    @Test
    void aResponseAfterAReconnectAnswersNothing() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        final long id = place(venue);
        venue.session.onClosed("gone", venue.nowNs);
        venue.subscribe();
        venue.reports.take();
        acknowledge(venue, id);
        venue.say("{\"id\":null,\"status\":400,\"error\":{\"code\":-1100,\"msg\":\"Illegal characters\"}}");
        assertEquals(List.of(), venue.reports.take());
        assertEquals(2, venue.session.unmatchedResponses());
    }

    @Test
    void anAnswerThatNeverComesIsGivenUp() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        place(venue);
        venue.session.doWork(venue.nowNs + BinanceSession.ANSWER_MAX_NS / 2);
        assertEquals(List.of(), venue.reports.take());
        venue.session.doWork(venue.nowNs + 2 * BinanceSession.ANSWER_MAX_NS);
        assertEquals(List.of("TIMEOUT status=UNKNOWN order=1 instrument=0"), venue.reports.take());
    }

    @Test
    void aFullTableAndAFullSocketPushBack() {
        final ScriptedVenue venue = new ScriptedVenue(BinanceGatewaySettings.PUBLISHED_RATE_LIMITS, 2).start();
        venue.full = true;
        venue.session.onNewOrder(limit(1), venue.nowNs);
        venue.full = false;
        venue.session.onNewOrder(limit(2), venue.nowNs);
        venue.session.onNewOrder(limit(3), venue.nowNs);
        venue.session.onNewOrder(limit(4), venue.nowNs);
        assertEquals(List.of(
                "REJECTED status=REJECTED order=1 instrument=0 reason=BACK_PRESSURE",
                "REJECTED status=REJECTED order=4 instrument=0 reason=BACK_PRESSURE"), venue.reports.take());
    }

    @Test
    void whatIsNotOfThisVenueIsRefused() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        venue.session.onNewOrder(orders.limit(1, 3, Side.BUY, 1, 1), venue.nowNs);
        venue.session.onNewOrder(orders.limit(2, -1, Side.BUY, 1, 1), venue.nowNs);
        venue.session.onNewOrder(orders.order(3, 0, Side.BUY, 1, order -> { }), venue.nowNs);
        assertEquals(List.of(
                "REJECTED status=REJECTED order=1 instrument=3 reason=UNKNOWN_INSTRUMENT",
                "REJECTED status=REJECTED order=2 instrument=-1 reason=UNKNOWN_INSTRUMENT",
                "REJECTED status=REJECTED order=3 instrument=0 reason=UNSUPPORTED"), venue.reports.take());
        assertEquals(0, venue.requestCount());
    }

    @Test
    void ordersStopAtTheLimitAndCancelsStillGo() {
        final ScriptedVenue venue = new ScriptedVenue(List.of(
                new BinanceRateLimit(Type.ORDERS, TimeUnit.SECONDS.toNanos(10), 2),
                new BinanceRateLimit(Type.REQUEST_WEIGHT, TimeUnit.MINUTES.toNanos(1), 100)), 64).start();
        place(venue);
        place(venue);
        venue.session.onNewOrder(limit(3), venue.nowNs);
        venue.session.onCancelOrder(orders.cancel(1, Fixtures.BTCUSDT), venue.nowNs);
        assertEquals(1, venue.requestCount());
        venue.nowNs += TimeUnit.SECONDS.toNanos(11);
        venue.session.onNewOrder(limit(4), venue.nowNs);
        assertEquals(List.of("REJECTED status=REJECTED order=3 instrument=0 reason=RATE_LIMITED"), venue.reports.take());
        assertEquals(2, venue.requestCount());
    }

    @Test
    void theVenuesBanIsKept() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        final long untilMs = venue.nowNs / 1_000_000 + ScriptedVenue.AHEAD_MS + 30_000;
        final long id = place(venue);
        venue.say("{\"id\":" + id + ",\"status\":418,\"error\":{\"code\":-1003,\"msg\":\"banned\","
                + "\"data\":{\"serverTime\":1,\"retryAfter\":" + untilMs + "}}}");
        venue.session.onCancelOrder(orders.cancel(1, Fixtures.BTCUSDT), venue.nowNs + TimeUnit.SECONDS.toNanos(29));
        venue.session.onCancelOrder(orders.cancel(2, Fixtures.BTCUSDT), venue.nowNs + TimeUnit.SECONDS.toNanos(31));
        assertEquals(List.of(
                "REJECTED status=REJECTED order=1 instrument=0 code=-1003 reason=RATE_LIMITED 'banned'",
                "CANCEL_REJECTED order=1 instrument=0 reason=RATE_LIMITED"), venue.reports.take());
        assertEquals(1, venue.requestCount());
    }

    @Test
    void tooManyOrdersStopsOrdersOnly() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        error(venue, place(venue), 429, -1015, "Too many new orders; current limit is 50 orders per 10 SECOND.");
        venue.session.onNewOrder(limit(2), venue.nowNs);
        venue.session.onCancelOrder(orders.cancel(1, Fixtures.BTCUSDT), venue.nowNs);
        assertEquals(2, venue.reports.take().size());
        assertEquals("order.cancel", venue.request("order.cancel").path("method").asText());
        venue.session.onNewOrder(limit(3), venue.nowNs + TimeUnit.SECONDS.toNanos(11));
        assertEquals(1, venue.requestCount());
    }

    @Test
    void theVenuesCountsAreTaken() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        final long id = place(venue);
        venue.say("{\"id\":" + id + ",\"status\":200,\"result\":{\"orderId\":77,\"transactTime\":4},\"rateLimits\":["
                + "{\"rateLimitType\":\"ORDERS\",\"interval\":\"SECOND\",\"intervalNum\":10,\"limit\":50,\"count\":49}]}");
        place(venue);
        venue.session.onNewOrder(limit(3), venue.nowNs);
        assertEquals(List.of(ACKED, "REJECTED status=REJECTED order=3 instrument=0 reason=RATE_LIMITED"), venue.reports.take());
    }

    @Test
    void balancesAreTheVenuesAbsoluteFigures() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        final Balances balances = venue.session.userData().balances();
        final int btc = Fixtures.instruments().assetId("BTC");
        final int usdt = Fixtures.instruments().assetId("USDT");
        assertEquals(List.of(150_000_000L, 25_000_000L, Balances.UNKNOWN),
                List.of(balances.freeE8(btc), balances.lockedE8(btc), balances.freeE8(usdt)));
        venue.event("{\"e\":\"outboundAccountPosition\",\"E\":1,\"u\":1,\"B\":[{\"a\":\"USDT\",\"f\":\"10580.5\",\"l\":\"70\"},"
                + "{\"a\":\"BTC\",\"f\":\"2\",\"l\":\"0\"}]}");
        venue.event("{\"e\":\"balanceUpdate\",\"E\":1,\"a\":\"BTC\",\"d\":\"100.00000000\",\"T\":1}");
        assertEquals(List.of(200_000_000L, 0L, 1_058_050_000_000L),
                List.of(balances.freeE8(btc), balances.lockedE8(btc), balances.freeE8(usdt)));
        venue.session.doWork(venue.nowNs);
        assertEquals("account.status", venue.request("account.status").path("method").asText(), "a change asks for the figures");
    }

    @Test
    void theStreamIsSubscribedAgainWhenTheVenueEndsIt() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        venue.event("{\"e\":\"eventStreamTerminated\",\"E\":1728973001334}");
        assertEquals(SessionState.SUBSCRIBING, venue.session.state());
        final long id = venue.id("userDataStream.subscribe.signature");
        venue.session.onNewOrder(limit(1), venue.nowNs);
        venue.say("{\"id\":" + id + ",\"status\":200,\"result\":{\"subscriptionId\":1}}");
        assertEquals(SessionState.READY, venue.session.state());
        assertEquals(List.of("REJECTED status=REJECTED order=1 instrument=0 reason=NOT_CONNECTED"), venue.reports.take());
    }

    @Test
    void aShutdownWaitsForWhatIsInFlight() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        final long id = place(venue);
        venue.say("{\"event\":{\"e\":\"serverShutdown\",\"E\":1770123456789}}");
        venue.session.doWork(venue.nowNs);
        assertEquals(SessionState.DRAINING, venue.session.state());
        acknowledge(venue, id);
        venue.session.doWork(venue.nowNs);
        assertEquals(SessionState.FAILED, venue.session.state());
        assertEquals(List.of(ACKED), venue.reports.take());
    }

    @Test
    void aRefusedSubscriptionFailsTheSessionAndSaysWhy() {
        final ScriptedVenue venue = new ScriptedVenue();
        venue.session.onOpen(venue.nowNs);
        venue.answerTime();
        error(venue, venue.id("userDataStream.subscribe.signature"), 401, -2015, "Invalid API-key, IP, or permissions for action.");
        assertEquals(SessionState.FAILED, venue.session.state());
        assertEquals("SUBSCRIBE refused: -2015 Invalid API-key, IP, or permissions for action.", venue.session.reason());
    }

    @Test
    void theClockIsMeasuredAgainInTimeAndAfterABadTimestamp() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        assertEquals(TimeUnit.MILLISECONDS.toNanos(ScriptedVenue.AHEAD_MS), venue.session.requests().clock().offsetNs(), 400_000_000);
        error(venue, place(venue), 400, -1021, "Timestamp for this request is outside of the recvWindow.");
        venue.session.doWork(venue.nowNs);
        venue.answerTime();
        assertEquals(0, venue.session.doWork(venue.nowNs + BinanceSession.CLOCK_INTERVAL_NS / 2));
        assertEquals(1, venue.session.doWork(venue.nowNs + BinanceSession.CLOCK_INTERVAL_NS));
        assertEquals("time", venue.request("time").path("method").asText());
        assertTrue(venue.reports.take().getFirst().startsWith("REJECTED status=REJECTED order=1 instrument=0 code=-1021"));
    }

    @Test
    void anUnreadableReportOfOurOrderAsksForAQuery() {
        final ScriptedVenue venue = new ScriptedVenue().start();
        venue.execution(1, "TRADE", "PARTIALLY_FILLED", FILL_FIELDS.replace("0.00400000", "0.004000001"));
        venue.say("{\"subscriptionId\":0,\"event\":{\"e\":");
        assertEquals(List.of(), venue.reports.take());
        assertEquals(ScriptedVenue.text(1), venue.request("order.status").path("params").path("origClientOrderId").asText());
        assertEquals(1, venue.session.userData().malformedEvents());
        assertEquals(1, venue.session.unreadableMessages());
    }

    @Test
    void reportsNest() {
        final OrderMessages nested = new OrderMessages();
        final ArrayList<Long> seen = new ArrayList<>();
        final BinanceSession[] session = new BinanceSession[1];
        session[0] = new BinanceSession(
                BinanceGatewaySettings.of(URI.create("ws://venue.test"), URI.create("http://venue.test"), Fixtures.credentials(), 1), Fixtures.instruments(),
                (report, nowNs) -> {
                    if (report.clientOrderId() < 3) {
                        session[0].onNewOrder(nested.limit(report.clientOrderId() + 1, 0, Side.BUY, 1, 1), nowNs);
                    }
                    seen.add(report.clientOrderId());
                }, new ReconciliationWriter(new RecordedAccount(), 0), new LatencyRecorder(),
                BinanceSession.Channels.of((buffer, offset, length) -> true));
        session[0].onNewOrder(orders.limit(1, 0, Side.BUY, 1, 1), 1);
        assertEquals(List.of(3L, 2L, 1L), seen, "the outer report is whole after the inner one");
    }

    private NewOrderDecoder limit(final long order) {
        return orders.limit(order, Fixtures.BTCUSDT, Side.BUY, 1000, 5_000_000);
    }

    private long place(final ScriptedVenue venue) {
        venue.session.onNewOrder(limit(1), venue.nowNs);
        return venue.id("order.place");
    }

    private static void acknowledge(final ScriptedVenue venue, final long id) {
        venue.say("{\"id\":" + id + ",\"status\":200,\"result\":{\"symbol\":\"BTCUSDT\",\"orderId\":77,\"orderListId\":-1,"
                + "\"clientOrderId\":\"" + ScriptedVenue.text(1) + "\",\"transactTime\":4}}");
    }

    private static void cancelEvent(final ScriptedVenue venue) {
        venue.event("{\"e\":\"executionReport\",\"s\":\"BTCUSDT\",\"c\":\"91fe37ce9e69c90d6358c0\",\"S\":\"BUY\",\"o\":\"LIMIT\","
                + "\"f\":\"GTC\",\"q\":\"0.01000000\",\"p\":\"50000.00000000\",\"C\":\"" + ScriptedVenue.text(1) + "\",\"x\":\"CANCELED\","
                + "\"X\":\"CANCELED\",\"r\":\"NONE\",\"i\":77,\"T\":5," + CANCEL_FIELDS + "}");
    }

    private static void error(final ScriptedVenue venue, final long id, final int status, final int code, final String text) {
        venue.say("{\"id\":" + id + ",\"status\":" + status + ",\"error\":{\"code\":" + code + ",\"msg\":\"" + text + "\"}}");
    }
}
