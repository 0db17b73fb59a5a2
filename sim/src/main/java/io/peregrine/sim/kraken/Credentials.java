package io.peregrine.sim.kraken;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A client's key and secret, and the signature that they make.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param apiKey 56 characters
 * @param secret 64 bytes in base 64
 */
record Credentials(String apiKey, String secret) {
    private static final int KEY_BYTES = 42;
    private static final int SECRET_BYTES = 64;
    private static final String HMAC = "HmacSHA512";

    /** The n-th client's credentials under a seed. */
    static Credentials generate(final long seed, final int client) {
        final SplittableRandom random = new SplittableRandom(seed * 37 + client);
        return new Credentials(random(random, KEY_BYTES), random(random, SECRET_BYTES));
    }

    /** API-Sign of a request: HMAC-SHA512 of the path and the SHA-256 of nonce and body (section 10). */
    String sign(final String path, final String nonce, final String body) {
        try {
            final Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), HMAC));
            mac.update(path.getBytes(StandardCharsets.UTF_8));
            mac.update(MessageDigest.getInstance("SHA-256").digest((nonce + body).getBytes(StandardCharsets.UTF_8)));
            return Base64.getEncoder().encodeToString(mac.doFinal());
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC + " and SHA-256", e);
        }
    }

    private static String random(final SplittableRandom random, final int length) {
        final byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
