package io.peregrine.order;

import io.peregrine.message.Side;
import io.peregrine.position.Money;

/**
 * The open orders of one instrument in the order in which they were sent, and what they reserve: the quantity and the amount that would be
 * bought or sold if all of them filled.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
public final class OpenOrders {
    private final int notionalDecimals;
    private Order first;
    private Order last;
    private int count;
    private long buyQuantity;
    private long sellQuantity;
    private long buyNotionalE8;
    private long sellNotionalE8;

    OpenOrders(final int notionalDecimals) {
        this.notionalDecimals = notionalDecimals;
    }

    /** The oldest, or null; go on with {@link Order#nextOpen()}. */
    public Order first() {
        return first;
    }

    public int count() {
        return count;
    }

    /** What is left of the buy orders. */
    public long buyQuantity() {
        return buyQuantity;
    }

    /** What is left of the sell orders. */
    public long sellQuantity() {
        return sellQuantity;
    }

    /** What is left of the buy orders, in the quote asset at 8 decimals. */
    public long buyNotionalE8() {
        return buyNotionalE8;
    }

    /** What is left of the sell orders, in the quote asset at 8 decimals. */
    public long sellNotionalE8() {
        return sellNotionalE8;
    }

    void add(final Order order) {
        order.previous = last;
        order.next = null;
        if (last == null) {
            first = order;
        } else {
            last.next = order;
        }
        last = order;
        count++;
        reserve(order, order.leavesQuantity());
    }

    void remove(final Order order) {
        if (order.previous == null) {
            first = order.next;
        } else {
            order.previous.next = order.next;
        }
        if (order.next == null) {
            last = order.previous;
        } else {
            order.next.previous = order.previous;
        }
        count--;
    }

    /** What is reserved for the order changes by this quantity and to the amount that its leaves quantity has now. */
    void reserve(final Order order, final long quantityChange) {
        final long reservedE8 = notionalE8(order);
        if (order.side == Side.BUY) {
            buyQuantity += quantityChange;
            buyNotionalE8 += reservedE8 - order.reservedE8;
        } else {
            sellQuantity += quantityChange;
            sellNotionalE8 += reservedE8 - order.reservedE8;
        }
        order.reservedE8 = reservedE8;
    }

    private long notionalE8(final Order order) {
        return Money.rescale(order.reservePrice * order.leavesQuantity(), notionalDecimals, Money.E8_DECIMALS);
    }
}
