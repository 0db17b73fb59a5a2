package io.peregrine.venue.binance.gateway;

/** Where a session with the venue's WebSocket API stands. */
enum SessionState {
    /** No connection. */
    DISCONNECTED,
    /** Connected; asking for the venue's time, without which no timestamp can be trusted. */
    MEASURING_CLOCK,
    /** Asking for the account's events, without which no order may be sent: its fills would not be seen. */
    SUBSCRIBING,
    /** Requests are sent. */
    READY,
    /** The venue is about to close the connection: nothing new is sent, what is in flight may still be answered. */
    DRAINING,
    /** Of no use any more: the connection must be ended and made anew. */
    FAILED;

    /** Is this step one that a session makes? */
    boolean canBecome(final SessionState next) {
        return switch (this) {
            case DISCONNECTED -> next == MEASURING_CLOCK;
            case MEASURING_CLOCK -> next == SUBSCRIBING || next == FAILED || next == DISCONNECTED;
            case SUBSCRIBING -> next == READY || next == DRAINING || next == FAILED || next == DISCONNECTED;
            case READY -> next == SUBSCRIBING || next == DRAINING || next == FAILED || next == DISCONNECTED;
            case DRAINING -> next == FAILED || next == DISCONNECTED;
            case FAILED -> next == DISCONNECTED;
        };
    }
}
