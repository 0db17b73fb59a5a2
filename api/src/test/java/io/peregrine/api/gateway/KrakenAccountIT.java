package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.OrderStatus;
import io.peregrine.time.EngineClock;
import io.peregrine.venue.kraken.gateway.KrakenGateway;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Kraken's account: the dead man's switch and cancelling all, besides. */
class KrakenAccountIT extends GatewayAccounts {
    private static final int DEAD_MAN_S = 3;
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(30);

    KrakenAccountIT() {
        super(VenueUnderTest.kraken(DEAD_MAN_S), 10);
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

    /** Waits while the engine stands still. */
    private static void waitUndriven(final String what, final BooleanSupplier condition) throws InterruptedException {
        final long startNs = EngineClock.nowNs();
        while (!condition.getAsBoolean()) {
            assertTrue(EngineClock.nowNs() - startNs < PATIENCE_NS, "not " + what);
            Thread.sleep(10);
        }
    }
}
