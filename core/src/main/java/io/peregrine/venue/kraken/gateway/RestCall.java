package io.peregrine.venue.kraken.gateway;

import io.peregrine.gateway.InFlightRequests;

/**
 * One call of the private REST API.
 *
 * @param kind         what for
 * @param id           client order id or reconciliation id, whichever the kind is of
 * @param instrumentId of the order
 * @param form         its parameters but the nonce, {@code name=value} joined with {@code &}
 * @param timeNs       when it was asked for
 */
record RestCall(Kind kind, long id, int instrumentId, String form, long timeNs) {
    /** A call that is of no order. */
    static RestCall of(final Kind kind, final long id, final String form, final long timeNs) {
        return new RestCall(kind, id, InFlightRequests.NO_INSTRUMENT, form, timeNs);
    }

    /** What a call is for, the venue's method, and what it adds to the key's counter: trading is counted elsewhere, histories twice. */
    enum Kind {
        TOKEN("GetWebSocketsToken", 1),
        NEW_ORDER("AddOrder", 0),
        CANCEL_ORDER("CancelOrder", 0),
        QUERY_BY_ID("QueryOrders", 1),
        QUERY_OPEN("OpenOrders", 1),
        QUERY_CLOSED("ClosedOrders", 2),
        QUERY_FILLS("QueryTrades", 2),
        BALANCES("BalanceEx", 1),
        RECONCILE_BALANCES("BalanceEx", 1),
        RECONCILE_TRADES("TradesHistory", 2),
        RECONCILE_NAMES("QueryOrders", 1),
        RECONCILE_ORDERS("OpenOrders", 1);

        private final String path;
        private final int cost;

        Kind(final String method, final int cost) {
            path = "/0/private/" + method;
            this.cost = cost;
        }

        String path() {
            return path;
        }

        int cost() {
            return cost;
        }

        /** Does it go before everything else? */
        boolean ofOrderEntry() {
            return this == NEW_ORDER || this == CANCEL_ORDER;
        }

        /** Is one that waits of no use any more where another is asked for? */
        boolean replacesItself() {
            return this == TOKEN || this == BALANCES || this == RECONCILE_BALANCES;
        }
    }
}
