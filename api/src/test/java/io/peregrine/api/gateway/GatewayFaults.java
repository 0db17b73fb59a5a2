package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.OrderStatus;
import io.peregrine.message.Side;
import io.peregrine.order.ReportOutcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gateway while the venue, or the way to it, misbehaves: what the engine holds is the venue's truth all the same. */
abstract class GatewayFaults extends GatewayFixture {
    GatewayFaults(final VenueUnderTest venue) {
        super(venue);
    }

    @Test
    void lateAcknowledgement() throws Exception {
        startFaults("""
                name: late-ack
                faults:
                  - do: hold
                    for: 60s
                    message: ack
                    by: 300ms
                """);
        final long order = rig().send(OrderKind.LIMIT, Side.BUY, "0.03", "60010", null);
        rig().await("filled in part", () -> rig().order(order).cumQuantity() == rig().quantity("0.02"));
        endFaults();
        rig().await("ready again", () -> rig().gateway().ready());
        rig().cancel(order);
        awaitStatus(order, OrderStatus.CANCELED);
        assertState(order, OrderStatus.CANCELED, "0.02");
        assertCountedOnce(1);
    }

    @Test
    void duplicatedFills() throws Exception {
        startFaults("""
                name: duplicate-fill
                faults:
                  - do: duplicate
                    for: 60s
                    message: fill
                    by: 50ms
                """);
        final long order = rig().send(OrderKind.MARKET, Side.BUY, "0.07", null, null);
        awaitStatus(order, OrderStatus.FILLED);
        endFaults();
        rig().await("ready again", () -> rig().gateway().ready());
        final long other = rig().send(OrderKind.MARKET, Side.SELL, "0.07", null, null);
        awaitStatus(other, OrderStatus.FILLED);
        assertState(order, OrderStatus.FILLED, "0.07");
        assertCountedOnce(4);
    }

    @Test
    void fillsOutOfOrder() throws Exception {
        startFaults("""
                name: out-of-order-fills
                faults:
                  - do: reorder
                    for: 60s
                    message: fill
                    every: 2
                """);
        final long order = rig().send(OrderKind.LIMIT, Side.BUY, "0.08", "60020", null);
        rig().await("filled in part", () -> rig().order(order).cumQuantity() == rig().quantity("0.07"));
        endFaults();
        rig().await("ready again", () -> rig().gateway().ready());
        counterparty().take(Side.SELL, "60020", "0.01");
        awaitStatus(order, OrderStatus.FILLED);
        assertState(order, OrderStatus.FILLED, "0.08");
        assertCountedOnce(3);
    }

    /** Fills that the state machine counted, and nothing that it could not place. */
    final void assertCountedOnce(final int fills) {
        final List<ReportOutcome> outcomes = rig().outcomes();
        assertEquals(fills, outcomes.stream().filter(outcome -> outcome == ReportOutcome.FILL).count(), outcomes::toString);
        assertTrue(outcomes.stream().noneMatch(outcome -> outcome == ReportOutcome.OVERFILL || outcome == ReportOutcome.REVENANT
                || outcome == ReportOutcome.LATE_FILL), outcomes::toString);
    }
}
