package io.peregrine.sim.binance;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.Base64;
import java.util.SplittableRandom;

/**
 * An Ed25519 key of a client: its signatures are Base64. In reality the client makes it and registers the public half; here the simulator
 * makes both.
 *
 * <p><b>Threading:</b> immutable. Source: binance.md section 8, the venue's "Signed endpoint security".
 *
 * @param apiKey 64 letters and digits
 * @param pair   both halves
 */
record Ed25519Key(String apiKey, KeyPair pair) implements SignatureCheck {
    private static final String ALGORITHM = "Ed25519";
    private static final int LINE = 64;

    /** The key of the n-th client under a seed. */
    static Ed25519Key generate(final long seed, final int client) {
        final SplittableRandom random = new SplittableRandom(~seed * 31 + client);
        try {
            final KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
            generator.initialize(NamedParameterSpec.ED25519, new SeededRandom(random));
            return new Ed25519Key(Credentials.alphanumeric(random, LINE), generator.generateKeyPair());
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("the JDK has no " + ALGORITHM, e);
        }
    }

    /** The private half as a PKCS #8 file has it. */
    String privateKeyPem() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    @Override
    public boolean valid(final String payload, final String signature) {
        try {
            final Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(pair.getPublic());
            verifier.update(payload.getBytes(StandardCharsets.UTF_8));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (final GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Keys must be the same for the same seed, so they are no secret. */
    private static final class SeededRandom extends SecureRandom {
        private final transient SplittableRandom random;

        private SeededRandom(final SplittableRandom random) {
            this.random = random;
        }

        @Override
        public void nextBytes(final byte[] bytes) {
            random.nextBytes(bytes);
        }
    }
}
