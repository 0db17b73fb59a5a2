package io.peregrine.api.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.message.Side;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The keys of {@code order_management} bite, from the configuration file to the venue and REST. */
class OrderKeysIT extends OnKeyRig {
    /** Nothing of what the venue answers on the socket of orders arrives. */
    private static final String SILENCE = "{\"faults\":[{\"do\":\"drop\",\"path\":\"ws-api\"}]}";

    @Test
    @Bites({"order_management.max_open_orders", "order_management.self_trade_prevention"})
    void theTableIsFullAndOrdersThatMeetAreBothCancelled() throws Exception {
        rig.start("max_open_orders: 2, self_trade_prevention: cancel_both, fill_timeout: 0s", "");
        final String own = rig.placed("manual", "SELL", "0.01", "50100");
        rig.placed("manual", "BUY", "0.01", "49000");
        assertEquals("OPEN_ORDERS", ApiClient.problem(422, rig.place("manual", "BUY", "0.01", "48999")));
        assertEquals("SELF_TRADE", ApiClient.problem(422, rig.place("manual", "BUY", "0.01", "50100")));
        rig.awaitStatus(own, "CANCELED");
        assertEquals(List.of("0.01 at 49000 from 0"), rig.counterparty().clientOrders());
        rig.placed("manual", "BUY", "0.01", "48999");
    }

    @Test
    @Bites("order_management.self_trade_prevention")
    void theOldestOfOrdersThatMeetIsCancelledForTheNewest() throws Exception {
        rig.start("self_trade_prevention: cancel_oldest, fill_timeout: 0s", "");
        final String own = rig.placed("manual", "SELL", "0.01", "50000");
        rig.awaitStatus(rig.placed("alpha", "BUY", "0.01", "50001"), "FILLED");
        rig.awaitStatus(own, "CANCELED");
    }

    @Test
    @Bites("order_management.self_trade_prevention")
    void ofOrdersThatMeetTheLargerIsMadeSmaller() throws Exception {
        rig.start("self_trade_prevention: decrement, fill_timeout: 0s", "");
        final String own = rig.placed("manual", "SELL", "0.03", "50000");
        rig.awaitStatus(rig.placed("alpha", "BUY", "0.01", "50000"), "CANCELED");
        rig.await("smaller", () -> rig.client().get("/orders/" + own).path("quantity").asText().equals("0.02") ? true : null);
        assertEquals(List.of("0.02 at 50000 from 0"), rig.counterparty().clientOrders());
    }

    @Test
    @Bites("order_management.max_orders_per_second")
    void ordersThatComeTooFastAreRefused() throws Exception {
        rig.start("max_orders_per_second: 1", "");
        final HttpResponse<String> refused = rig.await("too fast", () -> {
            final HttpResponse<String> answer = rig.place("manual", "BUY", "0.01", "48000", "IOC");
            return answer.statusCode() == 201 ? null : answer;
        });
        assertEquals("ORDER_RATE", ApiClient.problem(422, refused));
        assertTrue(refused.body().contains("max_orders_per_second of total: limit 1, value 2"), refused.body());
    }

    @Test
    @Bites("order_management.fill_timeout")
    void anOrderThatRestsTooLongIsCancelled() throws Exception {
        rig.start("fill_timeout: 1h", "");
        final String order = rig.placed("manual", "BUY", "0.01", "49000");
        rig.pass(30, TimeUnit.MINUTES);
        rig.market("49998", "50000");
        assertEquals(List.of("PENDING_NEW", "NEW"), events(order), "half of its time");
        rig.pass(31, TimeUnit.MINUTES);
        rig.await("cancelled", () -> events(order).contains("PENDING_CANCEL") ? true : null);
    }

    @Test
    @Bites({"order_management.order_timeout", "order_management.retry_attempts"})
    void anOrderWithoutAnswerIsUnknownAndAskedForUntilSomebodyIsTold() throws Exception {
        rig.start("order_timeout: 100ms, retry_attempts: 1, fill_timeout: 0s", "");
        rig.faults(SILENCE);
        final String order = rig.await("an order that is UNKNOWN before the five seconds that are usual", () -> {
            final String id = rig.placed("manual", "BUY", "0.01", "49000");
            final JsonNode history = rig.awaitStatus(id, "UNKNOWN").path("history");
            return time(history, "TIMEOUT") - time(history, "PENDING_NEW") < TimeUnit.SECONDS.toNanos(5) ? id : null;
        });
        final JsonNode event = rig.awaitEvent("ORDER_ANOMALY", "UNKNOWN_ORDER");
        assertEquals("2", event.path("value").asText());
        rig.noFaults();
        rig.awaitStatus(order, "NEW");
    }

    private static long time(final JsonNode history, final String event) {
        for (final JsonNode entry : history) {
            if (entry.path("event").asText().equals(event)) {
                return entry.path("time_ns").asLong();
            }
        }
        throw new AssertionError("no " + event + " in " + history);
    }

    private List<String> events(final String order) {
        return rig.client().get("/orders/" + order).path("history").findValuesAsText("event");
    }

    @Test
    @Bites({"order_management.reconcile_interval", "order_management.unknown_orders"})
    void whatOthersPlaceIsFoundInTimeAndCancelled() throws Exception {
        rig.start("reconcile_interval: 100ms, unknown_orders: cancel", "");
        rig.counterparty().placeForClient(Side.BUY, "49000", "0.01");
        final JsonNode found = unknownOrder();
        assertEquals("CANCELED 0.01 49000", found.path("action").asText() + ' ' + found.path("quantity").asText() + ' '
                + found.path("price").asText());
        rig.await("gone", () -> rig.counterparty().clientOrders().isEmpty() ? true : null);
        rig.await("PERIODIC", () -> rig.client().get("/reconciliation").path("venues").get(0).path("result").path("cause").asText()
                .equals("PERIODIC") ? true : null);
    }

    @Test
    @Bites("order_management.unknown_orders")
    void whatOthersPlaceIsAdopted() throws Exception {
        rig.start("reconcile_interval: 100ms, unknown_orders: adopt, fill_timeout: 0s", "");
        rig.counterparty().placeForClient(Side.BUY, "49000", "0.01");
        assertEquals("ADOPTED", unknownOrder().path("action").asText());
        final JsonNode adopted = rig.await("adopted", () -> rig.client().get("/orders").path("orders").get(0));
        assertEquals("NEW manual 0.01", adopted.path("status").asText() + ' ' + adopted.path("strategy_id").asText() + ' '
                + adopted.path("quantity").asText());
        assertEquals(200, rig.client().delete("/orders/" + adopted.path("id").asText()).statusCode());
        assertEquals(List.of(), rig.counterparty().clientOrders());
    }

    private JsonNode unknownOrder() {
        return rig.await("an unknown order", () -> {
            final JsonNode venue = rig.client().get("/reconciliation").path("venues").get(0);
            for (final String list : List.of("differences", "settled")) {
                for (final JsonNode difference : venue.path(list)) {
                    if (difference.path("kind").asText().equals("UNKNOWN_ORDER")) {
                        return difference;
                    }
                }
            }
            return null;
        });
    }
}
