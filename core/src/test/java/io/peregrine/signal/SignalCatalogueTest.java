package io.peregrine.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The reference form against the contract's text in arithmetic without bounds. */
class SignalCatalogueTest {
    private static final long ONE = 1L << 30;

    @Test
    void imbalanceRunsFromAllAskToAllBid() {
        assertEquals(ONE, SignalCatalogue.imbalance(5, 0));
        assertEquals(-ONE, SignalCatalogue.imbalance(0, 5));
        assertEquals(0, SignalCatalogue.imbalance(5, 5));
        assertEquals(0, SignalCatalogue.imbalance(0, 0));
        assertEquals(ONE / 2, SignalCatalogue.imbalance(3, 1));
    }

    @Test
    void imbalanceIsTruncatedTowardsZeroOnEitherSide() {
        assertEquals(357_913_941, SignalCatalogue.imbalance(2, 1));
        assertEquals(-357_913_941, SignalCatalogue.imbalance(1, 2));
    }

    @Test
    void micropriceLeansTowardsTheThinnerSide() {
        assertEquals(100L << 16, SignalCatalogue.microprice(100, 0, 104, 7));
        assertEquals(104L << 16, SignalCatalogue.microprice(100, 7, 104, 0));
        assertEquals(103L << 16, SignalCatalogue.microprice(100, 3, 104, 1));
    }

    @Test
    void micropriceIsTheMidWhereQuantitiesOrSpreadSayNothing() {
        assertEquals(102L << 16, SignalCatalogue.microprice(100, 0, 104, 0));
        final long wide = 1L << 32;
        assertEquals(wide << 15, SignalCatalogue.microprice(0, 9, wide, 1));
        assertEquals((wide - 1) << 15, SignalCatalogue.microprice(0, 5, wide - 1, 5));
    }

    @Test
    void agreesWithTheContractInUnboundedArithmetic() {
        final long seed = 20_260_711L;
        final SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            final long bidQuantity = random.nextLong() >>> (1 + random.nextInt(63));
            final long askQuantity = random.nextLong() >>> (1 + random.nextInt(63));
            final long bid = random.nextLong(1L << 46);
            final long ask = bid + (random.nextLong() >> (31 + random.nextInt(33)));
            final String row = "seed " + seed + " row " + i;
            assertEquals(imbalance(bidQuantity, askQuantity), SignalCatalogue.imbalance(bidQuantity, askQuantity), row);
            final long microprice = SignalCatalogue.microprice(bid, bidQuantity, ask, askQuantity);
            assertEquals(microprice(bid, bidQuantity, ask, askQuantity), microprice, row);
        }
    }

    @Test
    void aBatchHasAtLeastOneInstrumentAndFitsItsBuffer() {
        assertThrows(IllegalArgumentException.class, () -> new SignalBatch(0));
        assertThrows(ArithmeticException.class, () -> new SignalBatch(Integer.MAX_VALUE));
        final SignalBatch batch = new SignalBatch(513);
        assertEquals(2 * 4096, batch.columnOffset(1));
        assertEquals(6 * 2 * 4096, batch.buffer().capacity());
    }

    private static long imbalance(final long bidQuantity, final long askQuantity) {
        final int shift = shift(bidQuantity, askQuantity);
        final BigInteger b = BigInteger.valueOf(bidQuantity >> shift);
        final BigInteger a = BigInteger.valueOf(askQuantity >> shift);
        return b.add(a).signum() == 0 ? 0 : b.subtract(a).shiftLeft(30).divide(b.add(a)).longValueExact();
    }

    private static long microprice(final long bid, final long bidQuantity, final long ask, final long askQuantity) {
        final int shift = shift(bidQuantity, askQuantity);
        final BigInteger b = BigInteger.valueOf(bidQuantity >> shift);
        final BigInteger a = BigInteger.valueOf(askQuantity >> shift);
        final BigInteger spread = BigInteger.valueOf(ask).subtract(BigInteger.valueOf(bid));
        if (b.add(a).signum() == 0 || spread.abs().bitLength() > 32) {
            return BigInteger.valueOf(bid).add(BigInteger.valueOf(ask)).shiftLeft(15).longValueExact();
        }
        final BigInteger fraction = b.shiftLeft(30).divide(b.add(a));
        return BigInteger.valueOf(bid).shiftLeft(16).add(spread.multiply(fraction).shiftRight(14)).longValueExact();
    }

    private static int shift(final long bidQuantity, final long askQuantity) {
        return Math.max(0, BigInteger.valueOf(bidQuantity | askQuantity).bitLength() - 31);
    }
}
