package io.peregrine.venue.coinbase.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.OrderType;
import io.peregrine.message.TimeInForce;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A session with the Exchange, message by message. */
class CoinbaseSessionTest {
    private static final long ORDER = 0x1_0000_0001L;
    private static final String CLIENT_OID = "70657265-6772-4000-9550-000100000001";
    private static final String ID = "d50ec984-77a8-460a-b958-66f114b0de9b";
    private static final String OTHER_ID = "132fb6ae-456b-4654-b4e0-d681ac05cea1";
    private static final String ACCEPTED = "{\"id\":\"" + ID + "\",\"product_id\":\"BTC-USD\",\"side\":\"buy\",\"type\":\"limit\","
            + "\"price\":\"60000.00\",\"size\":\"0.03\",\"filled_size\":\"0\",\"status\":\"pending\",\"client_oid\":\"" + CLIENT_OID
            + "\"}";

    private final List<String> reports = new ArrayList<>();
    private final ScriptedCoinbase venue =
            new ScriptedCoinbase((report, nowNs) -> reports.add(ScriptedCoinbase.line(report)), true);

    @Test
    void becomesReadyStepByStepAndRefusesUntilThen() {
        venue.send(ORDER, OrderType.LIMIT, TimeInForce.GTC, false);
        venue.work();
        venue.work();
        assertTrue(venue.requests.getFirst().startsWith("GET /time HTTP/1.1\r\n"), venue.requests::toString);
        venue.answer(200, "{\"iso\":\"2023-11-14T22:13:25Z\",\"epoch\":1700000005.500}");
        assertEquals(SessionState.CONNECTING, venue.session.state());
        venue.open();
        assertTrue(venue.subscriptions.getFirst().contains("\"timestamp\":\"1700000005\""), "signed at the venue's time");
        venue.user("{\"type\":\"subscriptions\",\"channels\":[{\"name\":\"heartbeat\"},{\"name\":\"user\"}]}");
        venue.work();
        assertTrue(venue.requests.getLast().startsWith("GET /orders?status=open&status=pending&status=active&limit=1000 HTTP/1.1\r\n"));
        venue.answer(200, "[]");
        venue.cancel(ORDER);
        assertEquals(SessionState.READY, venue.session.state());
        assertEquals(List.of("REJECTED 4294967297 REJECTED for NOT_CONNECTED"), reports);
        assertEquals(List.of("ready: subscribed to the account's events"), venue.statuses);
    }

    @Test
    void theUserChannelProvesAnOrderBeforeItsAnswerWhichMayThenBeLost() {
        placed();
        venue.user(received());
        venue.lose();
        assertEquals(List.of("NEW 4294967297 NEW"), reports);
    }

    @Test
    void aLostAnswerWithoutProofIsAnUnknownOutcome() {
        placed();
        venue.lose();
        venue.user(received());
        assertEquals(List.of("TIMEOUT 4294967297 UNKNOWN", "NEW 4294967297 NEW"), reports);
    }

    @Test
    void aServersErrorIsNoRejectionAndAClientsErrorIs() {
        placed();
        venue.answer(503, "{\"message\":\"under maintenance\"}");
        venue.send(ORDER + 1, OrderType.LIMIT, TimeInForce.GTC, false);
        venue.answer(400, "{\"message\":\"Insufficient funds\"}");
        assertEquals(List.of("TIMEOUT 4294967297 UNKNOWN", "REJECTED 4294967298 REJECTED for INSUFFICIENT_BALANCE"), reports);
    }

    @Test
    void fillsCarryTheirFeeAndAnEndComesAfterThem() {
        placed();
        venue.answer(200, ACCEPTED);
        venue.user(received());
        venue.user(match(7, ID, OTHER_ID, "0.01", "\"maker_fee_rate\":\"0.004\""));
        venue.user(match(7, ID, OTHER_ID, "0.01", "\"maker_fee_rate\":\"0.004\""));
        venue.user(match(8, OTHER_ID, ID, "0.01", "\"taker_fee_rate\":\"0.006\""));
        venue.user(done("canceled", "0.01", ""));
        assertEquals(List.of("NEW 4294967297 NEW", "TRADE 4294967297 1000000 at 6000000 fee 240000000 MAKER id 7",
                "TRADE 4294967297 1000000 at 6000000 fee 360000000 TAKER id 8", "CANCELED 4294967297 CANCELED of 2000000"), reports);
    }

