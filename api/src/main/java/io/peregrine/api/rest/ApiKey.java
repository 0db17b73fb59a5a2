package io.peregrine.api.rest;

/**
 * A key for the API. The key itself is never printed.
 *
 * @param name of its owner, for the audit log
 * @param key  the secret text after {@code Bearer}
 * @param role what it allows
 */
public record ApiKey(String name, String key, Role role) {
    /** Shortest key that is taken. */
    public static final int LENGTH_MIN = 16;

    /**
     * @throws IllegalArgumentException for a short key
     */
    public ApiKey {
        if (key.length() < LENGTH_MIN) {
            throw new IllegalArgumentException(
                    "the key of '" + name + "' has " + key.length() + " characters; give " + LENGTH_MIN + " or more");
        }
    }

    @Override
    public String toString() {
        return "ApiKey[name=" + name + ", role=" + role + "]";
    }
}
