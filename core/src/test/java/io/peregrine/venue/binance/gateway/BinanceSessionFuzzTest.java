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
import java.util.Set;
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

    /** Of an order over REST exactly one thing is said, whatever comes; that it was taken, only by a 2xx. */
    @Test
    void mutatedAnswersOverRest() {
        final String[] bodies = {"{\"symbol\":\"BTCUSDT\",\"orderId\":77,\"clientOrderId\":\"pg0000000000000001\",\"transactTime\":4}",
            "{\"code\":-2010,\"msg\":\"Duplicate order sent.\"}", "{\"code\":-1007,\"msg\":\"Timeout\",\"data\":{\"retryAfter\":2}}"};
        final int[] statuses = {200, 302, 400, 403, 408, 429, 500, 504};
        final long seed = 7302;
        final Random random = new Random(seed);
        final ScriptedVenue venue = new ScriptedVenue(List.of(), 64).start();
        venue.session.onClosed("gone", venue.nowNs);
        venue.rest.up = true;
        final OrderMessages orders = new OrderMessages();
        for (int step = 0; step < 30_000; step++) {
            final byte[] bytes = bodies[random.nextInt(bodies.length)].getBytes(StandardCharsets.ISO_8859_1);
            final int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
            for (int i = random.nextInt(3); i > 0 && length > 0; i--) {
                bytes[random.nextInt(length)] = (byte) random.nextInt(256);
            }
            final int status = statuses[random.nextInt(statuses.length)];
            final String body = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            venue.nowNs += 2 * BinanceSession.BLOCK_NS;
            venue.session.onNewOrder(orders.limit(1, Fixtures.BTCUSDT, Side.BUY, 1000, 5_000_000), venue.nowNs);
            venue.rest.answer(venue, status + " X", body);
            final List<String> reports = venue.reports.take();
            final String where = "seed " + seed + " step " + step + ": " + status + ' ' + body + ' ' + reports;
            assertEquals(1, reports.size(), where);
            final String type = reports.getFirst().substring(0, reports.getFirst().indexOf(' '));
            assertTrue(allowed(status).contains(type), where);
        }
    }

    private static Set<String> allowed(final int status) {
        return switch (status) {
            case 200 -> Set.of("NEW", "TIMEOUT");
            case 400, 403, 429 -> Set.of("REJECTED", "TIMEOUT");
            default -> Set.of("TIMEOUT");
        };
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
