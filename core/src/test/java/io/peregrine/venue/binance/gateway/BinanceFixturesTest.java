package io.peregrine.venue.binance.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.peregrine.gateway.OrderMessages;
import io.peregrine.message.Side;
import io.peregrine.venue.binance.gateway.BinanceMessageDecoder.Kind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The venue's documented messages and recorded ones. */
class BinanceFixturesTest {
    private static final List<String> WS_API = List.of(
            "binance_wsapi_misc_docs.jsonl", "binance_wsapi_order_cancel_docs.jsonl", "binance_wsapi_order_place_docs.jsonl",
            "binance_wsapi_order_cancelReplace_docs.jsonl", "binance_wsapi_order_amend_docs.jsonl",
            "binance_wsapi_ratelimit_and_signed_docs.jsonl", "binance_wsapi_session_userDataStream_docs.jsonl",
            "binance_user_data_stream_docs.jsonl");

    @Test
    void everyDocumentedMessageIsRead() throws Exception {
        final BinanceMessageDecoder decoder = new BinanceMessageDecoder();
        int messages = 0;
        for (final String file : WS_API) {
            for (final JsonNode message : Fixtures.messages(file)) {
                final byte[] bytes = message.toString().getBytes(StandardCharsets.UTF_8);
                final Kind kind = decoder.decode(new UnsafeBuffer(bytes), 0, bytes.length);
                final Kind expected = message.has("result") ? Kind.RESULT : message.has("error") ? Kind.ERROR
                        : message.has("event") ? Kind.EVENT : Kind.INVALID;
                assertEquals(expected, kind, message.toString());
                if (kind == Kind.ERROR) {
                    assertEquals(message.path("error").path("code").asInt(), decoder.errorCode());
                    assertEquals(message.path("error").path("msg").asText(), decoder.errorText());
                    assertEquals(message.path("error").path("data").path("retryAfter").asLong(OrderFields.ABSENT), decoder.retryAfterMs());
                }
                messages++;
            }
        }
        assertEquals(70, messages);
    }

    @Test
    void documentedPlacements() throws Exception {
        final ScriptedVenue venue = new ScriptedVenue().start();
        final OrderMessages orders = new OrderMessages();
        for (final JsonNode message : Fixtures.messages("binance_wsapi_order_place_docs.jsonl")) {
            if (message.has("status")) {
                venue.session.onNewOrder(
                        orders.limit(9, Fixtures.BTCUSDT, Side.SELL, 847, 2341610), venue.nowNs);
                final long id = venue.id("order.place");
                venue.say(((ObjectNode) message).put("id", id).toString());
            }
        }
        assertEquals(List.of(
                "NEW status=NEW order=9 instrument=0 venueOrder=12510053279 venueTime=1655716096505000000",
                "REJECTED status=REJECTED order=9 instrument=0 code=-2010 reason=INSUFFICIENT_BALANCE "
                        + "'Account has insufficient balance for requested action.'",
                "NEW status=NEW order=9 instrument=0 venueOrder=12569099453 venueTime=1660801715639000000",
                "NEW status=NEW order=9 instrument=0 venueOrder=12569099453 venueTime=1660801715639000000",
                "NEW status=NEW order=9 instrument=0 venueOrder=12569099453 venueTime=1660801715793000000"),
                venue.reports.take(), "ACK, RESULT and FULL only acknowledge: the fills come from the stream");
    }

    @Test
    void documentedAndRecordedExecutionReports() throws Exception {
        final ScriptedVenue venue = new ScriptedVenue().start();
        for (final JsonNode message : Fixtures.messages("binance_user_data_stream_docs.jsonl")) {
            venue.say(message.toString());
        }
        assertEquals(List.of("NEW status=NEW instrument=2 venueOrder=4293153 venueTime=1499405658657000000 BUY LIMIT GTC price=10264410 "
                + "quantity=100000000 cum=0 leaves=100000000"), venue.reports.take(), "an order of somebody else");
        for (final String line : Fixtures.lines("binance_ws_executionReport_nautilus.jsonl")) {
            venue.event(Fixtures.json(line).path("data").toString());
        }
        final List<String> reports = venue.reports.take().stream().map(BinanceFixturesTest::withoutIds).toList();
        assertEquals(List.of(
                "ORDER_STATUS status=FILLED BTC SELL LIMIT GTC price=5000000 quantity=1000 cum=1000 leaves=0",
                "CANCELED status=CANCELED ETH SELL LIMIT GTC price=250000 quantity=5000 cum=1000 leaves=0",
                "TRADE status=PARTIALLY_FILLED ETH execution=98765432 BUY LIMIT GTC price=250000 quantity=10000 lastPrice=249950 last=5000 "
                        + "cum=5000 leaves=5000 fee=50000 asset=2 MAKER"), reports.subList(0, 3));
        assertEquals("EXPIRED status=EXPIRED ETH BUY LIMIT GTC price=250000 quantity=10000 cum=0 leaves=0 reason=SELF_TRADE "
                + "'SELF_TRADE_PREVENTION'", reports.getLast());
        assertEquals(18, reports.size());
        assertEquals(1, venue.session.userData().unknownInstruments(), "BTCUSD is not configured");
        assertEquals(19, venue.session.userData().foreignOrders());
    }

    private static String withoutIds(final String line) {
        return line.replaceFirst(" venueOrder=\\d+", "").replaceFirst(" venueTime=\\d+", "")
                .replace(" instrument=0", " BTC").replace(" instrument=1", " ETH");
    }
}
