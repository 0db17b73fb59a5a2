package io.peregrine.venue.kraken.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.OrderMessages;
import io.peregrine.message.BooleanType;
import io.peregrine.message.OrderType;
import io.peregrine.message.ReconcileRequestDecoder;
import io.peregrine.message.ReconcileRequestEncoder;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Conversations over REST, word for word. */
class KrakenRestTest {
    private static final String OPEN = "/0/private/OpenOrders trades=true&consolidate_taker=false&cl_ord_id=pg0000000000000001";
    private static final String CLOSED = "/0/private/ClosedOrders trades=true&consolidate_taker=false&cl_ord_id=pg0000000000000001";
    private static final String ORDER = "\"OUF4EM-FRGI2-MQMWZD\":{\"refid\":null,\"userref\":0,\"cl_ord_id\":\"pg0000000000000001\","
            + "\"status\":\"%s\",\"reason\":\"%s\",\"descr\":{\"pair\":\"XBTUSD\",\"type\":\"buy\",\"ordertype\":\"limit\","
            + "\"price\":\"29500.0\",\"price2\":\"0\"},\"vol\":\"0.50000000\",\"vol_exec\":\"%s\",\"cost\":\"0.00000\","
            + "\"trades\":[%s]}";

    private final OrderMessages orders = new OrderMessages();
    private final ScriptedVenue venue = new ScriptedVenue();

    @Test
    void everyCallIsSignedWithAHigherNonce() {
        venue.session.onOpen(venue.nowNs);
        venue.pass(1);
        final Pattern form = Pattern.compile("(?s)POST (\\S+) HTTP/1.1\r\nHost: api.kraken.com\r\n.*API-Key: key\r\n"
                + "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n"
                + ".*API-Sign: (\\S+)\r\nContent-Length: (\\d+)\r\n\r\n(nonce=(\\d+).*)");
        final Matcher first = form.matcher(venue.calls.getLast());
        assertTrue(first.matches(), venue.calls::toString);
        try (ApiSign signature = new ApiSign(Fixtures.SECRET.getBytes(StandardCharsets.US_ASCII))) {
            assertEquals(signature.sign(first.group(1), first.group(5), first.group(4)), first.group(2));
        }
        assertEquals(first.group(4).length(), Integer.parseInt(first.group(3)));
        venue.refuse("EAPI:Invalid nonce");
        venue.pass(1);
        final Matcher second = form.matcher(venue.calls.getLast());
        assertTrue(second.matches() && second.group(1).equals("/0/private/GetWebSocketsToken"), () -> venue.session.status() + venue.calls);
        assertTrue(Long.parseLong(second.group(5)) > Long.parseLong(first.group(5)) + TimeUnit.SECONDS.toNanos(30));
    }

    @Test
    void anOrderIsAskedForAmongTheOpenAndThenAmongTheClosed() {
        venue.start();
        venue.session.onQueryOrder(orders.query(1, Fixtures.BTCUSD), venue.nowNs);
        venue.session.onQueryOrder(orders.query(1, Fixtures.BTCUSD), venue.nowNs);
        assertEquals(List.of(OPEN), calls(), "one question is enough");
        venue.answer("{\"open\":{}}");
        assertEquals(List.of(CLOSED), calls());
        venue.answer("{\"closed\":{" + ORDER.formatted("canceled", "User requested", "0.20000000", "\"TCCCTY-WJ6EO-4FP4VZ\"")
                + "},\"count\":1}");
        assertEquals(List.of("/0/private/QueryTrades txid=TCCCTY-WJ6EO-4FP4VZ"), calls());
        venue.answer("{\"TCCCTY-WJ6EO-4FP4VZ\":{\"ordertxid\":\"OUF4EM-FRGI2-MQMWZD\",\"postxid\":\"TKH2SE-M7IF5-CFI7LT\","
                + "\"pair\":\"XXBTZUSD\",\"time\":1688585840.8921,\"type\":\"buy\",\"ordertype\":\"limit\",\"price\":\"29500.00\","
                + "\"cost\":\"5900\",\"fee\":\"9.44\",\"vol\":\"0.20000000\",\"maker\":true}}");
        assertEquals(List.of(
                "ORDER_STATUS status=CANCELED order=1 instrument=0 venueOrder=" + low("OUF4EM-FRGI2-MQMWZD")
                        + " BUY LIMIT NULL_VAL price=295000 quantity=50000000 cum=20000000 leaves=0 'User requested'",
                "TRADE status=PARTIALLY_FILLED order=1 instrument=0 venueOrder=" + low("OUF4EM-FRGI2-MQMWZD") + " execution="
                        + low("TCCCTY-WJ6EO-4FP4VZ") + " venueTime=1688585840892100000 BUY NULL_VAL NULL_VAL lastPrice=295000 last=20000000"
                        + " fee=944000000 asset=1 MAKER"), venue.reports.take());
    }

