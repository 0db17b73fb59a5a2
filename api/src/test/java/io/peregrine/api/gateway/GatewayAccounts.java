package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.time.EngineClock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** An account at the venue's own limits: reconciliation, and the rate limits, which are used up last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class GatewayAccounts extends GatewayFixture {
    private final int sentMin;

    /** @param sentMin orders, each with its cancel, that the venue's limits allow at least */
    GatewayAccounts(final VenueUnderTest venue, final int sentMin) {
        super(venue);
        this.sentMin = sentMin;
    }

    /** What is to be waited for, so that the venue's limits are what this gateway believes. */
    protected void begin() {
    }

    /** A gateway that knows nothing of the past tells all of it. */
    @Test
    void reconciles() throws Exception {
        begin();
        final long sinceNs = EngineClock.nowNs() - TimeUnit.HOURS.toNanos(1);
        final long resting = acknowledged(rest(OrderKind.LIMIT));
        final long partly = rig().send(OrderKind.LIMIT, Side.BUY, "0.03", "60010", null);
        awaitStatus(partly, OrderStatus.PARTIALLY_FILLED);
        final long stop = acknowledged(rest(OrderKind.STOP_LIMIT));
        final long ended = rig().send(OrderKind.IOC, Side.BUY, "0.01", "60020", null);
        awaitStatus(ended, OrderStatus.FILLED);
        reconnect(settings());
        rig().reconcile(7, sinceNs);
        rig().await("reconciled", () -> !rig().account().ends().isEmpty());
        final int fills = counterparty().clientFills().size();
        assertEquals(new AccountLog.End(7, 3, fills, true, ""), rig().account().ends().getFirst());
        assertEquals(Set.of(
                new AccountLog.OpenOrder(stop, rig().price("60040"), rig().quantity("0.01"), 0),
                new AccountLog.OpenOrder(partly, rig().price("60010"), rig().quantity("0.03"), rig().quantity("0.02")),
                new AccountLog.OpenOrder(resting, rig().price("59995"), rig().quantity("0.01"), 0)),
                Set.copyOf(rig().account().openOrders()));
        assertEquals(counterparty().clientTotalE8("BTC"), rig().account().totalsE8().get(0));
        assertEquals(counterparty().clientTotalE8("USD"), rig().account().totalsE8().get(1));
        assertEquals(counterparty().clientLockedE8("USD"), rig().account().lockedE8().get(1));
        assertTrue(rig().reports(partly).stream().anyMatch(Report::fill), "of an order that works");
        assertTrue(rig().reports(ended).stream().anyMatch(Report::fill), "of an order that ended in an earlier run");
    }

    /** As many orders and cancels as there can be: the engine refuses, the venue never does, and cancels always go through. */
    @Test
    @Order(Integer.MAX_VALUE)
    void neverExceedsTheVenuesLimits() {
        begin();
        RejectReason refusal = RejectReason.NONE;
        int sent = 0;
        while (refusal == RejectReason.NONE) {
            final long order = rig().send(OrderKind.POST_ONLY, Side.BUY, "0.001", "59000", null);
            rig().await("answered", () -> !rig().reports(order).isEmpty());
            refusal = rig().reports(order).getLast().reason();
            if (refusal == RejectReason.NONE) {
                sent++;
                rig().cancel(order);
                awaitStatus(order, OrderStatus.CANCELED);
            } else {
                assertEquals(ExecType.REJECTED, rig().reports(order).getLast().execType());
                assertEquals("", rig().reports(order).getLast().text(), "refused here, not by the venue");
            }
        }
        assertEquals(RejectReason.RATE_LIMITED, refusal);
        assertTrue(sent >= sentMin, "refused after " + sent);
        assertEquals(List.of(), counterparty().clientOrders());
    }
}
