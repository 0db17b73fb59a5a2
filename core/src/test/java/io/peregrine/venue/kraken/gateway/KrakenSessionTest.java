package io.peregrine.venue.kraken.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.gateway.OrderMessages;
import io.peregrine.message.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Conversations over the WebSocket, word for word. */
class KrakenSessionTest {
    private static final String ID = "\"order_id\":\"OK4GJX-KSTLS-7DZZO5\",\"cl_ord_id\":\"pg0000000000000001\"";
    private static final String TERMS = ID + ",\"symbol\":\"BTC/USD\",\"order_qty\":0.00500000,\"cum_cost\":0.0,\"time_in_force\":\"GTC\","
            + "\"side\":\"sell\",\"order_type\":\"limit\",\"limit_price\":26500.0";
    private static final String TIME = ",\"timestamp\":\"2023-09-22T10:33:05.709950Z\"";
    private static final String PENDING = TERMS + ",\"exec_type\":\"pending_new\",\"order_status\":\"pending_new\"" + TIME;
    private static final String NEW = ID + ",\"exec_type\":\"new\",\"order_status\":\"new\"" + TIME;
    private static final String TRADE = ID + ",\"exec_id\":\"TGBB7L-HT5LX-J3BZ4A\",\"exec_type\":\"trade\",\"trade_id\":62887576,"
            + "\"symbol\":\"BTC/USD\",\"side\":\"sell\",\"last_qty\":0.002,\"last_price\":26599.9,\"liquidity_ind\":\"t\","
            + "\"order_type\":\"limit\",\"order_status\":\"partially_filled\",\"cum_qty\":0.002,"
            + "\"fees\":[{\"asset\":\"USD\",\"qty\":0.3458}]" + TIME;
    private static final long ORDER_LOW = low("OK4GJX-KSTLS-7DZZO5");
    private static final long FILL_LOW = low("TGBB7L-HT5LX-J3BZ4A");
    private static final String AT = " venueTime=1695378785709950000";

    private final OrderMessages orders = new OrderMessages();
    private final ScriptedVenue venue = new ScriptedVenue();

    @Test
    void connectsWithATokenAndSubscribes() {
        venue.session.onOpen(venue.nowNs);
        assertEquals(List.of("{\"method\":\"ping\",\"req_id\":1}"), venue.takeSent());
        assertEquals(List.of("/0/private/GetWebSocketsToken "), venue.takeCalls());
        venue.answer("{\"token\":\"T\",\"expires\":900}");
        assertEquals(List.of(
                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"balances\",\"snapshot\":true,\"token\":\"T\"},\"req_id\":2}",
                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"executions\",\"snap_orders\":true,\"snap_trades\":true,"
                        + "\"order_status\":true,\"ratecounter\":true,\"token\":\"T\"},\"req_id\":3}"), venue.takeSent());
        venue.say("{\"method\":\"subscribe\",\"req_id\":3,\"result\":{\"channel\":\"executions\",\"maxratecount\":125,"
                + "\"snap_orders\":true,\"snap_trades\":true},\"success\":true,\"time_in\":\"2023-10-16T13:18:35.303171Z\","
                + "\"time_out\":\"2023-10-16T13:18:35.318297Z\"}");
        assertFalse(venue.session.ready());
        venue.say("{\"channel\":\"executions\",\"type\":\"snapshot\",\"data\":[],\"sequence\":1}");
        assertTrue(venue.session.ready());
        venue.session.onClosed("gone", venue.nowNs);
        assertEquals(List.of("ready TRUE 'subscribed to the account's events'", "ready FALSE 'gone'"), venue.account.take());
    }

