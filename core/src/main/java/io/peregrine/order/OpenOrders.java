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
        reserve(order);
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

    /** What the order can still become has changed: the worst of it is reserved. */
    void reserve(final Order order) {
        final long quantity = order.terminal() ? 0 : Math.max(0, order.quantityMax() - order.cumQuantity);
        reserve(order, quantity, order.terminal() ? 0 : worstE8(order));
    }

    /** Nothing is reserved for the order until {@link #reserve(Order)}. */
    void setAside(final Order order) {
        reserve(order, 0, 0);
    }

    private void reserve(final Order order, final long quantity, final long amountE8) {
        if (order.side == Side.BUY) {
            buyQuantity += quantity - order.reservedQuantity;
            buyNotionalE8 += amountE8 - order.reservedE8;
        } else {
            sellQuantity += quantity - order.reservedQuantity;
            sellNotionalE8 += amountE8 - order.reservedE8;
        }
        order.reservedQuantity = quantity;
        order.reservedE8 = amountE8;
    }

    private long worstE8(final Order order) {
        final long asIsE8 = notionalE8(order.reservePrice, order.orderQuantity - order.cumQuantity);
        return order.replacing()
                ? Math.max(asIsE8, notionalE8(order.replacePrice, order.replaceQuantity - order.cumQuantity))
                : asIsE8;
    }

    private long notionalE8(final long price, final long quantity) {
        return Money.rescale(price * Math.max(0, quantity), notionalDecimals, Money.E8_DECIMALS);
    }
}
