package io.peregrine.venue.kraken.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.gateway.OrderMessages;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Damaged messages never throw, never touch what is beyond them, and never make a whole message unreadable afterwards. */
class KrakenSessionFuzzTest {
    private static final String[] MESSAGES = {
        "{\"method\":\"add_order\",\"req_id\":4,\"result\":{\"order_id\":\"OK4GJX-KSTLS-7DZZO5\",\"cl_ord_id\":\"pg0000000000000001\"},"
            + "\"success\":true,\"time_in\":\"2023-09-21T14:15:07.197274Z\",\"time_out\":\"2023-09-21T14:15:07.205301Z\"}",
        "{\"error\":\"EOrder:Insufficient funds\",\"method\":\"add_order\",\"req_id\":5,\"success\":false}",
        "{\"channel\":\"executions\",\"type\":\"update\",\"data\":[{\"order_id\":\"OK4GJX-KSTLS-7DZZO5\","
            + "\"cl_ord_id\":\"pg0000000000000001\",\"exec_id\":\"TGBB7L-HT5LX-J3BZ4A\",\"exec_type\":\"trade\",\"symbol\":\"BTC/USD\","
            + "\"side\":\"sell\",\"last_qty\":0.002,\"last_price\":26599.9,\"liquidity_ind\":\"m\",\"order_type\":\"limit\","
            + "\"order_status\":\"partially_filled\",\"cum_qty\":2e-03,\"fees\":[{\"asset\":\"USD\",\"qty\":0.3458}]}]}",
        "{\"channel\":\"executions\",\"type\":\"update\",\"data\":[{\"order_id\":\"OK4GJX-KSTLS-7DZZO5\",\"exec_type\":\"status\","
            + "\"order_status\":\"new\",\"triggers\":{\"reference\":\"last\",\"price\":1.0,\"status\":\"triggered\"}}]}",
        "{\"channel\":\"balances\",\"type\":\"update\",\"data\":[{\"asset\":\"USD\",\"balance\":10.25}],\"sequence\":2}"
    };

    @Test
    void damagedMessages() {
        final long seed = 7302;
        final Random random = new Random(seed);
        final ScriptedVenue venue = new ScriptedVenue().start();
        final OrderMessages orders = new OrderMessages();
        for (int step = 0; step < 30_000; step++) {
            final byte[] whole = MESSAGES[random.nextInt(MESSAGES.length)].getBytes(StandardCharsets.UTF_8);
            final int length = random.nextInt(4) == 0 ? random.nextInt(whole.length) : whole.length;
            for (int i = random.nextInt(4); i > 0 && length > 0; i--) {
                whole[random.nextInt(length)] = (byte) random.nextInt(256);
            }
            final byte[] exact = Arrays.copyOf(whole, length);
            try {
                venue.session.onMessage(new UnsafeBuffer(exact), 0, exact.length, venue.nowNs, venue.nowNs);
                if (step % 3 == 0) {
                    venue.nowNs += 1_000_000;
                    venue.session.onNewOrder(orders.limit(1, Fixtures.BTCUSD, Side.BUY, 1000, 5_000_000), venue.nowNs);
                }
            } catch (final RuntimeException e) {
                throw new AssertionError("seed " + seed + " step " + step + ": " + new String(exact, StandardCharsets.ISO_8859_1), e);
            }
            venue.reports.take();
            venue.takeSent();
            if (!venue.session.ready()) {
                venue.session.onClosed("renewed", venue.nowNs);
                venue.start();
            }
        }
        assertTrue(venue.session.unreadableMessages() > 1000);
        venue.say(MESSAGES[2]);
        assertEquals(1, venue.reports.take().stream()
                .filter(line -> line.contains("lastPrice=265999 last=200000 cum=200000 fee=34580000 asset=1 MAKER")).count());
    }

    /** Answers of REST as the venue publishes them, damaged: the questions end, one way or the other. */
    @Test
    void damagedAnswersOfRest() throws IOException {
        final long seed = 7303;
        final Random random = new Random(seed);
        final List<String> answers = new ArrayList<>(Fixtures.lines("kraken_rest_orders_nautilus.jsonl"));
        answers.addAll(Fixtures.lines("kraken_rest_token_docs.jsonl"));
        final ScriptedVenue venue = new ScriptedVenue().start();
        final OrderMessages orders = new OrderMessages();
        for (int step = 0; step < 20_000; step++) {
            final byte[] body = answers.get(random.nextInt(answers.size())).getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(3); i > 0; i--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            venue.session.onQueryOrder(orders.query(step % 8, Fixtures.BTCUSD), venue.nowNs);
            venue.nowNs += 10_000_000_000L;
            venue.session.doWork(venue.nowNs);
            try {
                final byte[] cut = Arrays.copyOf(body, body.length - random.nextInt(2) * random.nextInt(9));
                venue.respond(random.nextInt(10) == 0 ? 502 : 200, cut);
            } catch (final RuntimeException e) {
                throw new AssertionError("seed " + seed + " step " + step + ": " + new String(body, StandardCharsets.ISO_8859_1), e);
            }
        }
        assertTrue(venue.reports.take().size() > 1000);
    }

    /** Every published error has a meaning of its own, but those that say nothing of an order. */
    @Test
    void everyPublishedErrorOfOrdersHasAReason() throws IOException {
        final EnumSet<RejectReason> reasons = EnumSet.noneOf(RejectReason.class);
        for (final String line : Fixtures.lines("kraken_error_codes.jsonl")) {
            final String error = Fixtures.json(line).path("error").asText();
            final UnsafeBuffer text = new UnsafeBuffer(error.getBytes(StandardCharsets.US_ASCII));
            final RejectReason reason = KrakenErrors.reason(text, 0, text.capacity());
            reasons.add(reason);
            if (error.startsWith("EOrder:") && !error.startsWith("EOrder:Reduce only")) {
                assertTrue(reason != RejectReason.VENUE_OTHER, error);
            }
        }
        assertTrue(reasons.containsAll(EnumSet.of(RejectReason.INSUFFICIENT_BALANCE, RejectReason.QUANTITY_RANGE,
                RejectReason.NOTIONAL_MIN, RejectReason.OFF_TICK, RejectReason.RATE_LIMITED, RejectReason.OPEN_ORDERS,
                RejectReason.INSTRUMENT_HALTED, RejectReason.TOO_LATE, RejectReason.UNKNOWN_INSTRUMENT)), reasons::toString);
    }
}
