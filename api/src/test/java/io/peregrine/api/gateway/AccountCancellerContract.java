package io.peregrine.api.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.message.OrderStatus;
import io.peregrine.message.Side;
import io.peregrine.venue.AccountCallException;
import io.peregrine.venue.AccountCanceller;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every venue's canceller does for the kill switch, while the gateway, which placed the orders, goes on using the same key. The venue
 * is simulated and speaks its own protocol over real sockets.
 */
public abstract class AccountCancellerContract extends GatewayFixture {
    private static final int ORDERS = 5;
    private static final int ATTEMPTS_MAX = 8;

    AccountCancellerContract(final VenueUnderTest venue) {
        super(venue);
    }

    /** How long the canceller leaves a venue alone that says "too many calls" and, where it can, for how many seconds: seven. */
    protected long pauseS() {
        return 7;
    }

    private final List<Integer> acknowledged = new ArrayList<>();
    private AccountCanceller canceller;

    @BeforeEach
    final void open() {
        acknowledged.clear();
        canceller = provider().accountCanceller(settings()).orElseThrow();
    }

    @AfterEach
    final void close() {
        canceller.close();
    }

    @Test
    void ordersAndStopsThatRestAreGoneAndTheGatewayHearsOfIt() throws Exception {
        final List<Long> orders = restingOrders();
        canceller.prepare();
        assertEquals(ORDERS + 1, canceller.openOrders());
        canceller.cancelAll(acknowledged::add);
        assertEquals(ORDERS + 1, acknowledged.stream().mapToInt(Integer::intValue).sum());
        assertEquals(0, canceller.openOrders());
        assertEquals(List.of(), counterparty().clientOrders());
        orders.forEach(order -> awaitStatus(order, OrderStatus.CANCELED));
    }

    @Test
    void whereNothingIsOpenNothingIsCancelledAndNothingFails() throws Exception {
        canceller.cancelAll(acknowledged::add);
        assertEquals(0, acknowledged.stream().mapToInt(Integer::intValue).sum());
        assertEquals(0, canceller.openOrders());
    }

    @Test
    void aVenueThatIsOutOfOrderIsAnErrorAndTheNextCallWorks() throws Exception {
        restingOrders();
        startFaults("{\"name\":\"out\",\"about\":\"t\",\"faults\":[{\"do\":\"status\",\"request\":\"^(DELETE|POST|GET) /(api|orders|0)\","
                + "\"status\":503}]}");
        assertTrue(assertThrows(AccountCallException.class, () -> canceller.cancelAll(acknowledged::add)).getMessage().contains("503"));
        assertThrows(AccountCallException.class, canceller::openOrders);
        endFaults();
        canceller.cancelAll(acknowledged::add);
        assertEquals(0, canceller.openOrders());
        assertEquals(List.of(), counterparty().clientOrders());
    }

    @Test
    void aVenueThatHasTooManyCallsIsLeftAlone() throws Exception {
        startFaults("{\"name\":\"slow\",\"about\":\"t\",\"faults\":[{\"do\":\"status\",\"request\":\"^(DELETE|POST|GET) /(api|orders|0)\","
                + "\"status\":429,\"retry-after\":7}]}");
        assertEquals(TimeUnit.SECONDS.toNanos(pauseS()), assertThrows(AccountCallException.class, canceller::openOrders).retryAfterNs());
    }

    /** The venue's clock is minutes ahead: requests are refused for their time, or their nonce is of no use, and then they are not. */
    @Test
    void anotherClockIsFoundOut() throws Exception {
        restingOrders();
        startFaults("{\"name\":\"clock\",\"about\":\"t\",\"faults\":[{\"do\":\"clock-step\",\"by\":\"5m\"}]}");
        int attempts = 0;
        boolean done = false;
        while (!done && attempts++ < ATTEMPTS_MAX) {
            try {
                canceller.cancelAll(acknowledged::add);
                done = canceller.openOrders() == 0;
            } catch (final AccountCallException e) {
                done = false;
            }
        }
        assertTrue(done && attempts <= 2, attempts + " attempts");
        assertEquals(List.of(), counterparty().clientOrders());
    }

    final AccountCanceller canceller() {
        return canceller;
    }

    final List<Long> restingOrders() {
        final List<Long> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            orders.add(acknowledged(rig().send(OrderKind.POST_ONLY, Side.BUY, "0.001", "5999" + i, null)));
        }
        orders.add(acknowledged(rest(OrderKind.STOP_LIMIT)));
        return orders;
    }
}
