package io.peregrine.risk;

/**
 * A sum in 128 bits, for amounts of which many at the end of their range come together: it never wraps, and what was added can be taken
 * out again to the last digit.
 *
 * <p><b>Threading:</b> confined to its owner's thread. <b>Allocates:</b> none after construction.
 */
final class WideSum {
    private long high;
    private long low;

    void add(final long amount) {
        final long sum = low + amount;
        high += (amount >> Long.SIZE - 1) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
    }

    /** The sum, or the nearest long where it does not fit; the smallest one is not used. */
    long nearest() {
        if (high == low >> Long.SIZE - 1 && low != Long.MIN_VALUE) {
            return low;
        }
        return high < 0 ? -Long.MAX_VALUE : Long.MAX_VALUE;
    }
}
