package io.peregrine.sim.kraken;

/** A request that the venue refuses, in the venue's words (section 12). */
final class RequestException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param error for example {@code EOrder:Insufficient funds} */
    RequestException(final String error) {
        super(error, null, false, false);
    }

    /** A field that is missing or cannot be read. */
    static RequestException arguments(final String field) {
        return new RequestException("EGeneral:Invalid arguments:" + field);
    }
}
