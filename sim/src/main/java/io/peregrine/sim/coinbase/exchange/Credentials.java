package io.peregrine.sim.coinbase.exchange;

import java.util.Base64;
import java.util.HexFormat;
import java.util.SplittableRandom;

/**
 * A client's key, secret and passphrase.
 *
 * <p><b>Threading:</b> immutable.
 *
 * @param apiKey     32 hexadecimal digits
 * @param secret     64 bytes in base64
 * @param passphrase 11 letters and digits
 */
public record Credentials(String apiKey, String secret, String passphrase) {
    private static final int KEY_BYTES = 16;
    private static final int SECRET_BYTES = 64;
    private static final int PASSPHRASE_LENGTH = 11;
    private static final int BASE_36 = 36;

    /** The n-th client's credentials under a seed. */
    static Credentials generate(final long seed, final int client) {
        final SplittableRandom random = new SplittableRandom(seed * 31 + client + 0xC01BA5EL);
        final byte[] key = new byte[KEY_BYTES];
        final byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(key);
        random.nextBytes(secret);
        final StringBuilder passphrase = new StringBuilder(PASSPHRASE_LENGTH);
        while (passphrase.length() < PASSPHRASE_LENGTH) {
            passphrase.append(Character.forDigit(random.nextInt(BASE_36), BASE_36));
        }
        return new Credentials(HexFormat.of().formatHex(key), Base64.getEncoder().encodeToString(secret), passphrase.toString());
    }
}
