package io.peregrine.venue.kraken.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.gateway.OrderMessages;
import io.peregrine.instrument.Instruments;
import io.peregrine.message.BooleanType;
import io.peregrine.message.NewOrderDecoder;
import io.peregrine.message.NewOrderEncoder;
import io.peregrine.message.OrderType;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.message.TimeInForce;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The bytes that are sent, against the venue's published examples. */
class KrakenEncodingTest {
    private static final String TOKEN = ScriptedVenue.TOKEN;

    private final OrderMessages orders = new OrderMessages();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
    private final KrakenRequestEncoder encoder =
            new KrakenRequestEncoder(new Instruments(List.of(Fixtures.instrument(0, "BTC", 1, 1))), "");

    KrakenEncodingTest() {
        encoder.token(TOKEN);
    }

    @Test
    void theSignatureIsThePublishedOne() throws IOException {
        for (final String line : Fixtures.lines("signature_vectors.jsonl")) {
            final JsonNode vector = Fixtures.json(line);
            if (vector.path("venue").asText().equals("kraken")) {
                try (ApiSign signature = new ApiSign(vector.path("secret").asText().getBytes(StandardCharsets.US_ASCII))) {
                    assertEquals(vector.path("signature").asText(), signature.sign(
                            vector.path("path").asText(), vector.path("nonce").asText(), vector.path("payload").asText()));
                }
                return;
            }
        }
        throw new AssertionError("no vector of Kraken's");
    }

    /** The published example of add_order names the order by a number; ours is a text. */
    @Test
    void aLimitOrderIsThePublishedExample() {
        assertEquals(RejectReason.NONE, encoder.newOrder(123456789, orders.limit(1, 0, Side.BUY, 12, 265_004),
                KrakenRequestEncoder.NO_DEADLINE));
        assertEquals("{\"method\":\"add_order\",\"params\":{\"order_type\":\"limit\",\"side\":\"buy\",\"limit_price\":26500.4,"
                + "\"order_userref\":100054,\"order_qty\":1.2,\"symbol\":\"BTC/USD\",\"token\":\"" + TOKEN + "\"},\"req_id\":123456789}",
                text().replace("\"cl_ord_id\":\"pg0000000000000001\"", "\"order_userref\":100054"));
    }

    @Test
    void otherKindsOfOrders() {
        assertEquals("\"order_type\":\"market\",\"side\":\"sell\",\"cl_ord_id\":\"pg0000000000000001\",\"order_qty\":1.2,"
                + "\"symbol\":\"BTC/USD\"", order(Side.SELL, order -> order.orderType(OrderType.MARKET)));
        assertEquals("\"order_type\":\"limit\",\"side\":\"buy\",\"limit_price\":26500.4,\"cl_ord_id\":\"pg0000000000000001\","
                + "\"order_qty\":1.2,\"symbol\":\"BTC/USD\",\"time_in_force\":\"ioc\"", limit(TimeInForce.IOC, false));
        assertEquals("\"order_type\":\"limit\",\"side\":\"buy\",\"limit_price\":26500.4,\"cl_ord_id\":\"pg0000000000000001\","
                + "\"order_qty\":1.2,\"symbol\":\"BTC/USD\",\"time_in_force\":\"fok\"", limit(TimeInForce.FOK, false));
        assertEquals("\"order_type\":\"limit\",\"side\":\"buy\",\"limit_price\":26500.4,\"cl_ord_id\":\"pg0000000000000001\","
                + "\"order_qty\":1.2,\"symbol\":\"BTC/USD\",\"post_only\":true", limit(TimeInForce.GTC, true));
        assertEquals("\"order_type\":\"stop-loss\",\"side\":\"sell\",\"cl_ord_id\":\"pg0000000000000001\",\"order_qty\":1.2,"
                + "\"symbol\":\"BTC/USD\",\"triggers\":{\"reference\":\"last\",\"price\":26000.0,\"price_type\":\"static\"}",
                order(Side.SELL, order -> order.orderType(OrderType.STOP).stopPrice(260_000)));
        assertEquals("\"order_type\":\"stop-loss-limit\",\"side\":\"buy\",\"limit_price\":26500.4,\"cl_ord_id\":\"pg0000000000000001\","
                + "\"order_qty\":1.2,\"symbol\":\"BTC/USD\",\"triggers\":{\"reference\":\"last\",\"price\":26000.0,"
                + "\"price_type\":\"static\"}",
                order(Side.BUY, order -> order.orderType(OrderType.STOP_LIMIT).stopPrice(260_000).price(265_004)));
    }

    @Test
    void whatTheVenueHasNoWordForIsRefused() {
        for (final Consumer<NewOrderEncoder> terms : List.<Consumer<NewOrderEncoder>>of(
                order -> order.orderType(OrderType.LIMIT).timeInForce(TimeInForce.GTC),
                order -> order.orderType(OrderType.LIMIT).timeInForce(TimeInForce.NULL_VAL).price(1),
                order -> order.orderType(OrderType.LIMIT).timeInForce(TimeInForce.IOC).price(1).postOnly(BooleanType.TRUE),
                order -> order.orderType(OrderType.MARKET).postOnly(BooleanType.TRUE),
                order -> order.orderType(OrderType.STOP).timeInForce(TimeInForce.GTC),
                order -> order.orderType(OrderType.STOP_LIMIT).timeInForce(TimeInForce.FOK).price(1).stopPrice(1))) {
            final NewOrderDecoder order = orders.order(1, 0, Side.BUY, 12, terms);
            assertEquals(RejectReason.UNSUPPORTED, encoder.newOrder(1, order, KrakenRequestEncoder.NO_DEADLINE), order::toString);
        }
    }

