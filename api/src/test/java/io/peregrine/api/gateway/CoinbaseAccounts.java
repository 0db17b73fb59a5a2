package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.time.EngineClock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A Coinbase account at the venue's own limits: reconciliation, orders of an earlier run, and the rate limits. */
abstract class CoinbaseAccounts extends GatewayFixture {
    private static final long LIMITS_REST_NS = TimeUnit.SECONDS.toNanos(3);

    /** A gateway that knows nothing of the past tells all of it. */
    @Test
    void reconciles() throws Exception {
        rest();
        final long sinceNs = EngineClock.nowNs() - TimeUnit.HOURS.toNanos(1);
        final long resting = acknowledged(rest(OrderKind.LIMIT));
        final long partly = rig().send(OrderKind.LIMIT, Side.BUY, "0.03", "60010", null);
        awaitStatus(partly, OrderStatus.PARTIALLY_FILLED);
        final long stop = acknowledged(rest(OrderKind.STOP_LIMIT));
        final long ended = rig().send(OrderKind.IOC, Side.BUY, "0.01", "60020", null);
        awaitStatus(ended, OrderStatus.FILLED);
        reconnect(settings(login()));
        rig().reconcile(7, sinceNs);
        rig().await("reconciled", () -> !rig().account().ends().isEmpty());
        final int fills = counterparty().clientFills().size();
        assertEquals(new AccountLog.End(7, 3, fills, true, ""), rig().account().ends().getFirst());
        assertEquals(List.of(
                new AccountLog.OpenOrder(stop, rig().price("60040"), rig().quantity("0.01"), 0),
                new AccountLog.OpenOrder(partly, rig().price("60010"), rig().quantity("0.03"), rig().quantity("0.02")),
                new AccountLog.OpenOrder(resting, rig().price("59995"), rig().quantity("0.01"), 0)), rig().account().openOrders());
        assertEquals(counterparty().clientTotalE8("BTC"), rig().account().totalsE8().get(0));
        assertEquals(counterparty().clientTotalE8("USD"), rig().account().totalsE8().get(1));
        assertEquals(counterparty().clientLockedE8("USD"), rig().account().lockedE8().get(1));
        assertTrue(rig().reports(partly).stream().anyMatch(Report::fill), "of an order that works");
        assertTrue(rig().reports(ended).stream().anyMatch(Report::fill), "of an order that ended in an earlier run");
    }

    /** Orders that an earlier gateway sent are known by the ids that the venue gives back. */
    @Test
    void takesInOrdersOfAnEarlierRun() throws Exception {
        rest();
        final long resting = acknowledged(rig().send(OrderKind.LIMIT, Side.BUY, "0.03", "60005", null));
        counterparty().take(Side.SELL, "60005", "0.01");
        awaitStatus(resting, OrderStatus.PARTIALLY_FILLED);
        reconnect(settings(login()));
        rig().await("told of what was filled before", () -> rig().reports(resting).stream().filter(Report::fill).count() == 1);
        counterparty().take(Side.SELL, "60005", "0.02");
        rig().await("told of what is filled now", () -> rig().reports(resting).stream().filter(Report::fill).count() == 2);
        assertEquals(List.of(rig().quantity("0.01"), rig().quantity("0.02")),
                rig().reports(resting).stream().filter(Report::fill).map(Report::lastQuantity).toList());
    }

    /** As many orders and cancels as there can be: the engine refuses, the venue never does, and cancels always go through. */
    @Test
    void neverExceedsTheVenuesLimits() {
        rest();
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
        assertTrue(sent >= 8, "refused after " + sent);
        assertEquals(List.of(), counterparty().clientOrders());
    }

    /** The gateway of the test before has used the limits, and this one does not know it. */
    private void rest() {
        final long startNs = EngineClock.nowNs();
        rig().await("the limits are free again", () -> EngineClock.nowNs() - startNs > LIMITS_REST_NS);
    }
}
