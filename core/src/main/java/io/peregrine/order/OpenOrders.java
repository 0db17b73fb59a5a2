package io.peregrine.order;

import io.peregrine.instrument.Instrument;
import io.peregrine.message.Side;
import io.peregrine.position.Money;

/**
 * The open orders of one instrument in the order in which they were sent, and what they reserve: the quantity and the amount that would be
 * bought or sold if all of them filled, together and of each strategy.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Allocates:</b> none after construction.
 */
public final class OpenOrders {
    /** {@link #highestBuy} without a buy order. */
    public static final long NO_BUY = Long.MIN_VALUE;
    /** {@link #lowestSell} without a sell order. */
    public static final long NO_SELL = Long.MAX_VALUE;

    private static final int FIELDS = 4;
    private static final int BUY_QUANTITY = 0;
    private static final int SELL_QUANTITY = 1;
    private static final int BUY_E8 = 2;
    private static final int SELL_E8 = 3;

    private final int notionalDecimals;
    private final int strategyCount;
    private final long[] byStrategy;
    private final int[] strategies;
    private final boolean[] listed;
    private int listedCount;
    private Order first;
    private Order last;
    private int count;
    private long buyQuantity;
    private long sellQuantity;
    private long buyNotionalE8;
    private long sellNotionalE8;
    private final long[] versions;
    private final int index;

    /** @param versions counts at {@code index} the changes of this */
    OpenOrders(final int notionalDecimals, final int strategyCount, final long[] versions, final int index) {
        this.versions = versions;
        this.index = index;
        this.notionalDecimals = notionalDecimals;
        this.strategyCount = strategyCount;
        byStrategy = new long[strategyCount * FIELDS];
        strategies = new int[strategyCount];
        listed = new boolean[strategyCount];
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

    /** What is left of a strategy's buy orders. */
    public long buyQuantity(final int strategyId) {
        return byStrategy[row(strategyId) + BUY_QUANTITY];
    }

    /** What is left of a strategy's sell orders. */
    public long sellQuantity(final int strategyId) {
        return byStrategy[row(strategyId) + SELL_QUANTITY];
    }

    /** What is left of a strategy's buy orders, in the quote asset at 8 decimals. */
    public long buyNotionalE8(final int strategyId) {
        return byStrategy[row(strategyId) + BUY_E8];
    }

    /** What is left of a strategy's sell orders, in the quote asset at 8 decimals. */
    public long sellNotionalE8(final int strategyId) {
        return byStrategy[row(strategyId) + SELL_E8];
    }

    /** The highest price of the buy orders, whichever of its prices an order has; one without a price counts as the highest there is. */
    public long highestBuy() {
        long highest = NO_BUY;
        for (Order order = first; order != null; order = order.next) {
            if (order.side == Side.BUY) {
                highest = Math.max(highest, order.price == Instrument.NULL_VALUE ? Long.MAX_VALUE : order.price);
                highest = order.replacing() ? Math.max(highest, order.replacePrice) : highest;
            }
        }
        return highest;
    }

    /** The lowest price of the sell orders, likewise. */
    public long lowestSell() {
        long lowest = NO_SELL;
        for (Order order = first; order != null; order = order.next) {
            if (order.side == Side.SELL) {
                lowest = Math.min(lowest, order.price);
                lowest = order.replacing() ? Math.min(lowest, order.replacePrice) : lowest;
            }
        }
        return lowest;
    }

    /** How many strategies have, or had, orders or a position here. */
    public int strategyCount() {
        return listedCount;
    }

    /** One of these strategies, by index. */
    public int strategy(final int index) {
        return strategies[index];
    }

    /** A strategy has an order or a position here. */
    public void list(final int strategyId) {
        final int id = row(strategyId) / FIELDS;
        if (!listed[id]) {
            listed[id] = true;
            strategies[listedCount++] = id;
        }
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
        list(order.strategyId);
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
        versions[index]++;
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
        final long moreQuantity = quantity - order.reservedQuantity;
        final long moreE8 = amountE8 - order.reservedE8;
        final int row = row(order.strategyId);
        if (order.side == Side.BUY) {
            buyQuantity += moreQuantity;
            buyNotionalE8 += moreE8;
            byStrategy[row + BUY_QUANTITY] += moreQuantity;
            byStrategy[row + BUY_E8] += moreE8;
        } else {
            sellQuantity += moreQuantity;
            sellNotionalE8 += moreE8;
            byStrategy[row + SELL_QUANTITY] += moreQuantity;
            byStrategy[row + SELL_E8] += moreE8;
        }
        versions[index]++;
        order.reservedQuantity = quantity;
        order.reservedE8 = amountE8;
    }

    /** Orders of a strategy that is not known count as placed by hand, like their fills. */
    private int row(final int strategyId) {
        return strategyId > 0 && strategyId < strategyCount ? strategyId * FIELDS : 0;
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
