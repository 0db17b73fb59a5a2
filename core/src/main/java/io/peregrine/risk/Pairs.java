package io.peregrine.risk;

import io.peregrine.order.OrderRequest;

/**
 * What an order's check asks of its strategy's own part in its instrument, side by side: of so many pairs nothing else is near the
 * processor. A strategy that is not known, because it was configured once, counts as 0, trading by hand.
 *
 * <p><b>Threading:</b> confined to the trade thread. <b>Memory:</b> 32 bytes a pair. <b>Allocates:</b> none after construction.
 */
final class Pairs {
    /** Largest position with all buy orders filled, at 8 decimals. */
    static final int BOUGHT_E8 = 0;
    /** Largest short position with all sell orders filled, at 8 decimals. */
    static final int SOLD_E8 = 1;
    /** Orders that {@link UsualQuantity} has counted. */
    static final int ORDERS = 2;
    /** Their quantity. */
    static final int QUANTITY = 3;

    private static final int WIDTH = 4;

    private final int strategyCount;
    private final int instrumentCount;
    private final long[] values;

    Pairs(final int strategyCount, final int instrumentCount) {
        this.strategyCount = strategyCount;
        this.instrumentCount = instrumentCount;
        values = new long[strategyCount * instrumentCount * WIDTH];
    }

    /** Place of a pair. */
    int at(final int strategyId, final int instrumentId) {
        return (row(strategyId) * instrumentCount + instrumentId) * WIDTH;
    }

    /** Place of an order's pair. */
    int at(final OrderRequest request) {
        return at(request.strategyId(), request.instrumentId());
    }

    long get(final int at, final int which) {
        return values[at + which];
    }

    void set(final int at, final int which, final long value) {
        values[at + which] = value;
    }

    /** The row of a strategy. */
    int row(final int strategyId) {
        return strategyId > 0 && strategyId < strategyCount ? strategyId : 0;
    }
}
