package io.peregrine.sim.coinbase;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Random-looking UUIDs of version 4 that stand for numbers under a seed, and back again.
 *
 * <p><b>Threading:</b> immutable.
 */
public final class Ids {
    /** No number. */
    public static final long NONE = -1;

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final long MASK = (1L << 62) - 1;
    private static final int HALF = 31;
    private static final long FACTOR = 0x9E3779B97F4A7C15L;
    private static final long INVERSE = inverse(FACTOR);
    private static final long VERSION_BITS = 0xF000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = 1L << 63;

    private final long seed;

    /** @param seed decides all ids */
    public Ids(final long seed) {
        this.seed = mix(seed);
    }

    /** Is it the text of a UUID in lower case? */
    public static boolean wellFormed(final String text) {
        return UUID_TEXT.matcher(text).matches();
    }

    /** The id of a number from 0 to 2^62 - 1. */
    public String of(final long number) {
        final long high = mix(mix(number) + seed) & ~VERSION_BITS | VERSION_4;
        long low = (number ^ seed) & MASK;
        low = low * FACTOR & MASK;
        low ^= low >>> HALF;
        low = low * FACTOR & MASK;
        low ^= low >>> HALF;
        return new UUID(high, low | VARIANT).toString();
    }

    /** The number of an id, or {@link #NONE} where it is not one of these. */
    public long number(final String id) {
        if (!wellFormed(id)) {
            return NONE;
        }
        long low = UUID.fromString(id).getLeastSignificantBits() & MASK;
        low ^= low >>> HALF;
        low = low * INVERSE & MASK;
        low ^= low >>> HALF;
        low = low * INVERSE & MASK;
        final long number = (low ^ seed) & MASK;
        return of(number).equals(id) ? number : NONE;
    }

    private static long mix(final long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    /** The inverse of an odd number modulo 2^64, by Newton's iteration. */
    private static long inverse(final long odd) {
        long inverse = odd;
        for (int i = 0; i < 5; i++) {
            inverse *= 2 - odd * inverse;
        }
        return inverse;
    }
}
