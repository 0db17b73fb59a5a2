package io.peregrine.sim.coinbase.advanced;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A client's key: its name, and a pair on the curve P-256.
 *
 * <p><b>Threading:</b> immutable. Source: B2 of the protocol document.
 *
 * @param keyName       {@code organizations/{org}/apiKeys/{id}}
 * @param privateKeyPem for the client, as the venue hands it out
 * @param publicKey     for the venue
 */
public record Credentials(String keyName, String privateKeyPem, ECPublicKey publicKey) {
    private static final int COORDINATE_BYTES = 32;
    /** A sequence of version 1 and an octet string of 32 bytes, as RFC 5915 writes an EC private key. */
    private static final byte[] HEAD = HexFormat.of().parseHex("30770201010420");
    /** The name of the curve, and the head of a bit string of an uncompressed point. */
    private static final byte[] MIDDLE = HexFormat.of().parseHex("a00a06082a8648ce3d030107a14403420004");
    private static final int LINE = 64;

    /** A client's key under a seed. */
    static Credentials generate(final long seed, final String organisation, final String id, final int client) {
        try {
            final SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(seed).putInt(client).array());
            final KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            final KeyPair pair = generator.generateKeyPair();
            final ECPublicKey publicKey = (ECPublicKey) pair.getPublic();
            return new Credentials("organizations/" + organisation + "/apiKeys/" + id, pem((ECPrivateKey) pair.getPrivate(), publicKey),
                    publicKey);
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no P-256", e);
        }
    }

    private static String pem(final ECPrivateKey privateKey, final ECPublicKey publicKey) {
        final byte[] der = ByteBuffer.allocate(HEAD.length + MIDDLE.length + 3 * COORDINATE_BYTES).put(HEAD)
                .put(coordinate(privateKey.getS())).put(MIDDLE).put(coordinate(publicKey.getW().getAffineX()))
                .put(coordinate(publicKey.getW().getAffineY())).array();
        return "-----BEGIN EC PRIVATE KEY-----\n" + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END EC PRIVATE KEY-----\n";
    }

    private static byte[] coordinate(final BigInteger value) {
        final byte[] bytes = value.toByteArray();
        final byte[] fixed = new byte[COORDINATE_BYTES];
        final int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
        return fixed;
    }
}