    @Test
    void anOrderFromItsAcceptanceToItsEnd() {
        start(1);
        venue.say("{\"method\":\"add_order\",\"req_id\":4,\"result\":{\"order_id\":\"OK4GJX-KSTLS-7DZZO5\","
                + "\"cl_ord_id\":\"pg0000000000000001\"},\"success\":true,\"time_in\":\"2023-09-21T14:15:07.197274Z\","
                + "\"time_out\":\"2023-09-21T14:15:07.205301Z\"}");
        venue.execution(2, PENDING);
        venue.execution(3, NEW);
        venue.execution(4, TRADE);
        venue.execution(5, ID + ",\"exec_type\":\"canceled\",\"order_status\":\"canceled\",\"cum_qty\":0.00200000,"
                + "\"reason\":\"User requested\"" + TIME);
        assertEquals(List.of(
                "NEW status=NEW order=1 instrument=0 venueOrder=" + ORDER_LOW,
                "TRADE status=PARTIALLY_FILLED order=1 instrument=0 venueOrder=" + ORDER_LOW + " execution=" + FILL_LOW + AT
                        + " SELL LIMIT NULL_VAL lastPrice=265999 last=200000 cum=200000 fee=34580000 asset=1 TAKER",
                "CANCELED status=CANCELED order=1 instrument=0 venueOrder=" + ORDER_LOW + AT + " cum=200000 leaves=0 'User requested'"),
                venue.reports.take());
        assertEquals(0, venue.session.requests().orders().workingCount());
    }

    /** The stream may be quicker than the answer; acceptance is told once. */
    @Test
    void theStreamProvesAcceptanceBeforeTheAnswer() {
        start(1);
        venue.execution(2, PENDING);
        venue.execution(3, NEW);
        venue.say("{\"method\":\"add_order\",\"req_id\":4,\"result\":{\"order_id\":\"OK4GJX-KSTLS-7DZZO5\"},\"success\":true}");
        assertEquals(List.of("NEW status=NEW order=1 instrument=0 venueOrder=" + ORDER_LOW + AT
                + " SELL LIMIT GTC price=265000 quantity=500000"), venue.reports.take());
    }

    /** The published stream of an order: it carries no id of ours, so it is somebody else's. */
    @Test
    void thePublishedStreamOfAForeignOrder() throws IOException {
        venue.start();
        long sequence = 2;
        for (final String line : Fixtures.lines("kraken_ws_v2_executions_docs.jsonl")) {
            if (line.contains("\"type\":\"update\"")) {
                venue.say(line.replaceAll("\"sequence\":\\d+", "\"sequence\":" + sequence++));
            }
        }
        assertEquals(List.of("NEW status=NEW instrument=0 venueOrder=" + ORDER_LOW + AT
                        + " SELL LIMIT GTC price=265000 quantity=500000",
                "TRADE status=PARTIALLY_FILLED instrument=0 venueOrder=" + ORDER_LOW + " execution=" + FILL_LOW
                        + " venueTime=1695378785709993000 SELL LIMIT NULL_VAL lastPrice=265999 last=500000 cum=500000 fee=34580000 asset=1"
                        + " TAKER"), venue.reports.take());
    }

    @Test
    void refusalsHaveTheirReasonsAndWhatIsOpenIsNone() {
        venue.start();
        final String[] errors = {"EOrder:Insufficient funds", "EOrder:Order minimum not met", "EOrder:Tick size check failed",
            "EOrder:Duplicate cl_ord_id", "EService:Market in cancel_only mode", "EOrder:Rate limit exceeded", "EService:Timeout"};
        final String[] told = {"INSUFFICIENT_BALANCE", "QUANTITY_RANGE", "OFF_TICK", "DUPLICATE_ORDER", "INSTRUMENT_HALTED",
            "RATE_LIMITED", "VENUE_OTHER"};
        for (int i = 0; i < errors.length; i++) {
            final int instrument = i == errors.length - 1 ? Fixtures.ETHUSD : Fixtures.BTCUSD;
            venue.session.onNewOrder(orders.limit(i, instrument, Side.BUY, 500_000, 265_000), venue.nowNs);
            venue.say("{\"error\":\"" + errors[i] + "\",\"method\":\"add_order\",\"req_id\":" + (4 + i) + ",\"success\":false}");
            final boolean open = i == errors.length - 1;
            assertEquals(List.of((open ? "TIMEOUT status=UNKNOWN" : "REJECTED status=REJECTED") + " order=" + i + " instrument="
                    + instrument + " reason=" + told[i] + " '" + errors[i] + "'"), venue.reports.take());
        }
        venue.session.onNewOrder(orders.limit(9, Fixtures.BTCUSD, Side.BUY, 500_000, 265_000), venue.nowNs);
        assertEquals(List.of("REJECTED status=REJECTED order=9 instrument=0 reason=RATE_LIMITED"), venue.reports.take(),
                "the venue's counter is full: nothing more is sent for this pair");
    }

