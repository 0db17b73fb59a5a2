package io.peregrine.order;

/**
 * Settings of order management; see {@code hft.order_management} in docs/settings.md.
 *
 * @param ordersPerSecondMax new orders a second, all strategies together
 * @param orderTimeoutNs     without an answer to a request for this long, the order is UNKNOWN and the venue is asked
 * @param fillTimeoutNs      an order of the engine that rests longer than this without a fill is cancelled; 0 for never
 * @param retryAttempts      how often an idempotent request (cancel, query) is repeated
 * @param openOrdersMax      capacity of the order table
 */
public record OrderSettings(int ordersPerSecondMax, long orderTimeoutNs, long fillTimeoutNs, int retryAttempts, int openOrdersMax) {
}
