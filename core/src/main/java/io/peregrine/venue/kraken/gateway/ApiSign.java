package io.peregrine.venue.kraken.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code API-Sign}: HMAC-SHA512, with the decoded secret, of the path and the SHA-256 of nonce and body.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> the decoded secret lives in the JDK's {@code Mac} only, until {@link #close}
 * lets go of it. <b>Allocates:</b> for each signature: no order waits for one while the WebSocket is up. Source: docs.kraken.com, REST,
 * "Authentication".
 */
final class ApiSign implements AutoCloseable {
    private final MessageDigest sha256;
    private Mac hmac;

    /**
     * @param secret in Base64; read, not kept
     * @throws IllegalArgumentException where it is none
     */
    ApiSign(final byte[] secret) {
        final byte[] key;
        try {
            key = Base64.getDecoder().decode(secret);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("venue kraken: the secret is not Base64; give it as the venue showed it", e);
        }
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
            hmac = Mac.getInstance("HmacSHA512");
            hmac.init(new SecretKeySpec(key, "HmacSHA512"));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("a JDK without SHA-256 and HmacSHA512", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /**
     * Signs a request.
     *
     * @param path  for example {@code /0/private/AddOrder}
     * @param nonce as it is in the body
     */
    String sign(final String path, final String nonce, final String body) {
        sha256.update(nonce.getBytes(StandardCharsets.UTF_8));
        hmac.update(path.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(hmac.doFinal(sha256.digest(body.getBytes(StandardCharsets.UTF_8))));
    }

    /** Nothing can be signed any more. */
    @Override
    public void close() {
        hmac = null;
    }
}
