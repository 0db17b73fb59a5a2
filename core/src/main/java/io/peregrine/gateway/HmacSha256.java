package io.peregrine.gateway;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * HMAC-SHA256 (RFC 2104) over reused memory. {@code javax.crypto.Mac} allocates its result and keeps the key in objects that can not be
 * wiped; the digest under it does neither, and it is what the JIT replaces with the processor's SHA instructions.
 *
 * <p>What is the same for every message, the key's two blocks and the beginning of the messages, need not be hashed while a message waits:
 * {@link #prepare} does it beforehand for as many messages as one tick may cause. A message for which nothing is prepared is signed all the
 * same, later by that time.
 *
 * <p><b>Threading:</b> confined to one thread. <b>Memory:</b> the key is kept only as the two padded blocks and what is prepared of them;
 * {@link #close} wipes both. <b>Allocates:</b> none after construction.
 */
public final class HmacSha256 implements AutoCloseable {
    /** Bytes of a signature. */
    public static final int LENGTH = 32;
    /** Digits of a signature in hexadecimal. */
    public static final int HEX_LENGTH = 2 * LENGTH;
    /** Signatures that are prepared for. */
    public static final int PREPARED_MAX = 8;

    private static final int BLOCK = 64;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final MessageDigest[] inner = new MessageDigest[PREPARED_MAX];
    private final MessageDigest[] outer = new MessageDigest[PREPARED_MAX];
    private final byte[] innerPad = new byte[BLOCK];
    private final byte[] outerPad = new byte[BLOCK];
    private final byte[] prefix;
    private final byte[] digest = new byte[LENGTH];
    private int prepared;

    /** The key's bytes are read, not kept: the caller may wipe them. */
    public HmacSha256(final byte[] key) {
        this(key, new byte[0]);
    }

    /** Every message begins with this prefix, which is not given again with each. */
    public HmacSha256(final byte[] key, final byte[] prefix) {
        this.prefix = prefix.clone();
        for (int i = 0; i < PREPARED_MAX; i++) {
            inner[i] = sha256();
            outer[i] = sha256();
        }
        final byte[] block = Arrays.copyOf(key.length > BLOCK ? sha256().digest(key) : key, BLOCK);
        for (int i = 0; i < BLOCK; i++) {
            innerPad[i] = (byte) (block[i] ^ 0x36);
            outerPad[i] = (byte) (block[i] ^ 0x5c);
        }
        Arrays.fill(block, (byte) 0);
        prepare();
    }

    /** Does what can be done before the next messages are there; for when nothing is urgent. */
    public void prepare() {
        while (prepared < PREPARED_MAX) {
            prepareNext();
        }
    }

    /** Signs a message and writes {@link #HEX_LENGTH} lower-case hexadecimal digits. */
    public void signHex(final byte[] message, final int offset, final int length, final byte[] out, final int outOffset) {
        sign(message, offset, length, digest, 0);
        for (int i = 0; i < LENGTH; i++) {
            final int value = digest[i];
            out[outOffset + 2 * i] = HEX[value >> 4 & 0xf];
            out[outOffset + 2 * i + 1] = HEX[value & 0xf];
        }
    }

    /** Signs a message and writes {@link #LENGTH} bytes. */
    public void sign(final byte[] message, final int offset, final int length, final byte[] out, final int outOffset) {
        if (prepared == 0) {
            prepareNext();
        }
        prepared--;
        try {
            inner[prepared].update(message, offset, length);
            inner[prepared].digest(digest, 0, LENGTH);
            outer[prepared].update(digest);
            outer[prepared].digest(out, outOffset, LENGTH);
        } catch (final DigestException e) {
            throw new IllegalStateException("out has no room for " + LENGTH + " bytes at " + outOffset, e);
        }
    }

    /** Wipes the key; signatures made afterwards are worthless. */
    @Override
    public void close() {
        Arrays.fill(innerPad, (byte) 0);
        Arrays.fill(outerPad, (byte) 0);
        for (int i = 0; i < PREPARED_MAX; i++) {
            inner[i].reset();
            outer[i].reset();
        }
        prepared = 0;
    }

    private void prepareNext() {
        inner[prepared].update(innerPad);
        inner[prepared].update(prefix);
        outer[prepared].update(outerPad);
        prepared++;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
