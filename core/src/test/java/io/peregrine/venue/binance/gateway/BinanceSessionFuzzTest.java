package io.peregrine.venue.binance.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.gateway.OrderMessages;
import io.peregrine.message.Side;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Damaged messages never throw, never touch what is beyond them, and never make a whole message unreadable afterwards. */
class BinanceSessionFuzzTest {
    private static final String[] MESSAGES = {
        "{\"id\":4,\"status\":200,\"result\":{\"symbol\":\"BTCUSDT\",\"orderId\":77,\"clientOrderId\":\"pg0000000000000001\","
            + "\"transactTime\":4},\"rateLimits\":[{\"rateLimitType\":\"ORDERS\",\"interval\":\"SECOND\",\"intervalNum\":10,"
            + "\"limit\":50,\"count\":12}]}",
        "{\"id\":5,\"status\":418,\"error\":{\"code\":-2010,\"msg\":\"Duplicate order sent.\",\"data\":{\"serverTime\":1,"
            + "\"retryAfter\":2}}}",
        "{\"subscriptionId\":0,\"event\":{\"e\":\"executionReport\",\"E\":1,\"s\":\"BTCUSDT\",\"c\":\"pg0000000000000001\",\"S\":\"BUY\","
            + "\"o\":\"LIMIT\",\"f\":\"GTC\",\"q\":\"0.01000000\",\"p\":\"50000.00000000\",\"C\":\"\",\"x\":\"TRADE\","
            + "\"X\":\"PARTIALLY_FILLED\",\"r\":\"NONE\",\"i\":77,\"l\":\"0.00400000\",\"z\":\"0.00400000\",\"L\":\"49999.50000000\","
            + "\"n\":\"0.00000400\",\"N\":\"BTC\",\"T\":5,\"t\":901,\"m\":true}}",
        "{\"subscriptionId\":0,\"event\":{\"e\":\"outboundAccountPosition\",\"E\":1,\"u\":1,\"B\":[{\"a\":\"USDT\",\"f\":\"10580.5\","
            + "\"l\":\"70\"}]}}"
    };

    @Test
    void mutatedMessages() {
        final long seed = 7301;
        final Random random = new Random(seed);
        final ScriptedVenue venue = new ScriptedVenue().start();
        final OrderMessages orders = new OrderMessages();
        for (int step = 0; step < 30_000; step++) {
            final byte[] bytes = MESSAGES[random.nextInt(MESSAGES.length)].getBytes(StandardCharsets.UTF_8);
            final int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            for (int i = random.nextInt(4); i > 0 && length > 0; i--) {
                bytes[random.nextInt(length)] = (byte) random.nextInt(256);
            }
            final byte[] exact = Arrays.copyOf(bytes, length);
            try {
                venue.session.onMessage(new UnsafeBuffer(exact), 0, exact.length, venue.nowNs, venue.nowNs);
            } catch (final RuntimeException e) {
                throw new AssertionError("seed " + seed + " step " + step + ": " + new String(exact, StandardCharsets.ISO_8859_1), e);
            }
            if (!venue.session.requests().inFlight().full() && step % 3 == 0) {
                venue.session.onNewOrder(orders.limit(1, Fixtures.BTCUSDT, Side.BUY, 1000, 5_000_000), venue.nowNs);
            }
        }
        assertTrue(venue.session.unreadableMessages() > 1000);
        venue.reports.take();
        venue.say(MESSAGES[2]);
        assertEquals(List.of("TRADE status=PARTIALLY_FILLED order=1 instrument=0 venueOrder=77 execution=901 venueTime=5000000 "
                + "BUY LIMIT GTC price=5000000 quantity=1000 lastPrice=4999950 last=400 cum=400 leaves=600 fee=400 asset=0 MAKER"),
                venue.reports.take());
    }

    @Test
    void randomBytesAndEveryTruncation() {
        final Random random = new Random(5);
        final ScriptedVenue venue = new ScriptedVenue().start();
        final List<byte[]> messages = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            final byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            messages.add(bytes);
        }
        for (final String message : MESSAGES) {
            for (int length = 0; length < message.length(); length++) {
                messages.add(message.substring(0, length).getBytes(StandardCharsets.UTF_8));
            }
        }
        for (final byte[] message : messages) {
            venue.session.onMessage(new UnsafeBuffer(message), 0, message.length, venue.nowNs, venue.nowNs);
        }
        assertEquals(messages.size(), venue.session.unreadableMessages());
        assertEquals(List.of(), venue.reports.take());
    }
}