    @Test
    void reasonsOfEndingsThatTheOwnerDidNotAskFor() {
        final String[] reasons = {"Post only order", "Self trade prevention", "CancelAllOrdersAfter Timeout", "Immediate or cancel"};
        final String[] told = {" reason=POST_ONLY_WOULD_TAKE", " reason=SELF_TRADE", "", ""};
        venue.start();
        for (int i = 0; i < reasons.length; i++) {
            venue.session.onNewOrder(orders.limit(1, Fixtures.BTCUSD, Side.SELL, 500_000, 265_000), venue.nowNs);
            venue.execution(2 + i, ID + ",\"exec_type\":\"canceled\",\"order_status\":\"canceled\",\"cum_qty\":0.0,"
                    + "\"reason\":\"" + reasons[i] + "\"" + TIME);
            assertEquals(List.of("EXPIRED status=EXPIRED order=1 instrument=0 venueOrder=" + ORDER_LOW + AT + " cum=0 leaves=0" + told[i]
                    + " '" + reasons[i] + "'"), venue.reports.take());
        }
    }

    @Test
    void aFrameThatWasThereBeforeIsPassedOverAndAMissingOneRenewsTheSubscription() {
        start(1);
        venue.takeSent();
        venue.execution(2, PENDING);
        venue.execution(2, PENDING);
        venue.execution(4, TRADE);
        assertEquals(1, venue.session.gaps());
        assertFalse(venue.session.ready());
        assertEquals(List.of("unsubscribe", "subscribe"), venue.takeSent().stream().map(text -> text.split("\"")[3]).toList());
        venue.execution(5, NEW);
        venue.reports.take();
        venue.say("{\"channel\":\"executions\",\"type\":\"snapshot\",\"data\":[{" + TRADE + "}],\"sequence\":1}");
        assertEquals(List.of("TRADE status=PARTIALLY_FILLED order=1 instrument=0 venueOrder=" + ORDER_LOW + " execution=" + FILL_LOW + AT
                + " SELL LIMIT NULL_VAL lastPrice=265999 last=200000 cum=200000 fee=34580000 asset=1 TAKER"), venue.reports.take());
        assertEquals(List.of("/0/private/QueryOrders trades=true&consolidate_taker=false&txid=OK4GJX-KSTLS-7DZZO5"), calls(),
                "it worked, and is not among the open orders");
    }

    @Test
    void requestsInFlightWhenTheConnectionEndsAreNoRejections() {
        start(1);
        venue.session.onCancelOrder(orders.cancel(2, Fixtures.BTCUSD), venue.nowNs);
        venue.session.onClosed("1006", venue.nowNs);
        assertEquals(List.of("TIMEOUT status=UNKNOWN order=1 instrument=0 reason=NOT_CONNECTED",
                "TIMEOUT status=UNKNOWN order=2 instrument=0 reason=NOT_CONNECTED"), venue.reports.take());
        venue.restUp = false;
        venue.session.onNewOrder(orders.limit(3, Fixtures.BTCUSD, Side.SELL, 500_000, 265_000), venue.nowNs);
        assertEquals(List.of("REJECTED status=REJECTED order=3 instrument=0 reason=NOT_CONNECTED"), venue.reports.take());
    }