    @Test
    void anOrderThatIsNowhereIsToldToBeNowhereAndNoAnswerTellsNothing() {
        venue.start();
        venue.session.onQueryOrder(orders.query(1, Fixtures.BTCUSD), venue.nowNs);
        calls();
        venue.answer("{\"open\":{}}");
        calls();
        venue.answer("{\"closed\":{},\"count\":0}");
        venue.session.onQueryOrder(orders.query(1, Fixtures.BTCUSD), venue.nowNs);
        calls();
        venue.refuse("EService:Unavailable");
        assertEquals(List.of("ORDER_STATUS order=1 instrument=0 reason=UNKNOWN_ORDER",
                "ORDER_STATUS status=UNKNOWN order=1 instrument=0 reason=VENUE_OTHER 'EService:Unavailable'"), venue.reports.take());
    }

    @Test
    void orderEntryWhileTheWebSocketIsDown() {
        venue.start();
        venue.session.onClosed("gone", venue.nowNs);
        venue.session.onNewOrder(orders.order(1, Fixtures.BTCUSD, Side.SELL, 500_000, order -> order.orderType(OrderType.STOP_LIMIT)
                .timeInForce(TimeInForce.GTC).price(260_000).stopPrice(261_000)), venue.nowNs);
        assertEquals(List.of("/0/private/AddOrder cl_ord_id=pg0000000000000001&ordertype=stop-loss-limit&pair=XBTUSD&price=26100"
                + "&price2=26000&type=sell&volume=0.005"), calls());
        venue.answer("{\"descr\":{\"order\":\"…\"},\"txid\":[\"OUF4EM-FRGI2-MQMWZD\"]}");
        venue.session.onNewOrder(orders.order(2, Fixtures.BTCUSD, Side.BUY, 500_000, order -> order.orderType(OrderType.LIMIT)
                .timeInForce(TimeInForce.GTC).price(260_000).postOnly(BooleanType.TRUE)), venue.nowNs);
        assertEquals(List.of("/0/private/AddOrder cl_ord_id=pg0000000000000002&oflags=post&ordertype=limit&pair=XBTUSD&price=26000"
                + "&type=buy&volume=0.005"), calls());
        venue.refuse("EOrder:Insufficient funds");
        venue.session.onCancelOrder(orders.cancel(1, Fixtures.BTCUSD), venue.nowNs);
        assertEquals(List.of("/0/private/CancelOrder cl_ord_id=pg0000000000000001"), calls());
        venue.answer("{\"count\":1}");
        assertEquals(List.of("/0/private/QueryOrders trades=true&consolidate_taker=false&txid=OUF4EM-FRGI2-MQMWZD"), calls());
        assertEquals(List.of("NEW status=NEW order=1 instrument=0 venueOrder=" + low("OUF4EM-FRGI2-MQMWZD"),
                "REJECTED status=REJECTED order=2 instrument=0 reason=INSUFFICIENT_BALANCE 'EOrder:Insufficient funds'"),
                venue.reports.take());
    }

