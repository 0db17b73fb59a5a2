package io.peregrine.venue.coinbase.gateway;

/** What the status of an HTTP answer says about what was asked. */
final class HttpStatus {
    static final int NOT_FOUND = 404;
    static final int TOO_MANY_REQUESTS = 429;

    private static final int REQUEST_TIMEOUT = 408;

    private HttpStatus() {
    }

    /** A server's error, and a redirection, leave open what was done; a client's error does not. */
    static Verdict verdict(final int status) {
        if (status >= 200 && status < 300) {
            return Verdict.ACCEPTED;
        }
        return status >= 400 && status < 500 && status != REQUEST_TIMEOUT ? Verdict.REFUSED : Verdict.UNKNOWN;
    }
}
