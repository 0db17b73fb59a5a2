package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.peregrine.message.ExecType;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A gateway under faults whose orders go over REST while its WebSocket is down. */
abstract class RestFallbackFaults extends GatewayFaults {
    private final String webSocketPath;

    RestFallbackFaults(final VenueUnderTest venue, final String webSocketPath) {
        super(venue);
        this.webSocketPath = webSocketPath;
    }

    /** Waits until orders can go over REST. */
    protected void awaitRest() {
    }

    /** Waits until the venue has refused an order that is too large for the account. */
    protected void awaitRefusal(final long order) {
        awaitReport(order, ExecType.REJECTED);
    }

    /** Ends the WebSocket, and refuses it from then on. */
    final void takeWebSocketDown() throws Exception {
        startFaults("""
                name: down
                faults:
                  - do: disconnect
                    path: %1$s
                  - do: refuse
                    path: %1$s
                    for: 60s
                """.formatted(webSocketPath));
        rig().await("down", () -> !rig().gateway().ready());
        awaitRest();
    }

    /** While the WebSocket is refused, orders are entered and cancelled over REST; when it is back, all is known. */
    @Test
    void ordersOverRestWhileTheWebSocketIsDown() throws Exception {
        final long before = acknowledged(rest(OrderKind.LIMIT));
        takeWebSocketDown();
        final long resting = acknowledged(rig().send(OrderKind.LIMIT, Side.BUY, "0.02", "59996", null));
        final long stop = acknowledged(rest(OrderKind.STOP_LIMIT));
        final long taking = acknowledged(rig().send(OrderKind.MARKET, Side.BUY, "0.01", null, null));
        final long tooLarge = rig().send(OrderKind.IOC, Side.SELL, "100", "59990", null);
        awaitRefusal(tooLarge);
        rig().cancel(before);
        rig().cancel(stop);
        awaitStatus(before, OrderStatus.CANCELED);
        awaitStatus(stop, OrderStatus.CANCELED);
        rig().query(taking);
        awaitReport(taking, ExecType.TRADE);
        assertFalse(rig().gateway().ready());
        assertEquals(List.of("0.02 at 59996 from 0"), counterparty().clientOrders());
        endFaults();
        rig().await("back", () -> rig().gateway().ready());
        awaitStatus(taking, OrderStatus.FILLED);
        rig().cancel(resting);
        awaitStatus(resting, OrderStatus.CANCELED);
        assertCountedOnce(1);
    }
}
