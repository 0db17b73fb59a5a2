package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.order.ReportOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Binance spot's gateway under faults. */
class BinanceGatewayFaultsIT extends RestFallbackFaults {
    BinanceGatewayFaultsIT() {
        super(VenueUnderTest.BINANCE, "/ws-api/v3");
    }

    /** Filled in part and whole while nobody tells, and not asked for before the WebSocket is back. */
    @Test
    void fillsOfOrdersOverRestAreToldWhenTheWebSocketIsBack() throws Exception {
        takeWebSocketDown();
        final long whole = acknowledged(rig().send(OrderKind.LIMIT, Side.BUY, "0.01", "60005", null));
        final long partly = acknowledged(rig().send(OrderKind.LIMIT, Side.BUY, "0.03", "60004", null));
        counterparty().take(Side.SELL, "60004", "0.02");
        assertFalse(rig().gateway().ready());
        endFaults();
        rig().await("known", () -> rig().gateway().ready() && rig().order(whole).terminal() && rig().order(partly).cumQuantity() > 0);
        assertState(whole, OrderStatus.FILLED, "0.01");
        assertState(partly, OrderStatus.PARTIALLY_FILLED, "0.01");
        assertCountedOnce(2);
        rig().cancel(partly);
        awaitStatus(partly, OrderStatus.CANCELED);
    }

    /** Answers over REST are lost: of an order, and of its cancel; the venue is asked, and nothing is sent twice or given up. */
    @Test
    void unknownOutcomeOverRest() throws Exception {
        final long before = acknowledged(rest(OrderKind.LIMIT));
        takeWebSocketDown();
        startFaults("""
                name: answers-lost
                faults:
                  - do: lose-answer
                    for: 60s
                    request: ^(POST|DELETE) /api/v3/order
                """);
        final long order = rig().send(OrderKind.LIMIT, Side.BUY, "0.02", "59996", null);
        awaitReport(order, ExecType.TIMEOUT);
        assertTrue(rig().outcomes().contains(ReportOutcome.ASK), "of an unknown outcome the venue is asked");
        awaitStatus(order, OrderStatus.NEW);
        rig().cancel(before);
        awaitReport(before, ExecType.TIMEOUT);
        assertTrue(rig().outcomes().contains(ReportOutcome.CANCEL_AGAIN), "the order works until the venue says otherwise");
        rig().query(before);
        awaitStatus(before, OrderStatus.CANCELED);
        assertFalse(rig().gateway().ready());
        assertEquals(List.of("0.02 at 59996 from 0"), counterparty().clientOrders());
    }

    /** Until REST is there, what is not sent is refused at once: an order that is not, the venue refuses. */
    @Override
    protected void awaitRest() {
        final long[] probe = new long[1];
        rig().await("REST", () -> {
            probe[0] = rig().send(OrderKind.IOC, Side.SELL, "100", "59990", null);
            return rig().reports(probe[0]).isEmpty();
        });
        awaitReport(probe[0], ExecType.REJECTED);
    }

    @Override
    protected void awaitRefusal(final long order) {
        super.awaitRefusal(order);
        assertEquals(RejectReason.INSUFFICIENT_BALANCE, last(order, ExecType.REJECTED).reason());
    }
}
