package io.peregrine.venue.coinbase.access;

import io.peregrine.gateway.Credentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Makes the tokens of Advanced Trade: a JSON Web Token for each message or request, signed with the key's P-256 private key (ES256), or
 * with an Ed25519 one (EdDSA), and valid for two minutes.
 *
 * <p><b>Threading:</b> thread-safe: the key does not change, and each signature has its own objects. <b>Memory:</b> the private key is kept
 * by the JDK's key object. <b>Allocates:</b> freely; not for the hot
 * path. Source: docs/protocol/coinbase.md, "Tokens".
 */
public final class CdpToken {
    private static final long LIFE_SECONDS = 120;
    private static final int NONCE_BYTES = 16;
    private static final int ED25519_SEED_BYTES = 32;
    private static final int ED25519_KEY_BYTES = 64;
    /** PKCS #8 around a P-256 key in SEC 1 form: version 0 and the algorithm ecPublicKey, prime256v1. */
    private static final byte[] P256_ALGORITHM = HexFormat.of().parseHex("020100301306072a8648ce3d020106082a8648ce3d030107");
    /** PKCS #8 around an Ed25519 seed. */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;

    private final String keyName;
    private final PrivateKey key;
    private final boolean isEd25519;
    private final SecureRandom random = new SecureRandom();

    /** @throws IllegalArgumentException for a key name or a private key of another form; the message holds nothing of either */
    public CdpToken(final Credentials credentials) {
        keyName = credentials.apiKey();
        if (!keyName.chars().allMatch(c -> c > ' ' && c <= '~' && c != '"' && c != '\\')) {
            throw new IllegalArgumentException("venue coinbase-advanced: api_key is no key name; it looks like organizations/…/apiKeys/…");
        }
        final String text = new String(credentials.secret(), StandardCharsets.US_ASCII).replace("\\n", "\n").strip();
        isEd25519 = !text.startsWith("-----");
        try {
            key = isEd25519 ? ed25519(text) : p256(text);
        } catch (final GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("venue coinbase-advanced: secret is no private key; give the PEM text of an EC key (P-256), "
                    + "or the base64 text of an Ed25519 key", e);
        }
    }

    /** A token for a message of the stream. */
    public String forStream(final long epochSeconds) {
        return sign(epochSeconds, "");
    }

    /**
     * A token for a request.
     *
     * @param method for example {@code GET}
     * @param host   for example {@code api.coinbase.com}
     * @param path   without the query
     */
    public String forRequest(final long epochSeconds, final String method, final String host, final String path) {
        return sign(epochSeconds, ",\"uri\":\"" + method + ' ' + host + path + '"');
    }

    private String sign(final long epochSeconds, final String uri) {
        final byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        final String header = "{\"alg\":\"" + (isEd25519 ? "EdDSA" : "ES256") + "\",\"kid\":\"" + keyName + "\",\"nonce\":\""
                + HexFormat.of().formatHex(nonce) + "\",\"typ\":\"JWT\"}";
        final String claims = "{\"sub\":\"" + keyName + "\",\"iss\":\"cdp\",\"nbf\":" + epochSeconds + ",\"exp\":"
                + (epochSeconds + LIFE_SECONDS) + uri + '}';
        final String signed = base64Url(header.getBytes(StandardCharsets.US_ASCII)) + '.'
                + base64Url(claims.getBytes(StandardCharsets.US_ASCII));
        try {
            final Signature signature = Signature.getInstance(isEd25519 ? "Ed25519" : "SHA256withECDSAinP1363Format");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + '.' + base64Url(signature.sign());
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read signs", e);
        }
    }

    private static String base64Url(final byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static PrivateKey p256(final String pem) throws GeneralSecurityException {
        final byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z0-9 ]+-----", ""));
        final byte[] pkcs8 = pem.startsWith("-----BEGIN EC ") ? wrap(SEQUENCE, join(P256_ALGORITHM, wrap(OCTET_STRING, der))) : der;
        return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static PrivateKey ed25519(final String base64) throws GeneralSecurityException {
        final byte[] seedAndPublicKey = Base64.getDecoder().decode(base64);
        if (seedAndPublicKey.length != ED25519_KEY_BYTES) {
            throw new IllegalArgumentException("an Ed25519 key has " + ED25519_KEY_BYTES + " bytes");
        }
        final byte[] seed = Arrays.copyOf(seedAndPublicKey, ED25519_SEED_BYTES);
        return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(join(ED25519_PREFIX, seed)));
    }

    /** DER: tag, length, content. */
    private static byte[] wrap(final int tag, final byte[] content) {
        final int length = content.length;
        final byte[] head = length < 0x80
                ? new byte[] {(byte) tag, (byte) length}
                : length < 0x100
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
        return join(head, content);
    }

    private static byte[] join(final byte[] first, final byte[] second) {
        final byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
