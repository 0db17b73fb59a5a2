package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.ExecType;
import io.peregrine.message.LiquiditySide;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.order.ReportOutcome;
import io.peregrine.time.EngineClock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A Coinbase gateway under faults. */
abstract class CoinbaseFaults extends GatewayFaults {
    private static final long LATE_NS = TimeUnit.MILLISECONDS.toNanos(2_500);

    CoinbaseFaults(final VenueUnderTest venue) {
        super(venue);
    }

    /** Answers are lost; the user channel, or what is asked for meanwhile, is the proof that orders were taken, and tells the rest. */
    @Test
    void unknownOutcome() throws Exception {
        startFaults("""
                name: unknown-outcome
                faults:
                  - do: lose-answer
                    for: 60s
                    request: (POST|DELETE).*/orders
                """);
        final long resting = rest(OrderKind.LIMIT);
        awaitStatus(resting, OrderStatus.NEW);
        final long taking = rig().send(OrderKind.MARKET, Side.BUY, "0.01", null, null);
        awaitStatus(taking, OrderStatus.FILLED);
        rig().cancel(resting);
        awaitStatus(resting, OrderStatus.CANCELED);
        assertFills(taking, LiquiditySide.TAKER, "0.01 at 60010");
        assertEquals(List.of(), counterparty().clientOrders());
        rig().await("ready", () -> rig().gateway().ready());
    }

    /** A stop is taken and its answer lost: it is found by our own id, and again until there is an answer. */
    @Test
    void nothingHeardOfAnOrder() throws Exception {
        startFaults("""
                name: deaf
                faults:
                  - do: lose-answer
                    for: 60s
                    request: POST.*/orders
                  - do: drop
                    for: 60s
                    message: ack
                """);
        final long order = rest(OrderKind.STOP_LIMIT);
        awaitReport(order, ExecType.TIMEOUT);
        assertTrue(rig().outcomes().contains(ReportOutcome.ASK), "of an unknown outcome the venue is asked");
        rig().await("found", () -> rig().order(order).status() == OrderStatus.NEW);
        assertTrue(last(order, ExecType.ORDER_STATUS).venueOrderId().known());
        assertEquals(List.of("0.01 at 60040 from 60030"), counterparty().clientOrders());
    }

    /** A server's error is no rejection: the order is given up only when the venue does not know it so long after that it can not come. */
    @Test
    void serverError() throws Exception {
        startFaults("""
                name: busy
                faults:
                  - do: status
                    for: 60s
                    request: POST.*/orders
                    status: 503
                """);
        final long order = rest(OrderKind.LIMIT);
        awaitReport(order, ExecType.TIMEOUT);
        awaitReport(order, ExecType.ORDER_STATUS);
        assertEquals(RejectReason.UNKNOWN_ORDER, last(order, ExecType.ORDER_STATUS).reason());
        assertFalse(rig().order(order).terminal());
        final long sentNs = EngineClock.nowNs();
        rig().await("long after", () -> EngineClock.nowNs() - sentNs > LATE_NS);
        rig().query(order);
        awaitStatus(order, OrderStatus.REJECTED);
        assertEquals(List.of(), counterparty().clientOrders());
    }

    /** The venue's limit is not known here to be reached: its refusal is one, and nothing more is sent for a while. */
    @Test
    void refusedForTheRate() throws Exception {
        startFaults("""
                name: limited
                faults:
                  - do: status
                    for: 60s
                    request: POST.*/orders
                    status: 429
                    retry-after: 2
                """);
        final long refused = rest(OrderKind.LIMIT);
        awaitReport(refused, ExecType.REJECTED);
        assertEquals(RejectReason.RATE_LIMITED, last(refused, ExecType.REJECTED).reason());
        endFaults();
        final long held = rest(OrderKind.LIMIT);
        assertEquals("", last(held, ExecType.REJECTED).text(), "refused here, not by the venue");
        final long sentNs = EngineClock.nowNs();
        rig().await("the time is over", () -> EngineClock.nowNs() - sentNs > LATE_NS);
        acknowledged(rest(OrderKind.LIMIT));
    }

    /** What became of orders while the user channel was gone: one traded, one ended, one works on. */
    @Test
    void disconnected() throws Exception {
        final long filled = acknowledged(rig().send(OrderKind.LIMIT, Side.BUY, "0.01", "60005", null));
        final long partly = acknowledged(rig().send(OrderKind.LIMIT, Side.BUY, "0.03", "60004", null));
        final long untouched = acknowledged(rest(OrderKind.LIMIT));
        startFaults("""
                name: cut
                faults:
                  - do: disconnect
                  - do: refuse
                    for: 60s
                """);
        rig().await("down", () -> !rig().gateway().ready());
        counterparty().take(Side.SELL, "60004", "0.02");
        final long refused = rest(OrderKind.LIMIT);
        assertEquals(RejectReason.NOT_CONNECTED, last(refused, ExecType.REJECTED).reason());
        endFaults();
        rig().await("known again", () -> rig().gateway().ready() && rig().order(filled).terminal()
                && rig().order(partly).cumQuantity() > 0);
        assertState(filled, OrderStatus.FILLED, "0.01");
        assertState(partly, OrderStatus.PARTIALLY_FILLED, "0.01");
        assertState(untouched, OrderStatus.NEW, "0");
        assertCountedOnce(2);
        assertEquals(List.of(true, false, true), rig().account().statuses());
    }
}
