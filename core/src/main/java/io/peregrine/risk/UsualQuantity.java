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

    private final int instrumentCount;
    private final int strategyCount;
    /** By strategy and instrument: the number of orders up to {@value #WEIGHT}, and the sum. */
    private final long[] usual;

    UsualQuantity(final int instrumentCount, final int strategyCount) {
        this.instrumentCount = instrumentCount;
        this.strategyCount = strategyCount;
        usual = new long[instrumentCount * strategyCount * 2];
    }

    /** The mean, or 0 while it is not known. */
    long of(final OrderRequest request) {
        final int index = index(request);
        return usual[index] < WEIGHT ? 0 : usual[index + 1] / WEIGHT;
    }

    void add(final OrderRequest request) {
        final int index = index(request);
        // A quantity that would not fit sixteen times is beyond any that is usual.
        final long quantity = Math.min(request.quantity(), Long.MAX_VALUE / WEIGHT / 2);
        if (usual[index] < WEIGHT) {
            usual[index]++;
            usual[index + 1] += quantity;
        } else {
            usual[index + 1] += quantity - usual[index + 1] / WEIGHT;
        }
    }

    private int index(final OrderRequest request) {
        final int id = request.strategyId();
        return ((id > 0 && id < strategyCount ? id : 0) * instrumentCount + request.instrumentId()) * 2;
    }
}