    /** While REST is away, tokens are asked for again and again; when it is back, the newest question is sent, and orders before it. */
    @Test
    void whatIsOfNoUseAnyMoreIsNotSent() {
        venue.start();
        venue.restUp = false;
        for (int i = 0; i < 5; i++) {
            venue.session.onClosed("gone", venue.nowNs);
            venue.session.onOpen(venue.nowNs);
            venue.pass(1);
        }
        venue.restUp = true;
        venue.session.onNewOrder(orders.limit(1, Fixtures.BTCUSD, Side.SELL, 500_000, 265_000), venue.nowNs);
        assertTrue(calls().getFirst().startsWith("/0/private/AddOrder "));
        venue.refuse("EOrder:Insufficient funds");
        assertEquals(List.of("/0/private/GetWebSocketsToken "), calls());
        venue.answer("{\"token\":\"T\",\"expires\":900}");
        assertEquals(List.of(), calls());
        assertEquals(SessionState.SUBSCRIBING, venue.session.state());
    }

    /** What could not be sent within a second is not sent any more; what was, and is not answered, may have been carried out. */
    @Test
    void orderEntryOverRestThatFails() {
        venue.start();
        venue.session.onClosed("gone", venue.nowNs);
        venue.session.onNewOrder(orders.limit(1, Fixtures.BTCUSD, Side.SELL, 500_000, 265_000), venue.nowNs);
        venue.pass(1);
        venue.session.onNewOrder(orders.limit(2, Fixtures.BTCUSD, Side.SELL, 500_000, 265_000), venue.nowNs);
        venue.pass(KrakenRest.URGENT_MAX_NS + 1);
        assertEquals(List.of("REJECTED status=REJECTED order=2 instrument=0 reason=NOT_CONNECTED"), venue.reports.take());
        venue.silence();
        assertEquals(List.of("TIMEOUT status=UNKNOWN order=1 instrument=0 reason=NOT_CONNECTED"), venue.reports.take());
    }

    /** One order is on its way when the kill switch is tripped, one waits behind it, and a cancel behind that. */
    @Test
    void anOrderThatWaitsIsGivenUpAndACancelIsNot() {
        venue.start();
        venue.session.onClosed("gone", venue.nowNs);
        venue.session.onNewOrder(orders.limit(1, Fixtures.BTCUSD, Side.SELL, 500_000, 265_000), venue.nowNs);
        venue.pass(1);
        venue.session.onNewOrder(orders.limit(2, Fixtures.BTCUSD, Side.SELL, 500_000, 265_000), venue.nowNs);
        venue.session.onCancelOrder(orders.cancel(3, Fixtures.BTCUSD), venue.nowNs);
        calls();
        venue.session.dropUnsent(venue.nowNs);
        assertEquals(List.of("REJECTED status=REJECTED order=2 instrument=0 reason=NOT_CONNECTED"), venue.reports.take());
        venue.silence();
        assertEquals(List.of("/0/private/CancelOrder cl_ord_id=pg0000000000000003"), calls());
    }

