package io.peregrine.venue.binance.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.gateway.HmacSha256;
import io.peregrine.gateway.OrderMessages;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.Side;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Orders, cancels and queries over REST while the WebSocket is down. */
class BinanceRestTest {
    private static final String OK = "200 OK";
    private static final String BAD_REQUEST = "400 Bad Request";
    private static final String PLACE_1 = "POST /api/v3/order?newClientOrderId=pg0000000000000001&newOrderRespType=ACK&price=50000.00"
            + "&quantity=0.01000&side=BUY&symbol=BTCUSDT&timeInForce=GTC&type=LIMIT";
    private static final String CANCEL_1 = "DELETE /api/v3/order?origClientOrderId=pg0000000000000001&symbol=BTCUSDT";
    private static final String QUERY_1 = "GET /api/v3/order?origClientOrderId=pg0000000000000001&symbol=BTCUSDT";

    private final OrderMessages orders = new OrderMessages();
    private final ScriptedVenue venue = new ScriptedVenue().start();

    BinanceRestTest() {
        venue.session.onClosed("gone", venue.nowNs);
        venue.rest.up = true;
    }

    /** The signature is of the target's parameters as they are sent, the key is a header field, the time is the venue's. */
    @Test
    void aCallIsSignedWhenItIsSent() {
        venue.session.onNewOrder(limit(1), venue.nowNs);
        final String call = venue.rest.takeWhole().getFirst();
        final String query = call.substring(call.indexOf('?') + 1, call.indexOf("&signature="));
        assertTrue(query.contains("&timestamp=" + venue.session.requests().clock().venueTimeMs(venue.nowNs) + "&type="), query);
        assertEquals("POST /api/v3/order?" + query + "&signature=" + signature(query) + " HTTP/1.1\r\nHost: venue.test\r\n"
                + "User-Agent: peregrine\r\nX-MBX-APIKEY: " + Fixtures.API_KEY + "\r\nAccept: application/json\r\n"
                + "Content-Length: 0\r\n\r\n", call);
    }

    @Test
    void anOrderIsTakenAndAnotherRefused() {
        venue.session.onNewOrder(limit(1), venue.nowNs);
        venue.session.onNewOrder(limit(2), venue.nowNs);
        assertEquals(List.of(PLACE_1, PLACE_1.replace("0001", "0002")), venue.rest.take());
        venue.rest.answer(venue, OK, accepted(1));
        venue.rest.answer(venue, BAD_REQUEST,
                "{\"code\":-2010,\"msg\":\"Account has insufficient balance for requested action.\"}");
        assertEquals(List.of("NEW status=NEW order=1 instrument=0 venueOrder=77 venueTime=4000000",
                "REJECTED status=REJECTED order=2 instrument=0 code=-2010 reason=INSUFFICIENT_BALANCE "
                        + "'Account has insufficient balance for requested action.'"), venue.reports.take());
        assertEquals(1, venue.session.requests().working().size(), "the one that works is asked for when the WebSocket is back");
    }

    /** Nobody tells of the end but the venue's answer to a question, and of the fills before it. */
    @Test
    void aCancelThatWasTakenIsFollowedByQuestions() {
        venue.session.onCancelOrder(orders.cancel(1, Fixtures.BTCUSDT), venue.nowNs);
        assertEquals(List.of(CANCEL_1), venue.rest.take());
        venue.rest.answer(venue, OK, state("CANCELED", "0.00400000"));
        assertEquals(List.of(), venue.reports.take());
        venue.session.doWork(venue.nowNs);
        assertEquals(List.of(QUERY_1), venue.rest.take());
        venue.rest.answer(venue, OK, state("CANCELED", "0.00400000"));
        assertEquals(List.of("ORDER_STATUS status=CANCELED order=1 instrument=0 venueOrder=77 venueTime=5000000 BUY LIMIT GTC "
                + "price=5000000 quantity=1000 cum=400 leaves=0"), venue.reports.take());
        venue.session.doWork(venue.nowNs);
        assertEquals(List.of("GET /api/v3/myTrades?orderId=77&symbol=BTCUSDT"), venue.rest.take());
        venue.rest.answer(venue, OK, "[{\"symbol\":\"BTCUSDT\",\"id\":901,\"orderId\":77,\"price\":\"50000.00\",\"qty\":\"0.00400000\","
                + "\"commission\":\"0.00000400\",\"commissionAsset\":\"BTC\",\"time\":5,\"isBuyer\":true,\"isMaker\":true}]");
        assertEquals(List.of("TRADE order=1 instrument=0 venueOrder=77 execution=901 venueTime=5000000 BUY NULL_VAL NULL_VAL "
                + "lastPrice=5000000 last=400 fee=400 asset=0 MAKER"), venue.reports.take());
    }

