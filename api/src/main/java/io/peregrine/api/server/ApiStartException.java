package io.peregrine.api.server;

/** The API can not start; the message says why in one line. */
public final class ApiStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ApiStartException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
