package io.peregrine.api.config;

/**
 * One API key; never printed.
 *
 * @param name who, for the audit log
 * @param role {@code trade} or {@code admin}
 * @param key  the secret
 */
public record ApiKeyEntry(String name, String role, String key) {
    @Override
    public String toString() {
        return "ApiKeyEntry[" + name + ", " + role + ", hidden]";
    }
}
