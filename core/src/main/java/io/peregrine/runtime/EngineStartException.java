package io.peregrine.runtime;

/** The engine can not start; the message is one line that says why and what to do. */
public final class EngineStartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Who can help. */
    public enum Kind {
        /** The settings are wrong. */
        CONFIGURATION,
        /** The settings are right, and a file, a network or a venue is not as they need it. */
        ENVIRONMENT
    }

    private final Kind kind;

    EngineStartException(final Kind kind, final String message, final Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
