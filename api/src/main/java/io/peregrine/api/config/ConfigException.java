package io.peregrine.api.config;

/** The configuration can not be used. The message is one line and names file, line, key, value and what is allowed. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** With the whole message. */
    public ConfigException(final String message) {
        super(message);
    }
}
