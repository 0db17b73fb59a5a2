package io.peregrine.api.alert;

/**
 * An alert was not delivered. The message names no address and no secret: addresses of webhooks are secrets, too.
 */
public final class AlertException extends Exception {
    private static final long serialVersionUID = 1;

    private final boolean lasting;
    private final long retryAfterNs;

    private AlertException(final String message, final boolean lasting, final long retryAfterNs) {
        super(message);
        this.lasting = lasting;
        this.retryAfterNs = retryAfterNs;
    }

    /** It may go better soon, but not before this time is over. */
    static AlertException passing(final String message, final long retryAfterNs) {
        return new AlertException(message, false, retryAfterNs);
    }

    /** Another try would end in the same way. */
    static AlertException lasting(final String message) {
        return new AlertException(message, true, 0);
    }

    boolean lasting() {
        return lasting;
    }

    long retryAfterNs() {
        return retryAfterNs;
    }
}
