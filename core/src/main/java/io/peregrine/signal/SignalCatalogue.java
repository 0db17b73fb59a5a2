package io.peregrine.signal;

/**
 * The signals by name, with their exact fixed-point contract. Every backend must give the same 64 bits.
 *
 * <p>Contract for both batch signals. Let {@code b}, {@code a} be the bid and ask quantity, not negative. They are first brought below 2^31
 * by the same right shift {@code s = max(0, 33 - numberOfLeadingZeros(b | a))}: {@code b >>= s, a >>= s}. If {@code b + a == 0}, the
 * imbalance is 0 and the microprice is the mid, {@code (bid << 15) + (ask << 15)}. Price arithmetic is modulo 2^64.
 *
 * <ul>
 *   <li>IMBALANCE = {@code ((b - a) << 30) / (b + a)}, truncated towards zero: -2^30 … 2^30, scale 2^30.
 *   <li>MICROPRICE = {@code (bid << 16) + floor(((ask - bid) * f) >> 14)} with {@code f = (b << 30) / (b + a)}: the price mantissa
 *       at scale 2^16. The spread's magnitude must be below 2^32; otherwise the microprice is the mid. A price's must be below 2^46 for
 *       the value to be meaningful; beyond, it wraps, on every backend alike.
 * </ul>
 */
public final class SignalCatalogue {
    /** Top-of-book imbalance, scale 2^30. */
    public static final int IMBALANCE = 1;
    /** Microprice: price mantissa at scale 2^16. */
    public static final int MICROPRICE = 2;

    private SignalCatalogue() {
    }

    /** Reference form of the imbalance contract. */
    public static long imbalance(final long bidQuantity, final long askQuantity) {
        final int shift = shift(bidQuantity, askQuantity);
        final long b = bidQuantity >> shift;
        final long a = askQuantity >> shift;
        return b + a == 0 ? 0 : ((b - a) << 30) / (b + a);
    }

    /** Reference form of the microprice contract. */
    public static long microprice(final long bidPrice, final long bidQuantity, final long askPrice, final long askQuantity) {
        final int shift = shift(bidQuantity, askQuantity);
        final long b = bidQuantity >> shift;
        final long a = askQuantity >> shift;
        final long spread = askPrice - bidPrice;
        if (b + a == 0 || Math.abs(spread) >>> 32 != 0) {
            return (bidPrice << 15) + (askPrice << 15);
        }
        final long fraction = (b << 30) / (b + a);
        return (bidPrice << 16) + ((spread * fraction) >> 14);
    }

    private static int shift(final long bidQuantity, final long askQuantity) {
        return Math.max(0, 33 - Long.numberOfLeadingZeros(bidQuantity | askQuantity));
    }
}
