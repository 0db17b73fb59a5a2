package io.peregrine.gateway;

/**
 * A venue's API key. Never printed: {@link #toString} tells only that there is one.
 *
 * @param apiKey     sent with requests
 * @param secret     signs requests; the bytes are the owner's to wipe
 * @param passphrase of the key, on venues whose keys have one, or null
 */
public record Credentials(String apiKey, byte[] secret, String passphrase) {
    /** A key without a passphrase. */
    public Credentials(final String apiKey, final byte[] secret) {
        this(apiKey, secret, null);
    }

    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
