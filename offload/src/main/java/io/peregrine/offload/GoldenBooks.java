package io.peregrine.offload;

import io.peregrine.signal.SignalBatch;
import io.peregrine.signal.SignalCatalogue;
import java.util.SplittableRandom;

/**
 * Tops of book that visit the corners of the signals' contract, and the comparison of a backend's answers with the reference, bit by bit.
 * Every backend passes it before it is used.
 *
 * <p><b>Threading:</b> stateless. <b>Allocates:</b> {@link #fill} a generator, {@link #firstMismatch} none.
 */
final class GoldenBooks {
    private static final long[] QUANTITIES = {
        0, 1, 2, 3, (1L << 30) - 1, 1L << 30, (1L << 31) - 1, 1L << 31, (1L << 32) + 1, (1L << 53) + 1, 1L << 62, Long.MAX_VALUE};
    private static final long[] SPREADS = {
        0, 1, -1, 2, -3, (1L << 31) + 1, (1L << 32) - 1, -(1L << 32) + 1, 1L << 32, -(1L << 32), 1L << 45, Long.MIN_VALUE};
    private static final int CORNERS = QUANTITIES.length * QUANTITIES.length * SPREADS.length;
    private static final long PRICE_BOUND = 1L << 46;

    /** Rows that visit all corners and some books between; not a multiple of a work-group or a vector. */
    static final int COUNT = CORNERS + 49;
    static final long SEED = 7301;

    private GoldenBooks() {
    }

    /**
     * Fills the first {@code count} rows: every pair of quantity corners under every spread corner, then random books of all magnitudes:
     * one-sided, empty, locked, crossed, and with spreads beyond the contract's range.
     */
    static void fill(final SignalBatch batch, final int count, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < count; i++) {
            final long bid = random.nextLong(PRICE_BOUND) >>> random.nextInt(46);
            if (i < CORNERS) {
                final int pair = i / SPREADS.length;
                final long bidQuantity = QUANTITIES[pair % QUANTITIES.length];
                batch.set(i, bid, bidQuantity, bid + SPREADS[i % SPREADS.length], QUANTITIES[pair / QUANTITIES.length]);
            } else {
                final long spread = random.nextLong() >> (30 + random.nextInt(34));
                batch.set(i, bid, quantity(random), bid + spread, quantity(random));
            }
        }
    }

    private static long quantity(final SplittableRandom random) {
        return random.nextLong() >>> (1 + random.nextInt(63));
    }

    /**
     * Compares every answer with {@link SignalCatalogue}.
     *
     * @return the first row that differs, or {@code count}
     */
    static int firstMismatch(final SignalBatch batch, final int count) {
        for (int i = 0; i < count; i++) {
            final long bidQuantity = batch.get(1, i);
            final long askQuantity = batch.get(3, i);
            if (batch.imbalance(i) != SignalCatalogue.imbalance(bidQuantity, askQuantity)
                || batch.microprice(i) != SignalCatalogue.microprice(batch.get(0, i), bidQuantity, batch.get(2, i), askQuantity)) {
                return i;
            }
        }
        return count;
    }

    /** A row for people: inputs, answers and what they should be. */
    static String describe(final SignalBatch batch, final int row) {
        final long bidQuantity = batch.get(1, row);
        final long askQuantity = batch.get(3, row);
        return "row " + row + ": bid " + bidQuantity + " @ " + batch.get(0, row) + ", ask " + askQuantity + " @ " + batch.get(2, row)
            + ": imbalance " + batch.imbalance(row) + " for " + SignalCatalogue.imbalance(bidQuantity, askQuantity)
            + ", microprice " + batch.microprice(row) + " for "
            + SignalCatalogue.microprice(batch.get(0, row), bidQuantity, batch.get(2, row), askQuantity);
    }
}