    @Test
    void whatComesBeforeTheOrdersIdIsKnownIsTakenAfterwards() {
        placed();
        venue.user(match(7, OTHER_ID, ID, "0.01", "\"taker_fee_rate\":\"0\""));
        assertEquals(List.of(), reports);
        venue.answer(200, ACCEPTED);
        assertEquals(List.of("NEW 4294967297 NEW", "TRADE 4294967297 1000000 at 6000000 fee 0 TAKER id 7"), reports);
    }

    @Test
    void anEndWaitsForAFillThatTheVenueCountedAndDidNotTell() {
        placed();
        venue.answer(200, ACCEPTED);
        venue.user(done("canceled", "0.02", ""));
        assertEquals(List.of("NEW 4294967297 NEW"), reports);
        venue.work();
        assertTrue(venue.requests.getLast().startsWith("GET /fills?order_id=" + ID + "&limit=1000 HTTP/1.1\r\n"));
        venue.answer(200, "[]");
        venue.pass(TimeUnit.SECONDS.toNanos(1));
        venue.work();
        venue.answer(200, "[{\"created_at\":\"2023-11-14T22:13:20.1Z\",\"trade_id\":9,\"product_id\":\"BTC-USD\",\"order_id\":\"" + ID
                + "\",\"liquidity\":\"M\",\"price\":\"60000.00000000\",\"size\":\"0.01000000\",\"fee\":\"2.4000000012345678\","
                + "\"side\":\"buy\"}]");
        assertEquals(List.of("NEW 4294967297 NEW", "TRADE 4294967297 1000000 at 6000000 fee 240000000 MAKER id 9",
                "CANCELED 4294967297 CANCELED of 1000000"), reports);
    }

    @Test
    void selfTradePreventionThatTakesAPartAwayEndsTheOrderShort() {
        placed();
        venue.answer(200, ACCEPTED);
        venue.user("{\"type\":\"change\",\"reason\":\"STP\",\"time\":\"2023-11-14T22:13:20.1Z\",\"sequence\":1,\"order_id\":\"" + ID
                + "\",\"product_id\":\"BTC-USD\",\"side\":\"buy\",\"old_size\":\"0.03\",\"new_size\":\"0.01\",\"price\":\"60000\"}");
        venue.user(match(7, ID, OTHER_ID, "0.01", "\"maker_fee_rate\":\"0\""));
        venue.user(done("filled", "0", ""));
        assertEquals("EXPIRED 4294967297 EXPIRED of 1000000 for SELF_TRADE", reports.getLast());
    }

    @Test
    void immediateOrdersThatTheVenueEndsExpireAndOthersWereCancelled() {
        venue.becomeReady();
        venue.send(ORDER, OrderType.LIMIT, TimeInForce.IOC, false);
        venue.answer(200, ACCEPTED);
        venue.user(done("canceled", "0.03", ",\"cancel_reason\":\"101:Time In Force\""));
        assertEquals("EXPIRED 4294967297 EXPIRED of 0", reports.getLast());
    }

    @Test
    void aStopIsAcceptedWhenItIsTakenAndTriggeredWhenItIsReceived() {
        venue.becomeReady();
        venue.send(ORDER, OrderType.STOP_LIMIT, TimeInForce.GTC, false);
        venue.answer(200, ACCEPTED);
        venue.user("{\"type\":\"activate\",\"product_id\":\"BTC-USD\",\"timestamp\":\"1700000000.1\",\"order_id\":\"" + ID
                + "\",\"stop_type\":\"entry\",\"side\":\"buy\",\"stop_price\":\"59900\",\"size\":\"0.03\",\"private\":true}");
        venue.user(received());
        assertEquals(List.of("NEW 4294967297 NEW", "TRIGGERED 4294967297 TRIGGERED"), reports);
    }

    @Test
    void anOrderThatIsNotFoundWasCancelledOnlyIfItWasThereLongBefore() {
        placed();
        venue.query(ORDER);
        venue.answer(404, "{\"message\":\"NotFound\"}");
        assertEquals("ORDER_STATUS 4294967297 for UNKNOWN_ORDER", reports.getLast());
        venue.user(received());
        venue.query(ORDER);
        venue.answer(404, "{\"message\":\"NotFound\"}");
        assertEquals("ORDER_STATUS 4294967297 UNKNOWN", reports.getLast());
        venue.pass(OrderWatch.FORGOTTEN_NS);
        venue.query(ORDER);
        venue.answer(404, "{\"message\":\"NotFound\"}");
        assertEquals("ORDER_STATUS 4294967297 CANCELED of 0", reports.getLast());
    }

