package io.peregrine.venue.kraken.gateway;

/** Where a session with the venue's private WebSocket stands. */
enum SessionState {
    /** No connection. */
    DISCONNECTED,
    /** Connected; asking REST for the token that every request carries. */
    REQUESTING_TOKEN,
    /** Asking for executions and balances, without which no order may be sent here: its fills would not be seen. */
    SUBSCRIBING,
    /** Requests are sent. */
    READY,
    /** Of no use any more: the connection must be ended and made anew. */
    FAILED;

    /** Is this step one that a session makes? */
    boolean canBecome(final SessionState next) {
        return switch (this) {
            case DISCONNECTED -> next == REQUESTING_TOKEN;
            case REQUESTING_TOKEN -> next == SUBSCRIBING || next == FAILED || next == DISCONNECTED;
            case SUBSCRIBING -> next == READY || next == REQUESTING_TOKEN || next == FAILED || next == DISCONNECTED;
            case READY -> next == SUBSCRIBING || next == REQUESTING_TOKEN || next == FAILED || next == DISCONNECTED;
            case FAILED -> next == DISCONNECTED;
        };
    }
}
