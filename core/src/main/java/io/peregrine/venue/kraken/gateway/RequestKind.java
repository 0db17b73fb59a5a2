package io.peregrine.venue.kraken.gateway;

/** What a request on the WebSocket asks. */
enum RequestKind {
    NEW_ORDER,
    CANCEL_ORDER,
    REPLACE_ORDER,
    CANCEL_ALL,
    SUBSCRIBE_EXECUTIONS,
    SUBSCRIBE_BALANCES,
    UNSUBSCRIBE_EXECUTIONS,
    DEAD_MAN,
    PING;

    /** Is it about one order? */
    boolean ofOrder() {
        return this == NEW_ORDER || this == CANCEL_ORDER || this == REPLACE_ORDER;
    }
}
