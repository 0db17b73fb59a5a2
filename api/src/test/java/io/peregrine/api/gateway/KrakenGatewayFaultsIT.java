package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.ExecType;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.Side;
import io.peregrine.order.ReportOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Kraken's gateway under faults. */
class KrakenGatewayFaultsIT extends RestFallbackFaults {
    KrakenGatewayFaultsIT() {
        super(VenueUnderTest.KRAKEN, "/auth/v2");
    }

    /** Answers are lost; the stream is the proof that orders were taken, and tells the rest. */
    @Test
    void unknownOutcome() throws Exception {
        startFaults("""
                name: unknown-outcome
                faults:
                  - do: lose-answer
                    for: 60s
                    message: answer
                """);
        final long resting = acknowledged(rest(OrderKind.LIMIT));
        final long taking = rig().send(OrderKind.MARKET, Side.BUY, "0.01", null, null);
        awaitStatus(taking, OrderStatus.FILLED);
        rig().cancel(resting);
        awaitStatus(resting, OrderStatus.CANCELED);
        assertFills(taking, LiquiditySide.TAKER, "0.01 at 60010");
        assertEquals(List.of(), counterparty().clientOrders());
    }

    /** Nothing is heard of an order, by any way: it is asked for, by our own id, and again until there is an answer. */
    @Test
    void nothingHeardOfAnOrder() throws Exception {
        startFaults("""
                name: deaf
                faults:
                  - do: drop
                    for: 60s
                    message: answer
                  - do: drop
                    for: 60s
                    message: ack
                """);
        final long order = rest(OrderKind.LIMIT);
        rig().query(order);
        rig().await("found", () -> rig().order(order).status() == OrderStatus.NEW);
        assertTrue(last(order, ExecType.ORDER_STATUS).venueOrderId().known());
        assertEquals(List.of("0.01 at 59995 from 0"), counterparty().clientOrders());
    }

    /** What became of orders while no connection was there: one traded, one ended, one works on, and one was on its way. */
    @Test
    void disconnected() throws Exception {
        final long filled = acknowledged(rig().send(OrderKind.LIMIT, Side.BUY, "0.01", "60005", null));
        final long partly = acknowledged(rig().send(OrderKind.LIMIT, Side.BUY, "0.03", "60004", null));
        final long untouched = acknowledged(rest(OrderKind.LIMIT));
        startFaults("""
                name: lost-with-its-answer
                faults:
                  - do: drop
                    for: 60s
                    message: /executions|add_order/
                """);
        final long onItsWay = rig().send(OrderKind.POST_ONLY, Side.BUY, "0.01", "59000", null);
        rig().await("at the venue", () -> counterparty().clientOrders().size() == 4);
        endFaults();
        startFaults("""
                name: cut
                faults:
                  - do: disconnect
                    path: /auth/v2
                """);
        counterparty().take(Side.SELL, "60004", "0.02");
        awaitReport(onItsWay, ExecType.TIMEOUT);
        assertTrue(rig().outcomes().contains(ReportOutcome.ASK), "of an unknown outcome the venue is asked");
        rig().await("known again", () -> rig().gateway().ready() && rig().order(onItsWay).status() == OrderStatus.NEW
                && rig().order(filled).terminal() && rig().order(partly).cumQuantity() > 0);
        assertState(filled, OrderStatus.FILLED, "0.01");
        assertState(partly, OrderStatus.PARTIALLY_FILLED, "0.01");
        assertState(untouched, OrderStatus.NEW, "0");
        assertCountedOnce(2);
        assertEquals(List.of(true, false, true), rig().account().statuses());
    }
}
