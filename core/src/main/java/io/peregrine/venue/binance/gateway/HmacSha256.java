package io.peregrine.venue.binance.gateway;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) over reused memory. {@code javax.crypto.Mac} allocates its result and keeps the key in objects that can not be
 * wiped; the digest under it does neither, and it is what the JIT replaces with the processor's SHA instructions.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> the key is kept only as the two padded blocks; {@link #close} wipes them.
 * <b>Allocates:</b> none after construction.
 */
final class HmacSha256 implements AutoCloseable {
    static final int LENGTH = 32;
    static final int HEX_LENGTH = 2 * LENGTH;

    private static final int BLOCK = 64;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final MessageDigest sha256;
    private final byte[] innerPad = new byte[BLOCK];
    private final byte[] outerPad = new byte[BLOCK];
    private final byte[] digest = new byte[LENGTH];

    /** The key's bytes are read, not kept: the caller may wipe them. */
    HmacSha256(final byte[] key) {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
        final byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256.digest(key) : key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            innerPad[i] = (byte) (block[i] ^ 0x36);
            outerPad[i] = (byte) (block[i] ^ 0x5c);
        }
        Arrays.fill(block, (byte) 0);
    }

    /** Signs a message and writes {@link #HEX_LENGTH} lower-case hexadecimal digits. */
    void signHex(final byte[] message, final int offset, final int length, final byte[] out, final int outOffset) {
        sign(message, offset, length, digest, 0);
        for (int i = 0; i < LENGTH; i++) {
            final int value = digest[i];
            out[outOffset + 2 * i] = HEX[value >> 4 & 0xf];
            out[outOffset + 2 * i + 1] = HEX[value & 0xf];
        }
    }

    /** Signs a message and writes {@link #LENGTH} bytes. */
    void sign(final byte[] message, final int offset, final int length, final byte[] out, final int outOffset) {
        try {
            sha256.update(innerPad);
            sha256.update(message, offset, length);
            sha256.digest(digest, 0, LENGTH);
            sha256.update(outerPad);
            sha256.update(digest);
            sha256.digest(out, outOffset, LENGTH);
        } catch (final DigestException e) {
            throw new IllegalStateException("out has no room for " + LENGTH + " bytes at " + outOffset, e);
        }
    }

    /** Wipes the key; signatures made afterwards are worthless. */
    @Override
    public void close() {
        Arrays.fill(innerPad, (byte) 0);
        Arrays.fill(outerPad, (byte) 0);
    }
}
