package io.peregrine.venue.coinbase.gateway;

/** Where a session stands. */
enum SessionState {
    /** No connection to the REST API. */
    DISCONNECTED,
    /** Asking for the venue's time, without which no request can be signed. */
    MEASURING_CLOCK,
    /** The user channel is being connected. */
    CONNECTING,
    /** Asking for the user channel, without which no order may be sent: its fills would not be seen. */
    SUBSCRIBING,
    /** Asking for the open orders: what happens to them is told by the venue's ids. */
    LOADING,
    /** Requests are sent. */
    READY,
    /** The user channel is of no use any more: it must be ended and made anew. */
    FAILED;

    /** Is this step one that a session makes? */
    boolean canBecome(final SessionState next) {
        return switch (this) {
            case DISCONNECTED -> next == MEASURING_CLOCK;
            case MEASURING_CLOCK -> next == CONNECTING;
            case CONNECTING -> next == SUBSCRIBING;
            case SUBSCRIBING -> next == LOADING || next == FAILED || next == CONNECTING;
            case LOADING -> next == READY || next == FAILED || next == CONNECTING;
            case READY -> next == LOADING || next == FAILED || next == CONNECTING;
            case FAILED -> next == CONNECTING;
        };
    }
}
