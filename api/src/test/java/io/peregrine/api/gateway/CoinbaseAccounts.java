package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.OrderStatus;
import io.peregrine.message.Side;
import io.peregrine.time.EngineClock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A Coinbase account: orders of an earlier run, besides. */
abstract class CoinbaseAccounts extends GatewayAccounts {
    private static final long LIMITS_REST_NS = TimeUnit.SECONDS.toNanos(3);

    CoinbaseAccounts(final VenueUnderTest venue) {
        super(venue, 8);
    }

    /** Orders that an earlier gateway sent are known by the ids that the venue gives back. */
    @Test
    void takesInOrdersOfAnEarlierRun() throws Exception {
        begin();
        final long resting = acknowledged(rig().send(OrderKind.LIMIT, Side.BUY, "0.03", "60005", null));
        counterparty().take(Side.SELL, "60005", "0.01");
        awaitStatus(resting, OrderStatus.PARTIALLY_FILLED);
        reconnect(settings());
        rig().await("told of what was filled before", () -> rig().reports(resting).stream().filter(Report::fill).count() == 1);
        counterparty().take(Side.SELL, "60005", "0.02");
        rig().await("told of what is filled now", () -> rig().reports(resting).stream().filter(Report::fill).count() == 2);
        assertEquals(List.of(rig().quantity("0.01"), rig().quantity("0.02")),
                rig().reports(resting).stream().filter(Report::fill).map(Report::lastQuantity).toList());
    }

    /** The gateway of the test before has used the limits, and this one does not know it. */
    @Override
    protected final void begin() {
        final long startNs = EngineClock.nowNs();
        rig().await("the limits are free again", () -> EngineClock.nowNs() - startNs > LIMITS_REST_NS);
    }
}
