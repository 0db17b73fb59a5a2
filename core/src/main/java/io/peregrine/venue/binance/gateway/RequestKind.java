package io.peregrine.venue.binance.gateway;

/** What a request asks. */
enum RequestKind {
    NEW_ORDER,
    CANCEL_ORDER,
    QUERY_ORDER,
    TRADES,
    TIME,
    SUBSCRIBE,
    ACCOUNT,
    /** Balances for a reconciliation. */
    HOLDINGS,
    /** A symbol's fills for a reconciliation. */
    FILLS,
    /** A symbol's open orders for a reconciliation. */
    OPEN_ORDERS;

    /** Is it about one order? */
    boolean ofOrder() {
        return this == NEW_ORDER || this == CANCEL_ORDER || this == QUERY_ORDER || this == TRADES;
    }

    /** Is it part of a reconciliation? */
    boolean ofReconciliation() {
        return this == HOLDINGS || this == FILLS || this == OPEN_ORDERS;
    }
}
