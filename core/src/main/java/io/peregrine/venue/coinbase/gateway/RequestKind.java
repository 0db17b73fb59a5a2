package io.peregrine.venue.coinbase.gateway;

/** What a request asks, and how many of the requests that the venue allows now it leaves to more urgent ones. */
enum RequestKind {
    NEW_ORDER(5),
    CANCEL(0),
    REPLACE(3),
    /** The state of one order. */
    QUERY(4),
    /** The fills of one order. */
    FILLS(4),
    /** The venue's time. */
    TIME(0),
    /** Open orders, before the session is ready. */
    OPEN_ORDERS(0),
    /** Part of an answer to a reconciliation. */
    RECONCILE(10);

    private final int reserve;

    RequestKind(final int reserve) {
        this.reserve = reserve;
    }

    int reserve() {
        return reserve;
    }

    /** Is it a request of the engine about one order? */
    boolean ofOrder() {
        return this == NEW_ORDER || this == CANCEL || this == REPLACE || this == QUERY;
    }
}
