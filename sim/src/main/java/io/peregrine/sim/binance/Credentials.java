package io.peregrine.sim.binance;

import java.util.SplittableRandom;

/**
 * A client's key and secret.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param apiKey 64 letters and digits
 * @param secret 64 letters and digits
 */
public record Credentials(String apiKey, String secret) implements SignatureCheck {
    private static final int LENGTH = 64;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** The n-th client's credentials under a seed. */
    static Credentials generate(final long seed, final int client) {
        final SplittableRandom random = new SplittableRandom(seed * 31 + client);
        return new Credentials(alphanumeric(random, LENGTH), alphanumeric(random, LENGTH));
    }

    @Override
    public boolean valid(final String payload, final String signature) {
        return Signatures.valid(secret, payload, signature);
    }

    /** Random letters and digits. */
    static String alphanumeric(final SplittableRandom random, final int length) {
        final StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
