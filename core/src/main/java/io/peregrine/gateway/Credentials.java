package io.peregrine.gateway;

/**
 * A venue's API key. Never printed: {@link #toString} tells only that there is one.
 *
 * @param apiKey     sent with requests
 * @param secret     signs requests; the bytes are the owner's to wipe
 */
public record Credentials(String apiKey, byte[] secret) {
    @Override
    public String toString() {
        return "Credentials[hidden]";
    }
}
