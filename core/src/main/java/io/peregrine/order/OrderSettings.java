package io.peregrine.order;

/**
 * Settings of order management; see {@code hft.order_management} in docs/settings.md.
 *
 * @param ordersPerSecondMax  new orders a second, all strategies together
 * @param orderTimeoutNs      without an answer to a request for this long, the order is UNKNOWN and the venue is asked
 * @param fillTimeoutNs       an order of the engine that rests longer than this without a fill is cancelled; 0 for never
 * @param retryAttempts       how often an idempotent request (cancel, query) is repeated
 * @param openOrdersMax       capacity of the order table
 * @param reconcileIntervalNs time between two reconciliations with a venue; 0 for none but those with a cause
 * @param unknownOrders       what is done about orders at a venue that the engine does not know
 * @param selfTradePrevention what becomes of an order that could trade with one of our own
 */
public record OrderSettings(
        int ordersPerSecondMax,
        long orderTimeoutNs,
        long fillTimeoutNs,
        int retryAttempts,
        int openOrdersMax,
        long reconcileIntervalNs,
        UnknownOrders unknownOrders,
        SelfTradePrevention selfTradePrevention) {
    private static final long RECONCILE_INTERVAL_NS = 60_000_000_000L;

    /** Refuses the newest of two orders that could trade with each other. */
    public OrderSettings(
            final int ordersPerSecondMax, final long orderTimeoutNs, final long fillTimeoutNs, final int retryAttempts,
            final int openOrdersMax, final long reconcileIntervalNs, final UnknownOrders unknownOrders) {
        this(ordersPerSecondMax, orderTimeoutNs, fillTimeoutNs, retryAttempts, openOrdersMax, reconcileIntervalNs, unknownOrders,
                SelfTradePrevention.CANCEL_NEWEST);
    }

    /** Reconciles each minute, and only tells of unknown orders. */
    public OrderSettings(
            final int ordersPerSecondMax, final long orderTimeoutNs, final long fillTimeoutNs, final int retryAttempts,
            final int openOrdersMax) {
        this(ordersPerSecondMax, orderTimeoutNs, fillTimeoutNs, retryAttempts, openOrdersMax, RECONCILE_INTERVAL_NS, UnknownOrders.REPORT);
    }
}
