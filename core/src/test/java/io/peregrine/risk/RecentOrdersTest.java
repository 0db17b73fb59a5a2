package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.order.OrderRequest;
import org.junit.jupiter.api.Test;

class RecentOrdersTest {
    private static final long INTERVAL_NS = 1_000;
    private static final long FOREVER_NS = Long.MAX_VALUE;

    private final RecentOrders recent = new RecentOrders();
    private final OrderRequest request = new OrderRequest();

    @Test
    void theSameOrderIsFoundUntilTheIntervalIsOver() {
        add(order(100, 5), 50);
        assertEquals(50, last(order(100, 5), INTERVAL_NS, 50));
        assertEquals(50, last(order(100, 5), INTERVAL_NS, 50 + INTERVAL_NS - 1));
        assertEquals(NULL_VALUE, last(order(100, 5), INTERVAL_NS, 50 + INTERVAL_NS));
    }

    @Test
    void theNewestOfTheSameCounts() {
        add(order(100, 5), 50);
        add(order(100, 5), 60);
        assertEquals(60, last(order(100, 5), INTERVAL_NS, 100));
    }

    @Test
    void nothingIsFoundBeforeTheFirst() {
        assertEquals(NULL_VALUE, last(order(100, 5), FOREVER_NS, 0));
    }

    @Test
    void whateverIsAskedForDifferentlyMakesAnotherOrder() {
        add(request.set(1, 2, Side.BUY, OrderType.STOP_LIMIT, 5).prices(100, 90), 50);
        assertEquals(50, last(1, 2, Side.BUY, OrderType.STOP_LIMIT, 5, 100, 90));
        assertEquals(NULL_VALUE, last(2, 2, Side.BUY, OrderType.STOP_LIMIT, 5, 100, 90));
        assertEquals(NULL_VALUE, last(1, 1, Side.BUY, OrderType.STOP_LIMIT, 5, 100, 90));
        assertEquals(NULL_VALUE, last(2, 1, Side.BUY, OrderType.STOP_LIMIT, 5, 100, 90));
        assertEquals(NULL_VALUE, last(1, 2, Side.SELL, OrderType.STOP_LIMIT, 5, 100, 90));
        assertEquals(NULL_VALUE, last(1, 2, Side.BUY, OrderType.LIMIT, 5, 100, 90));
        assertEquals(NULL_VALUE, last(1, 2, Side.BUY, OrderType.STOP_LIMIT, 6, 100, 90));
        assertEquals(NULL_VALUE, last(1, 2, Side.BUY, OrderType.STOP_LIMIT, 5, 101, 90));
        assertEquals(NULL_VALUE, last(1, 2, Side.BUY, OrderType.STOP_LIMIT, 5, 100, 91));
    }

    @Test
    void ordersThatDifferInTheirTriggerAloneAreAllFoundBehindEachOther() {
        for (int i = 0; i < 5; i++) {
            add(request.set(1, 2, Side.BUY, OrderType.STOP_LIMIT, 5).prices(100, 90 + i), 50 + i);
        }
        for (int i = 0; i < 5; i++) {
            assertEquals(50 + i, last(1, 2, Side.BUY, OrderType.STOP_LIMIT, 5, 100, 90 + i));
        }
        assertEquals(NULL_VALUE, last(1, 2, Side.BUY, OrderType.STOP_LIMIT, 5, 100, 95));
    }

    @Test
    void theLastOnesAreRememberedAndNoMoreThanFit() {
        add(order(1, 1), 1);
        for (int i = 2; i <= RecentOrders.CAPACITY; i++) {
            add(order(i, i), i);
        }
        for (int i = 1; i <= RecentOrders.CAPACITY; i++) {
            assertEquals(i, last(order(i, i), FOREVER_NS, RecentOrders.CAPACITY), "order " + i);
        }
        add(order(1_000_000, 3), RecentOrders.CAPACITY + 1);
        assertEquals(NULL_VALUE, last(order(1, 1), FOREVER_NS, RecentOrders.CAPACITY + 1));
        assertEquals(2, last(order(2, 2), FOREVER_NS, RecentOrders.CAPACITY + 1));
        assertEquals(RecentOrders.CAPACITY + 1, last(order(1_000_000, 3), FOREVER_NS, RecentOrders.CAPACITY + 1));
    }

    private OrderRequest order(final long price, final long quantity) {
        return request.set(0, 1, Side.BUY, OrderType.LIMIT, quantity).prices(price, OrderRequest.NO_PRICE);
    }

    private long last(
            final int strategyId, final int instrumentId, final Side side, final OrderType type, final long quantity, final long price,
            final long stopPrice) {
        return last(request.set(strategyId, instrumentId, side, type, quantity).prices(price, stopPrice), INTERVAL_NS, 100);
    }

    private long last(final OrderRequest order, final long intervalNs, final long nowNs) {
        recent.look(order);
        return recent.lastTimeNs(order, intervalNs, nowNs);
    }

    private void add(final OrderRequest order, final long nowNs) {
        recent.look(order);
        recent.add(order, nowNs);
    }
}
