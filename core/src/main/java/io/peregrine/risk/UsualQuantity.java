package io.peregrine.risk;

import io.peregrine.order.OrderRequest;

/**
 * What each strategy usually orders of each instrument: the mean quantity of its accepted orders, each new one with a weight of one in
 * {@value #WEIGHT}. It is not known before {@value #WEIGHT} orders.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Units:</b> mantissas at the instrument's decimals. <b>Allocates:</b> none after
 * construction.
 */
final class UsualQuantity {
    /** Also the number of orders from which on it is known. */
    static final int WEIGHT = 16;

    private final Pairs pairs;

    UsualQuantity(final Pairs pairs) {
        this.pairs = pairs;
    }

    /** The mean, or 0 while it is not known. */
    long of(final OrderRequest request) {
        final int at = pairs.at(request);
        return pairs.get(at, Pairs.ORDERS) < WEIGHT ? 0 : pairs.get(at, Pairs.QUANTITY) / WEIGHT;
    }

    void add(final OrderRequest request) {
        final int at = pairs.at(request);
        // A quantity that would not fit sixteen times is beyond any that is usual.
        final long quantity = Math.min(request.quantity(), Long.MAX_VALUE / WEIGHT / 2);
        final long orders = pairs.get(at, Pairs.ORDERS);
        final long sum = pairs.get(at, Pairs.QUANTITY) + quantity;
        if (orders < WEIGHT) {
            pairs.set(at, Pairs.ORDERS, orders + 1);
            pairs.set(at, Pairs.QUANTITY, sum);
        } else {
            pairs.set(at, Pairs.QUANTITY, sum - (sum - quantity) / WEIGHT);
        }
    }
}