    @Test
    void theDeadlineIsATime() {
        encoder.newOrder(1, orders.limit(1, 0, Side.BUY, 12, 265_004), 1_671_960_659_123L);
        assertTrue(text().contains(",\"symbol\":\"BTC/USD\",\"deadline\":\"2022-12-25T09:30:59.123Z\",\"token\""), text());
    }

    @Test
    void cancelsAndTheSwitchAreThePublishedExamples() {
        final VenueId id = id("OM5CRX-N2HAL-GFGWE9");
        encoder.cancelOrder(123456789, 1, id.high(), id.low());
        assertEquals("{\"method\":\"cancel_order\",\"params\":{\"order_id\":[\"OM5CRX-N2HAL-GFGWE9\"],\"token\":\"" + TOKEN
                + "\"},\"req_id\":123456789}", text());
        encoder.cancelOrder(123456789, 1, VenueId.UNKNOWN, VenueId.UNKNOWN);
        assertEquals("{\"method\":\"cancel_order\",\"params\":{\"cl_ord_id\":[\"pg0000000000000001\"],\"token\":\"" + TOKEN
                + "\"},\"req_id\":123456789}", text());
        encoder.cancelAll(123456789);
        assertEquals("{\"method\":\"cancel_all\",\"params\":{\"token\":\"" + TOKEN + "\"},\"req_id\":123456789}", text());
        encoder.deadMan(1234567890, 100);
        assertEquals("{\"method\":\"cancel_all_orders_after\",\"params\":{\"timeout\":100,\"token\":\"" + TOKEN
                + "\"},\"req_id\":1234567890}", text());
    }

    @Test
    void idsKeepTheirText() {
        final Random random = new Random(11);
        for (int i = 0; i < 10_000; i++) {
            final StringBuilder text = new StringBuilder();
            for (int length = 1 + random.nextInt(VenueId.LENGTH_MAX); length > 0; length--) {
                text.append("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-".charAt(random.nextInt(37)));
            }
            final VenueId id = id(text.toString());
            assertEquals(text.toString(), buffer.getStringWithoutLengthAscii(0, VenueId.put(buffer, 0, id.high(), id.low())));
        }
        for (final String text : List.of("", "lower", "A_B", "A".repeat(VenueId.LENGTH_MAX + 1))) {
            assertFalse(new VenueId().parse(new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII)), 0, text.length()), text);
        }
    }

    @Test
    void timesAreThoseOfTheCalendar() {
        final DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
        final Random random = new Random(12);
        final TimeText time = new TimeText();
        for (int i = 0; i < 20_000; i++) {
            final long timeMs = random.nextLong(7_000_000_000_000L);
            time.put(buffer, 0, timeMs);
            assertEquals(format.format(Instant.ofEpochMilli(timeMs)), buffer.getStringWithoutLengthAscii(0, TimeText.LENGTH));
        }
    }

    @Test
    void noncesRiseWhateverTheClockDoes() {
        final NonceSequencer nonces = NonceSequencer.of("one key");
        long last = nonces.next(1_000);
        for (final long nowNs : new long[] {1_000, 999, 5_000, 4_000, 5_001}) {
            final long next = NonceSequencer.of("one key").next(nowNs);
            assertTrue(next > last, nowNs + ": " + next + " after " + last);
            last = next;
        }
        nonces.skip();
        assertTrue(nonces.next(5_002) > last + 59_000_000_000L);
        assertEquals(7, NonceSequencer.of("another key").next(7));
    }

    private String limit(final TimeInForce timeInForce, final boolean postOnly) {
        return order(Side.BUY, order -> order.orderType(OrderType.LIMIT).timeInForce(timeInForce).price(265_004)
                .postOnly(postOnly ? BooleanType.TRUE : BooleanType.FALSE));
    }

    /** The parameters but the token. */
    private String order(final Side side, final Consumer<NewOrderEncoder> terms) {
        final NewOrderDecoder order = orders.order(1, 0, side, 12, encoded -> terms.accept(encoded.timeInForce(TimeInForce.GTC)));
        assertEquals(RejectReason.NONE, encoder.newOrder(7, order, KrakenRequestEncoder.NO_DEADLINE));
        final String start = "{\"method\":\"add_order\",\"params\":{";
        final String end = ",\"token\":\"" + TOKEN + "\"},\"req_id\":7}";
        assertTrue(text().startsWith(start) && text().endsWith(end), text());
        return text().substring(start.length(), text().length() - end.length());
    }

    private VenueId id(final String text) {
        final VenueId id = new VenueId();
        assertTrue(id.parse(new UnsafeBuffer(text.getBytes(StandardCharsets.US_ASCII)), 0, text.length()), text);
        return id;
    }

    private String text() {
        return encoder.buffer().getStringWithoutLengthAscii(0, encoder.length());
    }
}
