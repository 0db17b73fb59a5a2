package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.RejectReason;
import io.peregrine.message.Side;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.VenueProvider;
import io.peregrine.venue.VenueSettings;
import io.peregrine.venue.kraken.KrakenProvider;
import io.peregrine.venue.kraken.gateway.KrakenGateway;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Kraken's account at the venue's own limits: reconciliation, the dead man's switch, cancelling all, and the rate limits. */
class KrakenAccountIT extends GatewayFixture {
    private static final int DEAD_MAN_S = 3;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    @Override
    protected VenueProvider provider() {
        return new KrakenProvider();
    }

    @Override
    protected String simulatedVenue() {
        return KrakenSettings.SIMULATED;
    }

    @Override
    protected VenueSettings settings(final JsonNode venue) {
        return KrakenSettings.of(venue, Map.of("tier", "pro", "dead_man_seconds", Integer.toString(DEAD_MAN_S)));
    }

    /** A gateway that knows nothing of the past tells all of it. */
    @Test
    void reconciles() throws Exception {
        final long sinceNs = EngineClock.nowNs() - TimeUnit.HOURS.toNanos(1);
        final long resting = acknowledged(rest(OrderKind.LIMIT));
        final long partly = rig().send(OrderKind.LIMIT, Side.BUY, "0.03", "60010", null);
        awaitStatus(partly, OrderStatus.PARTIALLY_FILLED);
        final long stop = acknowledged(rest(OrderKind.STOP_LIMIT));
        reconnect(settings(login()));
        rig().reconcile(7, sinceNs);
        rig().await("reconciled", () -> !rig().account().ends().isEmpty());
        final AccountLog.End end = rig().account().ends().getFirst();
        final int fills = counterparty().clientFills().size();
        assertEquals(new AccountLog.End(7, 3, fills, true, ""), end);
        assertEquals(List.of(
                new AccountLog.OpenOrder(resting, rig().price("59995"), rig().quantity("0.01"), 0),
                new AccountLog.OpenOrder(partly, rig().price("60010"), rig().quantity("0.03"), rig().quantity("0.02")),
                new AccountLog.OpenOrder(stop, rig().price("60040"), rig().quantity("0.01"), 0)), rig().account().openOrders());
        assertEquals(counterparty().clientTotalE8("BTC"), rig().account().totalsE8().get(0));
        assertEquals(counterparty().clientTotalE8("USD"), rig().account().totalsE8().get(1));
        assertEquals(counterparty().clientLockedE8("USD"), rig().account().lockedE8().get(1));
        assertTrue(rig().reports(partly).stream().anyMatch(Report::fill));
    }

    /** The switch is set back while the engine lives, fires when the engine is silent, and is let go when the engine stops in order. */
    @Test
    void deadMansSwitch() throws Exception {
        final long order = acknowledged(rest(OrderKind.LIMIT));
        final long longAfterNs = EngineClock.nowNs() + TimeUnit.SECONDS.toNanos(2 * DEAD_MAN_S);
        rig().await("longer than the switch", () -> EngineClock.nowNs() - longAfterNs > 0);
        assertEquals(1, counterparty().clientOrders().size());

        waitUndriven("fired", () -> counterparty().clientOrders().isEmpty());
        rig().await("heard of", () -> rig().order(order).status() == OrderStatus.EXPIRED);

        acknowledged(rest(OrderKind.LIMIT));
        rig().await("armed", () -> rig().gateway().doWork(EngineClock.nowNs()) == 0);
        rig().gateway().close();
        final long afterNs = EngineClock.nowNs() + TimeUnit.SECONDS.toNanos(2 * DEAD_MAN_S);
        waitUndriven("the switch's time is over", () -> EngineClock.nowNs() - afterNs > 0);
        assertEquals(1, counterparty().clientOrders().size());
    }

    @Test
    void cancelsAll() {
        final long limit = acknowledged(rest(OrderKind.LIMIT));
        final long stop = acknowledged(rest(OrderKind.STOP));
        assertTrue(((KrakenGateway) rig().gateway()).cancelAll());
        awaitStatus(limit, OrderStatus.CANCELED);
        awaitStatus(stop, OrderStatus.CANCELED);
        assertEquals(List.of(), counterparty().clientOrders());
    }

    /** As many orders and cancels as there can be: the engine refuses, the venue never does, and cancels always go through. */
    @Test
    void neverExceedsTheVenuesCounter() {
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
        assertTrue(sent >= 10, "refused after " + sent);
        assertEquals(List.of(), counterparty().clientOrders());
    }

    /** Waits while the engine stands still. */
    private static void waitUndriven(final String what, final BooleanSupplier condition) throws InterruptedException {
        final long startNs = EngineClock.nowNs();
        while (!condition.getAsBoolean()) {
            assertTrue(EngineClock.nowNs() - startNs < PATIENCE_NS, "not " + what);
            Thread.sleep(10);
        }
    }
}
