package io.peregrine.sim.matching;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * The resting orders of one price, oldest first.
 *
 * <p><b>Threading:</b> confined to the thread of its book. <b>Units:</b> eight decimals.
 */
final class PriceLevel<O extends Order> {
    private final long price;
    private final SequencedMap<Long, O> orders = new LinkedHashMap<>();
    private long quantity;

    PriceLevel(final long price) {
        this.price = price;
    }

    long price() {
        return price;
    }

    /** Total of what the orders show. */
    long quantity() {
        return quantity;
    }

    boolean empty() {
        return orders.isEmpty();
    }

    O first() {
        return orders.firstEntry().getValue();
    }

    O last() {
        return orders.lastEntry().getValue();
    }

    Collection<O> orders() {
        return orders.values();
    }

    void add(final O order) {
        orders.put(order.orderId(), order);
        quantity += order.shown();
    }

    /** Takes a quantity off the level after one of its orders traded or shows less. */
    void reduce(final long amount) {
        quantity -= amount;
    }

    void remove(final O order) {
        orders.remove(order.orderId());
        quantity -= order.shown();
    }
}
