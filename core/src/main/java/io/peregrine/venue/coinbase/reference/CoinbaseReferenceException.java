package io.peregrine.venue.coinbase.reference;

/** Reference data can not be had or can not be used; the message says why and what to do. */
public final class CoinbaseReferenceException extends RuntimeException {
    public CoinbaseReferenceException(final String message, final Throwable cause) {
        super(message, cause);
    }

    public CoinbaseReferenceException(final String message) {
        super(message);
    }
}
