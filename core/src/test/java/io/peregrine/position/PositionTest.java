package io.peregrine.position;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.Side;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PositionTest {
    private static final long ONE = 100_000_000;

    /** Prices of 2 decimals, quantities of 3; amounts of 8. */
    private final PositionBook book = new PositionBook(
            new Instruments(List.of(new Instrument(0, Venue.BINANCE_SPOT, "A/B", "AB", "A", "B", 2, 3, 1, 1, 1, 1_000_000, 0))), 2);
    private final Position position = book.total(0);

    @Test
    void averageCostThroughAWholeLife() {
        fill(Side.BUY, 10_000, 1_000);
        fill(Side.BUY, 11_000, 1_000);
        assertEquals(10_500, position.averagePrice());
        assertEquals(210 * ONE, position.cost());
        fill(Side.SELL, 12_000, 500);
        assertEquals((long) (7.5 * ONE), position.realisedPnl(), "half a unit sold 15 above its average");
        assertEquals((long) (1.5 * 15 * ONE), position.unrealisedPnl(12_000));
        fill(Side.SELL, 10_000, 1_500);
        assertEquals(0, position.cost());
        assertEquals(0, position.realisedPnl(), "+7.5 −7.5");
        assertEquals(Instrument.NULL_VALUE, position.averagePrice());
        assertEquals(List.of(4L, 1L, 1L, 420 * ONE), counts());
    }

    @Test
    void aFillThroughZeroClosesAndOpensTheOtherWay() {
        fill(Side.SELL, 10_000, 1_000);
        assertEquals(-100 * ONE, position.cost());
        assertEquals(10_000, position.averagePrice());
        fill(Side.BUY, 9_000, 3_000);
        assertEquals(2_000, position.quantity());
        assertEquals(180 * ONE, position.cost());
        assertEquals(10 * ONE, position.realisedPnl());
    }

    @Test
    void feesInQuoteAreProfitFeesInBaseAreHoldings() {
        book.onFill(1, 0, Side.BUY, 10_000, 1_000, 100_000, 0);
        book.onFill(1, 0, Side.SELL, 10_000, 1_000, 10_000_000, 1);
        book.onFill(1, 0, Side.SELL, 10_000, 0, 7, -1);
        assertEquals(-10_000_000, position.realisedPnl());
        assertEquals(-100_000, position.baseQuantity());
        assertEquals(0, position.quantity());
        assertEquals(List.of(100_000L, 10_000_000L, 7L), List.of(position.feesE8(0), position.feesE8(1), position.feesE8(-1)));
    }

    @Test
    void aSpotFillChangesTwoBalancesAndADerivativesTheProfitOfOne() {
        final PositionBook both = new PositionBook(new Instruments(List.of(
                new Instrument(0, Venue.BINANCE_SPOT, "A/B", "AB", "A", "B", 2, 3, 1, 1, 1, 1_000_000, 0),
                new Instrument(1, Venue.BINANCE_USDM, "A/B", "AB", "A", "B", 2, 3, 1, 1, 1, 1_000_000, 0)), List.of(), List.of("C")), 1);
        for (int id = 0; id < 2; id++) {
            both.onFill(0, id, Side.BUY, 10_000, 3_000, 25_000_000, 1);
            both.onFill(0, id, Side.SELL, 11_000, 1_000, 50_000_000, 2);
        }
        assertEquals(List.of(2 * ONE, -190 * ONE - 25_000_000, -50_000_000L), changes(both.total(0)));
        assertEquals(List.of(0L, 10 * ONE - 25_000_000, -50_000_000L), changes(both.total(1)));
        both.onFill(0, 0, Side.BUY, 10_000, 1_000, 1_000_000, 0);
        assertEquals(299_000_000, both.total(0).balanceChangeE8(0));
    }

    private static List<Long> changes(final Position position) {
        return List.of(position.balanceChangeE8(0), position.balanceChangeE8(1), position.balanceChangeE8(2));
    }

    @Test
    void aStrategyThatIsNotConfiguredAnyMoreCountsAsByHand() {
        book.onFill(9, 0, Side.BUY, 10_000, 1_000, 0, 0);
        assertEquals(1_000, book.position(0, 0).quantity());
        assertEquals(0, book.position(1, 0).quantity());
    }

    @Test
    void sumsThatDoNotFitStopTheAgent() {
        assertThrows(ArithmeticException.class, () -> fill(Side.BUY, Long.MAX_VALUE / 2, 1_000));
    }

    @Test
    void multipliesAndDividesThrough128Bits() {
        final SplittableRandom random = new SplittableRandom(7);
        final BigInteger most = BigInteger.valueOf(Long.MAX_VALUE);
        for (int i = 0; i < 200_000; i++) {
            final long a = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
            final long b = random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63);
            final long c = i % 3 == 0 ? ONE : 1 + (random.nextLong(Long.MAX_VALUE) >>> random.nextInt(63));
            final BigInteger exact = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).divide(BigInteger.valueOf(c));
            assertEquals(exact.min(most).longValueExact(), Money.multiplyDivide(a, b, c), () -> a + " × " + b + " / " + c);
        }
        assertEquals(Long.MAX_VALUE, Money.multiplyDivide(Long.MAX_VALUE, 1, 1));
        assertEquals(Long.MAX_VALUE, Money.multiplyDivide(Long.MAX_VALUE, 2, 1));
        assertEquals(Long.MAX_VALUE, Money.multiplyDivide(Long.MAX_VALUE, ONE, ONE));
        assertEquals(Long.MAX_VALUE, Money.multiplyDivide(Long.MAX_VALUE, ONE + 1, ONE));
        assertEquals(Long.MAX_VALUE, Money.multiplyDivide(Long.MAX_VALUE, 3, 3));
        assertEquals(Long.MAX_VALUE - 1, Money.multiplyDivide(Long.MAX_VALUE - 1, 3, 3));
    }

    @Test
    void scalesWithoutLosingADigitOrRoundsAwayFromZero() {
        assertEquals(1_200, Money.rescale(12, 1, 3));
        assertEquals(13, Money.rescale(1_201, 3, 1));
        assertEquals(-13, Money.rescale(-1_201, 3, 1));
        assertEquals(1, Money.rescale(5, 30, 2));
        assertEquals(Long.MAX_VALUE, Money.rescale(Long.MAX_VALUE / 9, 0, 1));
        assertEquals(-Long.MAX_VALUE, Money.rescale(-7, 0, 30));
        assertEquals(Long.MAX_VALUE, Money.saturatedAdd(Long.MAX_VALUE, 1));
        assertEquals(Long.MAX_VALUE / 3, Money.multiplyDivide(Long.MAX_VALUE / 3 * 2, Long.MAX_VALUE / 2, Long.MAX_VALUE / 2 * 2));
    }

    private void fill(final Side side, final long price, final long quantity) {
        book.onFill(1, 0, side, price, quantity, 0, 0);
    }

    private List<Long> counts() {
        return List.of(position.fillCount(), position.wonCount(), position.lostCount(), position.volume());
    }
}
