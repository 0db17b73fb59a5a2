package io.peregrine.venue.coinbase.access;

import io.peregrine.gateway.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs as the Exchange asks: base64 of HMAC-SHA256, keyed with the decoded secret, over time, method, path and body.
 *
 * <p><b>Threading:</b> immutable. <b>Allocates:</b> freely; not for the hot path. Source: docs/protocol/coinbase.md, "Signature".
 */
public final class ExchangeSignature {
    private static final String ALGORITHM = "HmacSHA256";
    /** What a subscription signs. */
    private static final String VERIFY_PATH = "/users/self/verify";

    private final String apiKey;
    private final String passphrase;
    private final SecretKeySpec key;

    /** @throws IllegalArgumentException for a key without a passphrase, or a secret that is not base64 */
    public ExchangeSignature(final Credentials credentials) {
        if (credentials.passphrase() == null) {
            throw new IllegalArgumentException("venue coinbase: its keys have a passphrase; give it beside api_key and secret");
        }
        apiKey = plain("api_key", credentials.apiKey());
        passphrase = plain("passphrase", credentials.passphrase());
        try {
            key = new SecretKeySpec(Base64.getDecoder().decode(credentials.secret()), ALGORITHM);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException("venue coinbase: its secret is base64, and this one is not; copy it again", e);
        }
    }

    /** The signature of a request. */
    public String sign(final String timestamp, final String method, final String path, final String body) {
        try {
            final Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Base64.getEncoder().encodeToString(
                    mac.doFinal((timestamp + method + path + body).getBytes(StandardCharsets.UTF_8)));
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** The fields that make a subscription an authenticated one, each with its comma before it. */
    public String subscriptionFields(final long epochSeconds) {
        return ",\"signature\":\"" + sign(Long.toString(epochSeconds), "GET", VERIFY_PATH, "") + "\",\"key\":\"" + apiKey
                + "\",\"passphrase\":\"" + passphrase + "\",\"timestamp\":\"" + epochSeconds + '"';
    }

    private static String plain(final String name, final String text) {
        if (!text.chars().allMatch(c -> c >= ' ' && c <= '~' && c != '"' && c != '\\')) {
            throw new IllegalArgumentException("venue coinbase: " + name + " holds a character that no key has; copy it again");
        }
        return text;
    }
}