    @Test
    void anOrderOfAnEarlierRunThatTheVenueHasForgottenWasCancelled() {
        venue.becomeReady();
        venue.query(ORDER, 0xd50ec98477a8460aL, 0xb95866f114b0de9bL);
        assertTrue(venue.requests.getLast().startsWith("GET /orders/" + ID + " HTTP/1.1\r\n"), venue.requests::toString);
        venue.answer(404, "{\"message\":\"NotFound\"}");
        assertEquals(List.of("ORDER_STATUS 4294967297 CANCELED of 0"), reports);
    }

    @Test
    void aMessageThatCanNotBeReadEndsTheSession() {
        venue.becomeReady();
        venue.user("{\"type\":\"match\",\"trade_id\":");
        assertEquals(SessionState.FAILED, venue.session.state());
        assertEquals(2, venue.statuses.size());
    }

    @Test
    void ordersOfOthersAreNotReported() {
        venue.becomeReady();
        venue.user(received().replace(CLIENT_OID, OTHER_ID));
        venue.user(match(7, ID, OTHER_ID, "0.01", "\"maker_fee_rate\":\"0.004\""));
        venue.user(done("filled", "0", ""));
        assertEquals(List.of(), reports);
    }

    @Test
    void theVenuesLimitsAreKept() {
        venue.becomeReady();
        int sent = 0;
        for (int i = 0; i < 40; i++) {
            venue.send(ORDER + i, OrderType.LIMIT, TimeInForce.GTC, false);
            sent = venue.requests.size();
        }
        assertEquals(30 - 2 - RequestKind.NEW_ORDER.reserve(), sent, "but for the two of the session itself, and what is left for cancels");
        assertEquals("REJECTED 4294967336 REJECTED for RATE_LIMITED", reports.getLast());
        venue.cancel(ORDER);
        assertEquals(sent + 1, venue.requests.size());
        venue.pass(TimeUnit.SECONDS.toNanos(3));
        venue.send(ORDER + 50, OrderType.LIMIT, TimeInForce.GTC, false);
        assertEquals(sent + 2, venue.requests.size());
    }

    @Test
    void afterTheVenuesOwnRefusalNothingIsSentForAsLongAsItAsks() {
        placed();
        venue.answer(429, "{\"message\":\"Private rate limit exceeded\"}");
        venue.cancel(ORDER);
        assertEquals(List.of("REJECTED 4294967297 REJECTED for RATE_LIMITED", "CANCEL_REJECTED 4294967297 for RATE_LIMITED"), reports);
    }

    private void placed() {
        venue.becomeReady();
        venue.send(ORDER, OrderType.LIMIT, TimeInForce.GTC, false);
    }

    private static String received() {
        return "{\"type\":\"received\",\"time\":\"2023-11-14T22:13:20.1Z\",\"product_id\":\"BTC-USD\",\"sequence\":10,\"order_id\":\"" + ID
                + "\",\"size\":\"0.03\",\"price\":\"60000.00\",\"side\":\"buy\",\"order_type\":\"limit\",\"client_oid\":\"" + CLIENT_OID
                + "\",\"user_id\":\"5844eceecf7e803e259d0365\",\"profile_id\":\"765d1549-9660-4be2-97d4-fa2d65fa3352\"}";
    }

    private static String match(final int tradeId, final String maker, final String taker, final String size, final String rate) {
        return "{\"type\":\"match\",\"trade_id\":" + tradeId + ",\"sequence\":50,\"maker_order_id\":\"" + maker + "\",\"taker_order_id\":\""
                + taker + "\",\"time\":\"2023-11-14T22:13:20.2Z\",\"product_id\":\"BTC-USD\",\"size\":\"" + size
                + "\",\"price\":\"60000.00\",\"side\":\"buy\"," + rate + "}";
    }

    private static String done(final String reason, final String remaining, final String more) {
        return "{\"type\":\"done\",\"time\":\"2023-11-14T22:13:20.3Z\",\"product_id\":\"BTC-USD\",\"sequence\":10,\"price\":\"60000.00\","
                + "\"order_id\":\"" + ID + "\",\"reason\":\"" + reason + "\",\"side\":\"buy\",\"remaining_size\":\"" + remaining + "\""
                + more + "}";
    }
}
