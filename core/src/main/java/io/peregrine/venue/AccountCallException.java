package io.peregrine.venue;

/** A call about an account got no usable answer. The message holds no secret. */
public final class AccountCallException extends Exception {
    private static final long serialVersionUID = 1;

    private final long retryAfterNs;

    /**
     * @param message      what was wrong
     * @param retryAfterNs the least time before the next call; 0 where the venue named none
     */
    public AccountCallException(final String message, final long retryAfterNs) {
        super(message);
        this.retryAfterNs = retryAfterNs;
    }

    /** The least time before the next call; 0 where the venue named none. */
    public long retryAfterNs() {
        return retryAfterNs;
    }
}
