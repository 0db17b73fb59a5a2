package io.peregrine.book;

/**
 * Prices to whole ticks without dividing: exact division by a constant is one multiplication by its inverse modulo 2^64 and a rotation, and
 * the quotient of a number that is not divisible comes out above any real quotient (Granlund and Montgomery 1994; Hacker's Delight 10-17).
 *
 * <p><b>Threading:</b> immutable. <b>Units:</b> prices as mantissas. <b>Allocates:</b> none.
 */
final class TickScale {
    /** Not a positive whole number of ticks, or more than {@link BookDescriptor#TICK_MAX}. */
    static final long OFF_TICK = -1;

    private final long tickSize;
    private final long inverse;
    private final int shift;
    private final long tickMax;

    TickScale(final long tickSize) {
        this.tickSize = tickSize;
        shift = Long.numberOfTrailingZeros(tickSize);
        final long odd = tickSize >>> shift;
        // Newton's iteration doubles the number of correct low bits: 5, 10, 20, 40, 80.
        long x = 3 * odd ^ 2;
        for (int i = 0; i < 4; i++) {
            x *= 2 - odd * x;
        }
        inverse = x;
        tickMax = Math.min(BookDescriptor.TICK_MAX, Long.MAX_VALUE / tickSize);
    }

    /** Ticks of a price, or {@link #OFF_TICK}. */
    long ticks(final long price) {
        final long ticks = Long.rotateRight(price * inverse, shift);
        return ticks > 0 && ticks <= tickMax ? ticks : OFF_TICK;
    }

    /** Price of so many ticks. */
    long price(final long ticks) {
        return ticks * tickSize;
    }
}
