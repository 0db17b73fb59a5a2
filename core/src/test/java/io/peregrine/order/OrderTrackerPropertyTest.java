package io.peregrine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.OrderStatus;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Orders against {@link ReferenceOrder} (P6 to P10): status, quantities, terms and reservations after each event of each sequence, and each
 * step in the table of legal transitions.
 *
 * <p>Sequences of any length are covered by going through all states that there are: two orders that are equal in all that decides what
 * they do next have the same future, so each event after each such state is each event after each sequence.
 */
class OrderTrackerPropertyTest {
    private static final OrderEvent[] EVENTS = OrderEvent.values();
    private static final long SEED = 20_261_122;
    private static final int SEQUENCES = 1_000_000;
    /** Fields that decide nothing here: links and identity, and timers, which are used up at once because nothing is repeated. */
    private static final Set<String> INDIFFERENT = Set.of(
            "previous", "next", "clientOrderId", "attempts", "requestDeadlineNs", "restDeadlineNs");
    private static final List<Field> DECISIVE = Arrays.stream(Order.class.getDeclaredFields())
            .filter(field -> !Modifier.isStatic(field.getModifiers()) && !INDIFFERENT.contains(field.getName()))
            .toList();

    private final OrderSettings settings = new OrderSettings(1, ReferenceOrder.TIMEOUT_NS, 0, 0, 4);
    private final OrderTable table = new OrderTable(
            new Instruments(List.of(new Instrument(0, Venue.BINANCE_SPOT, "A/B", "AB", "A", "B", 2, 6, 1, 1, 1, 1000, 0))), 4, 8);
    private final OrderTracker tracker = new OrderTracker(settings, table);
    private final OrderRequest request = new OrderRequest();
    private long clientOrderId;
    private Order order;
    private ReferenceOrder reference;

    @Test
    void eachEventInEachStateThatAnySequenceLeadsTo() throws IllegalAccessException {
        final Set<String> known = new HashSet<>();
        final Queue<OrderEvent[]> paths = new ArrayDeque<>();
        paths.add(new OrderEvent[0]);
        int longest = 0;
        while (!paths.isEmpty()) {
            final OrderEvent[] path = paths.remove();
            longest = Math.max(longest, path.length);
            for (final OrderEvent event : EVENTS) {
                final OrderEvent[] longer = Arrays.copyOf(path, path.length + 1);
                longer[path.length] = event;
                open();
                for (int i = 0; i < path.length; i++) {
                    path[i].apply(tracker, order);
                    path[i].apply(reference);
                }
                step(longer, path.length);
                if (known.add(state())) {
                    paths.add(longer);
                }
                end();
            }
        }
        assertTrue(known.size() > 1_000, "states: " + known.size());
        assertTrue(longest >= 7, "longest way to a state: " + longest);
    }

    @Test
    void everySequenceOfFourEvents() {
        final OrderEvent[] sequence = new OrderEvent[4];
        final int count = (int) Math.pow(EVENTS.length, sequence.length);
        for (int n = 0; n < count; n++) {
            int digits = n;
            for (int i = 0; i < sequence.length; i++) {
                sequence[i] = EVENTS[digits % EVENTS.length];
                digits /= EVENTS.length;
            }
            run(sequence);
        }
    }

    @Test
    void longRandomSequences() {
        final Random random = new Random(SEED);
        for (int n = 0; n < SEQUENCES; n++) {
            final OrderEvent[] sequence = new OrderEvent[8 + random.nextInt(25)];
            Arrays.setAll(sequence, i -> EVENTS[random.nextInt(EVENTS.length)]);
            run(sequence);
        }
    }

    private void run(final OrderEvent[] sequence) {
        open();
        for (int i = 0; i < sequence.length; i++) {
            step(sequence, i);
        }
        end();
    }

    private void open() {
        request.set(1, 0, (clientOrderId & 1) == 0 ? Side.BUY : Side.SELL, OrderType.LIMIT, ReferenceOrder.FIRST.quantity());
        request.prices(ReferenceOrder.FIRST.price(), OrderRequest.NO_PRICE).reserveAt(ReferenceOrder.FIRST.price());
        order = tracker.open(request, ++clientOrderId, ReferenceOrder.SENT_NS);
        reference = new ReferenceOrder();
    }

    private void step(final OrderEvent[] sequence, final int index) {
        final OrderStatus before = order.status();
        sequence[index].apply(tracker, order);
        sequence[index].apply(reference);
        if (!agrees() || !reservesTheWorst() || order.status() != before && !OrderTransitions.legal(before, order.status())) {
            throw new AssertionError("seed " + SEED + ", " + Arrays.toString(sequence) + " at " + index + " from " + before + ": is "
                    + order.status() + " " + order.cumQuantity() + "/" + order.orderQuantity() + " @ " + order.price()
                    + (order.replacing() ? ", asked for " + order.replaceQuantity + " @ " + order.replacePrice : "")
                    + ", reserved " + order.reservedQuantity + " for " + order.reservedE8 + "; should be " + reference);
        }
    }

    private boolean agrees() {
        return order.status() == reference.status
                && order.cumQuantity() == reference.cum
                && order.leavesQuantity() == reference.leaves()
                && order.price() == reference.terms.price()
                && order.orderQuantity() == reference.terms.quantity()
                && order.replacing() == (reference.asked != null)
                && (order.terminal() || order.orderQuantity() == order.cumQuantity() + order.leavesQuantity());
    }

    /** What is reserved is what the open orders can still become: here it is this one order. */
    private boolean reservesTheWorst() {
        final OpenOrders open = table.open(0);
        final boolean buy = order.side() == Side.BUY;
        return (buy ? open.buyQuantity() : open.sellQuantity()) == reference.reservedQuantity()
                && (buy ? open.buyNotionalE8() : open.sellNotionalE8()) == reference.reservedAmount()
                && (buy ? open.sellQuantity() : open.buyQuantity()) == 0
                && (buy ? open.sellNotionalE8() : open.buyNotionalE8()) == 0
                && table.openCount() == (order.terminal() ? 0 : 1);
    }

    private String state() throws IllegalAccessException {
        final StringBuilder state = new StringBuilder(256);
        for (final Field field : DECISIVE) {
            state.append(field.get(order)).append(' ');
        }
        return state.append(reference).toString();
    }

    /** All its fills end an order. */
    private void end() {
        for (final OrderEvent fill : new OrderEvent[] {OrderEvent.FILL_40, OrderEvent.FILL_60, OrderEvent.FILL_50}) {
            fill.apply(tracker, order);
        }
        assertTrue(order.terminal(), "all its fills end an order");
        assertEquals(150, order.cumQuantity());
        assertEquals(0, table.openCount());
    }
}
