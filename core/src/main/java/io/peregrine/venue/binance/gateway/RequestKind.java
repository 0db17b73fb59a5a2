package io.peregrine.venue.binance.gateway;

/** What a request asks. */
enum RequestKind {
    NEW_ORDER,
    CANCEL_ORDER,
    /** Cancel one order and place another. */
    CANCEL_REPLACE,
    AMEND_ORDER,
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
        return switch (this) {
            case NEW_ORDER, CANCEL_ORDER, CANCEL_REPLACE, AMEND_ORDER, QUERY_ORDER, TRADES -> true;
            default -> false;
        };
    }

    /** Is it part of a reconciliation? */
    boolean ofReconciliation() {
        return this == HOLDINGS || this == FILLS || this == OPEN_ORDERS;
    }
}
