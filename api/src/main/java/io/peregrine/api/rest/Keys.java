package io.peregrine.api.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Finds the API key of a request. Every known key is compared, each in constant time, so that the time tells nothing.
 *
 * <p><b>Threading:</b> immutable.
 */
final class Keys {
    private static final String SCHEME = "Bearer ";

    private final List<ApiKey> keys;

    Keys(final List<ApiKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /** The key that an {@code Authorization} header names, or null. */
    ApiKey find(final String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        final byte[] given = digest(authorization.substring(SCHEME.length()).trim());
        ApiKey found = null;
        for (final ApiKey key : keys) {
            if (MessageDigest.isEqual(digest(key.key()), given)) {
                found = key;
            }
        }
        return found;
    }

    private static byte[] digest(final String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