    @Test
    void anAnswerThatDoesNotComeIsGivenUp() {
        start(1);
        venue.pass(KrakenSession.ANSWER_MAX_NS - TimeUnit.SECONDS.toNanos(1));
        assertEquals(List.of(), venue.reports.take());
        venue.pass(TimeUnit.SECONDS.toNanos(2));
        assertEquals(List.of("TIMEOUT status=UNKNOWN order=1 instrument=0"), venue.reports.take());
    }

    @Test
    void aTokenThatIsNotGoodAnyMoreIsRenewed() {
        start(1);
        venue.say("{\"error\":\"ESession:Invalid session\",\"method\":\"add_order\",\"req_id\":4,\"success\":false}");
        assertEquals(List.of("REJECTED status=REJECTED order=1 instrument=0 reason=VENUE_OTHER 'ESession:Invalid session'"),
                venue.reports.take());
        assertEquals(SessionState.REQUESTING_TOKEN, venue.session.state());
        assertEquals(List.of("/0/private/GetWebSocketsToken "), venue.takeCalls());
        venue.takeSent();
        venue.answer("{\"token\":\"SECOND\",\"expires\":900}");
        assertTrue(venue.takeSent().getLast().contains("\"token\":\"SECOND\""));
    }

    @Test
    void noTokenNoSession() {
        venue.session.onOpen(venue.nowNs);
        venue.takeCalls();
        venue.refuse("EAPI:Invalid key");
        assertEquals(SessionState.FAILED, venue.session.state());
        assertEquals("FAILED: no token: EAPI:Invalid key", venue.session.status());
    }

    @Test
    void theDeadMansSwitchIsToldWhileOrdersWork() {
        final ScriptedVenue armed = new ScriptedVenue(Map.of("dead_man_seconds", "60", "deadline_ms", "0")).start();
        armed.pass(1);
        assertEquals(0, switches(armed));
        armed.session.onNewOrder(orders.limit(1, Fixtures.BTCUSD, Side.SELL, 500_000, 265_000), armed.nowNs);
        armed.pass(1);
        assertEquals(1, switches(armed));
        armed.pass(TimeUnit.SECONDS.toNanos(20) - 1);
        assertEquals(0, switches(armed));
        armed.pass(1);
        assertEquals(1, switches(armed));
        armed.session.onClosed("away", armed.nowNs);
        armed.start();
        armed.execution(2, ID + ",\"exec_type\":\"canceled\",\"order_status\":\"canceled\",\"reason\":\"User requested\"" + TIME);
        armed.pass(TimeUnit.SECONDS.toNanos(20));
        assertTrue(armed.takeSent().getLast().startsWith("{\"method\":\"cancel_all_orders_after\",\"params\":{\"timeout\":0,"));
        armed.session.onNewOrder(orders.limit(2, Fixtures.BTCUSD, Side.SELL, 500_000, 265_000), armed.nowNs);
        armed.takesRequests = false;
        armed.pass(1);
        armed.takesRequests = true;
        armed.pass(1);
        assertEquals(1, armed.takeSent().size(), "the order: what could not be sent is tried again in a second");
        armed.pass(DeadManSwitch.AGAIN_NS);
        assertEquals(1, switches(armed));
        armed.session.close();
        assertEquals(1, switches(armed), "let go in order");
        armed.session.onClosed("closed", armed.nowNs);
        armed.session.close();
        assertEquals(0, switches(armed));
    }

    private static long switches(final ScriptedVenue venue) {
        return venue.takeSent().stream().filter(text -> text.contains("cancel_all_orders_after")).count();
    }

    /** Ready, with an order on its way. */
    private void start(final long clientOrderId) {
        venue.start();
        venue.session.onNewOrder(orders.limit(clientOrderId, Fixtures.BTCUSD, Side.SELL, 500_000, 265_000), venue.nowNs);
    }

    /** Calls, once the session has thought of them. */
    private List<String> calls() {
        venue.pass(1);
        return venue.takeCalls().stream().filter(call -> !call.contains("BalanceEx")).toList();
    }

    private static long low(final String text) {
        final VenueId id = new VenueId();
        id.parse(new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII)), 0, text.length());
        return id.low();
    }
}
