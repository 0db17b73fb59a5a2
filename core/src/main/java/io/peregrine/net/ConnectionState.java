package io.peregrine.net;

/**
 * Where a {@link WebSocketClient} stands.
 *
 * <p><b>Threading:</b> immutable.
 */
public enum ConnectionState {
    /** No connection and none on its way. */
    CLOSED,
    /** The host's name is being looked up, on another thread. */
    RESOLVING,
    /** TCP is connecting. */
    CONNECTING,
    /** TLS is being agreed; {@code wss} only. */
    TLS_HANDSHAKE,
    /** The HTTP upgrade has been asked for. */
    UPGRADING,
    /** Messages flow both ways. */
    OPEN,
    /** We have sent Close and wait for the venue's; messages still come in, none goes out. */
    CLOSING,
    /** A write failed: nothing goes out any more; the next duty cycle closes and reports. */
    BROKEN;

    /** Is this step one that the protocol knows? */
    boolean canBecome(final ConnectionState next) {
        return switch (this) {
            case CLOSED -> next == RESOLVING;
            case RESOLVING -> next == CONNECTING || next == CLOSED;
            case CONNECTING -> next == TLS_HANDSHAKE || next == UPGRADING || next == CLOSED;
            case TLS_HANDSHAKE -> next == UPGRADING || next == CLOSED;
            case UPGRADING -> next == OPEN || next == CLOSED;
            case OPEN -> next == CLOSING || next == BROKEN || next == CLOSED;
            case CLOSING -> next == BROKEN || next == CLOSED;
            case BROKEN -> next == CLOSED;
        };
    }

    /** Do messages come in? */
    boolean receives() {
        return this == OPEN || this == CLOSING;
    }
}