    @Test
    void aCancelByTheVenuesIdAndAQueryThatFindsNothing() {
        venue.session.onCancelOrder(orders.cancel(1, Fixtures.BTCUSDT, 77), venue.nowNs);
        venue.session.onQueryOrder(orders.query(2, Fixtures.BTCUSDT), venue.nowNs);
        assertEquals(List.of("DELETE /api/v3/order?orderId=77&symbol=BTCUSDT", QUERY_1.replace("0001", "0002")), venue.rest.take());
        venue.rest.answer(venue, BAD_REQUEST, "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}");
        venue.rest.answer(venue, BAD_REQUEST, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");
        assertEquals(List.of("CANCEL_REJECTED order=1 instrument=0 code=-2011 reason=UNKNOWN_ORDER 'Unknown order sent.'",
                "ORDER_STATUS order=2 instrument=0 code=-2013 reason=UNKNOWN_ORDER 'Order does not exist.'"), venue.reports.take());
    }

    /** No answer, an error of the server, a time-out behind its front end, an answer that is none: it may have been carried out. */
    @Test
    void whatLeavesTheOutcomeOpenIsNoRejection() {
        place(1);
        venue.rest.silence(venue);
        place(2);
        venue.rest.answer(venue, "502 Bad Gateway", "<html>");
        place(3);
        venue.rest.answer(venue, "408 Request Timeout", "{\"code\":-1007,\"msg\":\"Timeout\"}");
        place(4);
        venue.rest.answer(venue, BAD_REQUEST, "{\"code\":-1007,\"msg\":\"Timeout\"}");
        place(5);
        venue.rest.answer(venue, OK, "{\"symbol\":\"BTCU");
        place(6);
        venue.rest.answer(venue, OK, "{}");
        place(7);
        venue.rest.answer(venue, "302 Found", "{}");
        final List<String> reports = venue.reports.take();
        for (int order = 1; order <= 7; order++) {
            assertTrue(reports.get(order - 1).startsWith("TIMEOUT status=UNKNOWN order=" + order + " "), reports::toString);
        }
        assertEquals(7, reports.size());
        assertEquals(7, venue.session.requests().working().size());
    }

    /** A refusal in front of the venue has no code: nothing was carried out. */
    @Test
    void aRefusalWithoutACodeIsOne() {
        place(1);
        venue.rest.answer(venue, "403 Forbidden", "<html>");
        assertEquals(List.of("REJECTED status=REJECTED order=1 instrument=0 code=0 reason=VENUE_OTHER"), venue.reports.take());
    }

    @Test
    void afterTooManyRequestsNothingIsSentForAsLongAsTheVenueSays() {
        place(1);
        venue.rest.answer(venue, "429 Too Many Requests\r\nRetry-After: 7", "{\"code\":-1003,\"msg\":\"Too many requests.\"}");
        assertEquals(List.of("REJECTED status=REJECTED order=1 instrument=0 code=-1003 reason=RATE_LIMITED 'Too many requests.'"),
                venue.reports.take());
        venue.rest.take();
        venue.nowNs += TimeUnit.SECONDS.toNanos(7) - 1;
        venue.session.onNewOrder(limit(2), venue.nowNs);
        venue.session.onCancelOrder(orders.cancel(3, Fixtures.BTCUSDT), venue.nowNs);
        assertEquals(List.of("REJECTED status=REJECTED order=2 instrument=0 reason=RATE_LIMITED",
                "CANCEL_REJECTED order=3 instrument=0 reason=RATE_LIMITED"), venue.reports.take());
        assertEquals(List.of(), venue.rest.take());
        venue.nowNs++;
        place(4);
        assertEquals(1, venue.rest.take().size());
    }

    /** The limits are those of the WebSocket. */
    @Test
    void ordersOverBothCountTogether() {
        for (int order = 1; order <= 50; order++) {
            place(order);
            venue.rest.answer(venue, OK, accepted(order));
        }
        venue.reports.take();
        venue.session.onNewOrder(limit(51), venue.nowNs);
        assertEquals(List.of("REJECTED status=REJECTED order=51 instrument=0 reason=RATE_LIMITED"), venue.reports.take());
    }

    /** A new order is never kept; a cancel waits, goes first, and gets a word if it can not go. */
    @Test
    void whenTheConnectionsAreBusyOrdersAreRefusedAndCancelsWait() {
        venue.session.onNewOrder(limit(1), venue.nowNs);
        venue.session.onNewOrder(limit(2), venue.nowNs);
        venue.session.onNewOrder(limit(3), venue.nowNs);
        venue.session.onQueryOrder(orders.query(4, Fixtures.BTCUSDT), venue.nowNs);
        venue.session.onCancelOrder(orders.cancel(5, Fixtures.BTCUSDT), venue.nowNs);
        assertEquals(2, venue.rest.take().size());
        assertEquals(List.of("REJECTED status=REJECTED order=3 instrument=0 reason=BACK_PRESSURE"), venue.reports.take());
        venue.rest.answer(venue, OK, accepted(1));
        venue.session.onNewOrder(limit(6), venue.nowNs);
        venue.session.doWork(venue.nowNs);
        assertEquals(List.of(CANCEL_1.replace("0001", "0005")), venue.rest.take());
        venue.nowNs += BinanceRest.WAIT_MAX_NS + 1;
        venue.session.doWork(venue.nowNs);
        assertEquals(List.of("NEW status=NEW order=1 instrument=0 venueOrder=77 venueTime=4000000",
                "REJECTED status=REJECTED order=6 instrument=0 reason=BACK_PRESSURE",
                "ORDER_STATUS status=UNKNOWN order=4 instrument=0 reason=NOT_CONNECTED"), venue.reports.take());
    }

    /** On another connection it could be there first, and the venue would say that there is no such order. */
    @Test
    void aCancelDoesNotOvertakeItsOrder() {
        venue.session.onNewOrder(limit(1), venue.nowNs);
        venue.session.onCancelOrder(orders.cancel(1, Fixtures.BTCUSDT), venue.nowNs);
        venue.session.onCancelOrder(orders.cancel(2, Fixtures.BTCUSDT), venue.nowNs);
        assertEquals(List.of(PLACE_1, CANCEL_1.replace("0001", "0002")), venue.rest.take());
        venue.rest.answer(venue, OK, accepted(1));
        venue.session.doWork(venue.nowNs);
        assertEquals(List.of(CANCEL_1), venue.rest.take());
    }

    /** The WebSocket is back before REST has answered: the question for the order waits, then it is asked. */
    @Test
    void whenTheWebSocketIsBackEveryOrderIsAskedFor() {
        venue.session.onNewOrder(limit(1), venue.nowNs);
        venue.start();
        venue.session.doWork(venue.nowNs);
        assertEquals(0, venue.requestCount());
        venue.rest.silence(venue);
        venue.session.doWork(venue.nowNs);
        assertEquals(ScriptedVenue.text(1), venue.request("order.status").path("params").path("origClientOrderId").asText());
        venue.session.onNewOrder(limit(2), venue.nowNs);
        assertEquals(ScriptedVenue.text(2), venue.request("order.place").path("params").path("newClientOrderId").asText());
        assertEquals(List.of(PLACE_1), venue.rest.take(), "nothing over REST any more");
    }

    /** After a refusal for the time of a request, and each minute, the venue's clock is asked for. */
    @Test
    void theClockIsMeasuredOverRestToo() {
        place(1);
        venue.rest.take();
        venue.rest.answer(venue, BAD_REQUEST, "{\"code\":-1021,\"msg\":\"Timestamp for this request is outside of the recvWindow.\"}");
        venue.session.doWork(venue.nowNs);
        assertEquals(List.of("GET /api/v3/time"), venue.rest.take());
        final long venueTimeMs = venue.nowNs / 1_000_000 + 60_000;
        venue.rest.answer(venue, OK, "{\"serverTime\":" + venueTimeMs + '}');
        place(2);
        assertTrue(venue.rest.takeWhole().getFirst().contains("&timestamp=" + venueTimeMs + '&'));
        venue.rest.silence(venue);
        venue.nowNs += BinanceSession.CLOCK_INTERVAL_NS;
        venue.session.doWork(venue.nowNs);
        venue.session.doWork(venue.nowNs);
        assertEquals(List.of("GET /api/v3/time"), venue.rest.take());
    }

    @Test
    void withoutRestOrWithoutASessionBeforeNothingIsSent() {
        venue.rest.up = false;
        place(1);
        final ScriptedVenue never = new ScriptedVenue();
        never.rest.up = true;
        never.session.onNewOrder(limit(1), never.nowNs);
        final List<String> refused = List.of("REJECTED status=REJECTED order=1 instrument=0 reason=NOT_CONNECTED");
        assertEquals(refused, venue.reports.take());
        assertEquals(refused, never.reports.take());
        assertEquals(List.of(), never.rest.take());
    }

    private void place(final long order) {
        venue.session.onNewOrder(limit(order), venue.nowNs);
    }

    private NewOrderDecoder limit(final long order) {
        return orders.limit(order, Fixtures.BTCUSDT, Side.BUY, 1000, 5_000_000);
    }

    private static String accepted(final long order) {
        return "{\"symbol\":\"BTCUSDT\",\"orderId\":77,\"orderListId\":-1,\"clientOrderId\":\"" + ScriptedVenue.text(order)
                + "\",\"transactTime\":4}";
    }

    private static String state(final String status, final String filled) {
        return "{\"symbol\":\"BTCUSDT\",\"orderId\":77,\"clientOrderId\":\"" + ScriptedVenue.text(1) + "\",\"price\":\"50000.00000000\","
                + "\"origQty\":\"0.01000000\",\"executedQty\":\"" + filled + "\",\"status\":\"" + status
                + "\",\"timeInForce\":\"GTC\",\"type\":\"LIMIT\",\"side\":\"BUY\",\"updateTime\":5}";
    }

    private static String signature(final String query) {
        final byte[] message = query.getBytes(StandardCharsets.US_ASCII);
        final byte[] out = new byte[HmacSha256.HEX_LENGTH];
        try (HmacSha256 hmac = new HmacSha256(Fixtures.SECRET.getBytes(StandardCharsets.US_ASCII))) {
            hmac.signHex(message, 0, message.length, out, 0);
        }
        return new String(out, StandardCharsets.US_ASCII);
    }
}
