package io.peregrine.venue.binance.reference;

/** Reference data can not be had or can not be used; the message says why and what to do. */
public final class BinanceReferenceException extends RuntimeException {
    public BinanceReferenceException(final String message, final Throwable cause) {
        super(message, cause);
    }

    public BinanceReferenceException(final String message) {
        super(message);
    }
}
