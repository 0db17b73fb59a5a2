package io.peregrine.venue.binance.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.gateway.OrderMessages;
import io.peregrine.instrument.Instrument;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Amending, and cancelling with a new order in one request: the bytes, and what each of the documented answers means for both orders. */
class BinanceReplaceTest {
    private static final String NEW_ORDER = "NEW status=NEW order=2 instrument=0";

    private final OrderMessages orders = new OrderMessages();
    private final ScriptedVenue venue = new ScriptedVenue().start();

    @Test
    void aSmallerQuantityIsAmendedUnderTheSameId() throws Exception {
        venue.session.onReplaceOrder(orders.replace(1, Instrument.NULL_VALUE, Fixtures.BTCUSDT, 400, 5_000_000), venue.nowNs);
        final JsonNode params = venue.request("order.amend.keepPriority").path("params");
        assertEquals(List.of("pg0000000000000001", "pg0000000000000001", "0.00400", "BTCUSDT"), List.of(
                params.path("origClientOrderId").asText(), params.path("newClientOrderId").asText(), params.path("newQty").asText(),
                params.path("symbol").asText()));
        assertEquals(List.of(), venue.reports.take(), "the stream tells when");
    }

    @Test
    void aRefusedAmendment() {
        venue.session.onReplaceOrder(orders.replace(1, Instrument.NULL_VALUE, Fixtures.BTCUSDT, 400, 5_000_000), venue.nowNs);
        venue.say("{\"id\":" + venue.id("order.amend.keepPriority")
                + ",\"status\":400,\"error\":{\"code\":-2038,\"msg\":\"Unknown order sent.\"}}");
        assertEquals(
                List.of("REPLACE_REJECTED order=1 instrument=0 code=-2038 reason=UNKNOWN_ORDER 'Unknown order sent.'"),
                venue.reports.take());
    }

    @Test
    void oneRequestCancelsAndPlaces() {
        replace();
        final JsonNode params = venue.request("order.cancelReplace").path("params");
        assertEquals(List.of("pg0000000000000001", "STOP_ON_FAILURE", "pg0000000000000002", "50000.10", "0.01000", "BUY", "LIMIT", "GTC"),
                List.of(params.path("cancelOrigClientOrderId").asText(), params.path("cancelReplaceMode").asText(),
                        params.path("newClientOrderId").asText(), params.path("price").asText(), params.path("quantity").asText(),
                        params.path("side").asText(), params.path("type").asText(), params.path("timeInForce").asText()));
    }

    @Test
    void eachDocumentedAnswerSaysWhatBecameOfBothOrders() throws Exception {
        answer("SUCCESS SUCCESS", NEW_ORDER);
        answer("FAILURE NOT_ATTEMPTED",
                "CANCEL_REJECTED order=1 instrument=0 code=-2011 reason=UNKNOWN_ORDER 'Unknown order sent.'",
                "REJECTED status=REJECTED order=2 instrument=0 code=-2011 reason=UNKNOWN_ORDER 'Unknown order sent.'");
        answer("SUCCESS FAILURE", "REJECTED status=REJECTED order=2 instrument=0 code=-2010 reason=POST_ONLY_WOULD_TAKE "
                + "'Order would immediately match and take.'");
        answer(" ",
                "CANCEL_REJECTED order=1 instrument=0 code=-1015 reason=RATE_LIMITED "
                        + "'Too many new orders; current limit is 50 orders per 10 SECOND.'",
                "REJECTED status=REJECTED order=2 instrument=0 code=-1015 reason=RATE_LIMITED "
                        + "'Too many new orders; current limit is 50 orders per 10 SECOND.'");
    }

    @Test
    void anUnknownOutcomeLeavesBothOrdersInDoubt() {
        replace();
        venue.say("{\"id\":" + venue.id("order.cancelReplace") + ",\"status\":408,\"error\":{\"code\":-1007,\"msg\":\"Timeout\"}}");
        assertEquals(List.of(
                "TIMEOUT status=UNKNOWN order=1 instrument=0 reason=VENUE_OTHER",
                "TIMEOUT status=UNKNOWN order=2 instrument=0 reason=VENUE_OTHER"), venue.reports.take());
        replace();
        venue.session.onClosed("gone", venue.nowNs);
        assertEquals(List.of(
                "TIMEOUT status=UNKNOWN order=1 instrument=0 reason=NOT_CONNECTED",
                "TIMEOUT status=UNKNOWN order=2 instrument=0 reason=NOT_CONNECTED"), venue.reports.take());
        replace();
        assertEquals(List.of(
                "CANCEL_REJECTED order=1 instrument=0 reason=NOT_CONNECTED",
                "REJECTED status=REJECTED order=2 instrument=0 reason=NOT_CONNECTED"), venue.reports.take(), "it was not sent");
    }

    private void replace() {
        venue.session.onReplaceOrder(orders.replace(1, 2, Fixtures.BTCUSDT, 1_000, 5_000_010), venue.nowNs);
    }

    /** The venue's documented answer with these results of its halves, or without any, as the answer to a cancel-replace. */
    private void answer(final String results, final String... reports) throws Exception {
        final ScriptedVenue fresh = new ScriptedVenue().start();
        fresh.session.onReplaceOrder(orders.replace(1, 2, Fixtures.BTCUSDT, 1_000, 5_000_010), fresh.nowNs);
        for (final JsonNode message : Fixtures.messages("binance_wsapi_order_cancelReplace_docs.jsonl")) {
            final JsonNode data = message.has("result") ? message.path("result") : message.path("error").path("data");
            final String said = data.path("cancelResult").asText() + ' ' + data.path("newOrderResult").asText();
            if (message.has("status") && said.equals(results)) {
                fresh.say(((ObjectNode) message).put("id", fresh.id("order.cancelReplace")).toString());
                assertEquals(List.of(reports), fresh.reports.take());
                return;
            }
        }
        throw new AssertionError("no documented answer has " + results);
    }
}