    /** The published answers, two orders and two fills; the fills' orders are asked for, and one is of this engine. */
    @Test
    void reconciliationByThePublishedAnswers() throws IOException {
        venue.start();
        final List<String> published = Fixtures.lines("kraken_rest_orders_nautilus.jsonl");
        reconcile(5);
        assertEquals(List.of("/0/private/BalanceEx "), venue.takeCalls());
        venue.answer("{\"ZUSD\":{\"balance\":\"1000.5000\",\"hold_trade\":\"20.2500\"},\"XXBT\":{\"balance\":\"1.0000000099\","
                + "\"hold_trade\":\"0.0000000000\"},\"ADA\":{\"balance\":\"1\",\"hold_trade\":\"0\"}}");
        assertEquals(List.of("/0/private/TradesHistory consolidate_taker=false&start=1688585839&ofs=0"), venue.takeCalls());
        venue.answer(result(published.get(4)).replace("XBTUSDT", "XBTUSD").replace("ETHUSDT", "ETHUSD"));
        assertEquals(List.of("/0/private/QueryOrders txid=O26VBY-ISGAE-JP5TLU,OYEQF4-FDE4C-NMUYUI"), venue.takeCalls());
        final String open = result(published.get(2)).replace("XBTUSDT", "XBTUSD").replace("ETHUSDT", "ETHUSD")
                .replaceFirst("\"userref\":0", "\"userref\":0,\"cl_ord_id\":\"pg0000000000000001\"");
        venue.answer(Fixtures.json(open).path("open").toString());
        assertEquals(List.of("/0/private/OpenOrders "), venue.takeCalls());
        venue.answer(open);
        assertEquals(List.of("TRADE status=PARTIALLY_FILLED instrument=1 venueOrder=" + low("OYEQF4-FDE4C-NMUYUI") + " execution="
                        + low("TDCVFQ-TPEG4-6X7LSZ") + " venueTime=1688586440345600000 SELL NULL_VAL NULL_VAL lastPrice=179975"
                        + " last=100000000 fee=360000000 asset=1 TAKER",
                "TRADE status=PARTIALLY_FILLED order=1 instrument=0 venueOrder=" + low("O26VBY-ISGAE-JP5TLU") + " execution="
                + low("TCCCTY-WJ6EO-4FP4VZ") + " venueTime=1688585840892100000 BUY NULL_VAL NULL_VAL lastPrice=295005 last=50000000"
                + " fee=2360000000 asset=1 MAKER"), venue.reports.take());
        assertEquals(List.of(
                "balance 1 free=98025000000 locked=2025000000",
                "balance 0 free=100000000 locked=0",
                "balance 2 free=0 locked=0",
                "open 1 venueOrder=" + low("O26VBY-ISGAE-JP5TLU") + " BUY LIMIT instrument=0 price=295000 quantity=50000000 cum=0",
                "open - venueOrder=" + low("OYEQF4-FDE4C-NMUYUI") + " SELL STOP instrument=1 price=- quantity=100000000 cum=0",
                "end 5 complete=TRUE open=2 fills=2"), venue.account.take());
    }

    @Test
    void reconciliationThatFailsSaysSoAndANewOneReplacesIt() {
        venue.start();
        reconcile(1);
        assertEquals(List.of("/0/private/BalanceEx "), venue.takeCalls());
        reconcile(2);
        venue.answer("{}");
        assertEquals(List.of("/0/private/BalanceEx "), venue.takeCalls(), "the answer to the first one is not of interest any more");
        venue.refuse("EAPI:Rate limit exceeded");
        assertEquals(List.of("end 2 complete=FALSE open=0 fills=0 '/0/private/BalanceEx: EAPI:Rate limit exceeded'"), venue.account.take());
        reconcile(3);
        assertEquals(List.of(), venue.takeCalls(), "the key's counter is full");
        venue.nowNs += TimeUnit.SECONDS.toNanos(5);
        assertEquals(List.of("/0/private/BalanceEx "), venue.takeCalls());
    }

    private void reconcile(final long id) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        new ReconcileRequestEncoder().wrap(buffer, 0).timeNs(1).reconciliationId(id).instrumentId(0)
                .fillsSinceNs(1_688_585_840_000_000_000L);
        venue.session.onReconcile(new ReconcileRequestDecoder().wrap(buffer, 0, ReconcileRequestEncoder.BLOCK_LENGTH, 0), venue.nowNs);
    }

    private static String result(final String published) {
        final JsonNode answer = Fixtures.json(published);
        return answer.path("result").toString();
    }

    private List<String> calls() {
        venue.pass(1);
        return venue.takeCalls();
    }

    private static long low(final String text) {
        final VenueId id = new VenueId();
        id.parse(new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII)), 0, text.length());
        return id.low();
    }
}
