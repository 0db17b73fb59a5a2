package io.peregrine.venue.binance.gateway;

/** What a request asks. */
enum RequestKind {
    NEW_ORDER,
    CANCEL_ORDER,
    QUERY_ORDER,
    TRADES,
    TIME,
    SUBSCRIBE,
    ACCOUNT;

    /** Is it about one order? */
    boolean ofOrder() {
        return this == NEW_ORDER || this == CANCEL_ORDER || this == QUERY_ORDER || this == TRADES;
    }
}
