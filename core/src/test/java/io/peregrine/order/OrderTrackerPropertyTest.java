package io.peregrine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every sequence of five events, and long random ones (P6 to P10): status, cum quantity, leaves quantity and reservations against
 * {@link ReferenceOrder}.
 */
class OrderTrackerPropertyTest {
    private static final OrderEvent[] EVENTS = OrderEvent.values();
    private static final int LENGTH = 5;
    private static final long SEED = 20_261_122;
    /** So late that an order that was not found can not arrive any more. */
    private static final long LATER_NS = 100;

    private final OrderSettings settings = new OrderSettings(1, 10, 0, 0, 4);
    private final OrderTable table = new OrderTable(
            new Instruments(List.of(new Instrument(0, Venue.BINANCE_SPOT, "A/B", "AB", "A", "B", 2, 6, 1, 1, 1, 1000, 0))), 4, 8);
    private final OrderTracker tracker = new OrderTracker(settings, table);
    private final OrderRequest request = new OrderRequest();
    private long clientOrderId;

    @Test
    void everySequenceOfFiveEvents() {
        final OrderEvent[] sequence = new OrderEvent[LENGTH];
        final int count = (int) Math.pow(EVENTS.length, LENGTH);
        for (int n = 0; n < count; n++) {
            int digits = n;
            for (int i = 0; i < LENGTH; i++) {
                sequence[i] = EVENTS[digits % EVENTS.length];
                digits /= EVENTS.length;
            }
            run(sequence);
        }
    }

    @Test
    void longRandomSequences() {
        final Random random = new Random(SEED);
        for (int n = 0; n < 20_000; n++) {
            final OrderEvent[] sequence = new OrderEvent[5 + random.nextInt(40)];
            Arrays.setAll(sequence, i -> EVENTS[random.nextInt(EVENTS.length)]);
            run(sequence);
        }
    }

    private void run(final OrderEvent[] sequence) {
        request.set(1, 0, (clientOrderId & 1) == 0 ? Side.BUY : Side.SELL, OrderType.LIMIT, ReferenceOrder.QUANTITY);
        request.prices(9_900, OrderRequest.NO_PRICE).reserveAt(9_900);
        final Order order = tracker.open(request, ++clientOrderId, 0);
        final ReferenceOrder reference = new ReferenceOrder();
        boolean ended = false;
        for (final OrderEvent event : sequence) {
            final OrderStatus before = order.status();
            event.apply(tracker, order, LATER_NS);
            event.apply(reference);
            if (order.status() != reference.status || order.cumQuantity() != reference.cum) {
                throw new AssertionError("seed " + SEED + ", " + Arrays.toString(sequence) + " at " + event + " from " + before
                        + ": is " + order.status() + " " + order.cumQuantity() + ", should be " + reference.status + " " + reference.cum);
            }
            assertEquals(reference.leaves(), order.leavesQuantity(), () -> Arrays.toString(sequence));
            assertTrue(!ended || order.status() == before, () -> "left a terminal status: " + Arrays.toString(sequence));
            ended = order.terminal();
            assertReserved(order, sequence);
        }
        end(order);
    }

    /** What is reserved is what the open orders have left: here it is this one order. */
    private void assertReserved(final Order order, final OrderEvent[] sequence) {
        final OpenOrders open = table.open(0);
        final boolean buy = order.side() == Side.BUY;
        final boolean exact = (buy ? open.buyQuantity() : open.sellQuantity()) == order.leavesQuantity()
                && (buy ? open.buyNotionalE8() : open.sellNotionalE8()) == order.leavesQuantity() * 9_900
                && (buy ? open.sellQuantity() : open.buyQuantity()) == 0
                && (buy ? open.sellNotionalE8() : open.buyNotionalE8()) == 0;
        assertTrue(exact, () -> "reserved otherwise than left: " + Arrays.toString(sequence));
        assertEquals(order.terminal() ? 0 : 1, table.openCount());
    }

    private void end(final Order order) {
        if (!order.terminal()) {
            OrderEvent.PARTIAL_FILL.apply(tracker, order, LATER_NS);
            OrderEvent.REST_FILL.apply(tracker, order, LATER_NS);
        }
        assertTrue(order.terminal(), "all its fills end an order");
    }
}
