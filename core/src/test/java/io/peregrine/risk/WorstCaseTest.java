package io.peregrine.risk;

import static io.peregrine.instrument.Instrument.NULL_VALUE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.peregrine.instrument.Instrument;
import io.peregrine.instrument.Instruments;
import io.peregrine.instrument.Venue;
import io.peregrine.message.OrderType;
import io.peregrine.message.Side;
import io.peregrine.order.OrderRequest;
import io.peregrine.position.Money;
import io.peregrine.position.PositionBook;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What an order could change is never more than what is asked first, for any position, orders, mark, and decimals. */
class WorstCaseTest {
    private static final long SEED = 20_261_126;
    private static final int CASES = 300_000;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final OrderRequest request = new OrderRequest();
    private final WorstCase.Change change = new WorstCase.Change();

    @Test
    void noExposureGrowsByMoreThanIsAskedFirst() {
        long close = 0;
        for (int i = 0; i < CASES; i++) {
            final Instrument instrument = instrument(random.nextInt(7), random.nextInt(7));
            final WorstCase worst = new WorstCase(instrument);
            final long mark = random.nextInt(10) == 0 ? NULL_VALUE : upTo(40);
            evaluate(worst, instrument, mark);
            order(instrument, upTo(24), upTo(24));
            worst.consider(request, mark, change);
            final long mostE8 = Money.saturatedAdd(worst.mostE8(request, mark), WorstCase.ROUNDING_E8);
            final String label = "seed " + SEED + " case " + i;
            assertTrue(Math.abs(change.highE8) <= mostE8, label);
            assertTrue(Math.abs(change.lowE8) <= mostE8, label);
            assertTrue(change.grossE8 <= mostE8, label);
            close += Math.max(change.highE8, -change.lowE8) >= mostE8 - 2 * WorstCase.ROUNDING_E8 ? 1 : 0;
        }
        assertTrue(close > CASES / 3, "it is no more than it could change, so often: " + close);
    }

    @Test
    void aPositionWithAnOrderIsTheSumOfBothUpToEightDecimals() {
        for (int i = 0; i < CASES; i++) {
            final Instrument instrument = instrument(2, random.nextInt(9));
            final WorstCase worst = new WorstCase(instrument);
            evaluate(worst, instrument, upTo(20));
            order(instrument, upTo(20), upTo(30));
            assertTrue(worst.adds());
            assertEquals(worst.positionWithE8(request), worst.positionE8(request.side()) + request.quantityE8());
        }
        assertFalse(new WorstCase(instrument(2, 9)).adds());
    }

    @Test
    void whatCouldNotBeValuedWithTheOrderIsNotTold() {
        final Instrument instrument = instrument(5, 6);
        final PositionBook positions = new PositionBook(new Instruments(List.of(instrument)), 1);
        positions.onFill(0, 0, Side.BUY, 100_000, 16, 0, -1);
        final long mark = 1_000_000_000_000L;
        final long valuedMost = Long.MAX_VALUE / mark;
        final WorstCase worst = new WorstCase(instrument);
        worst.orders(1_000, 2_000, 0, 0);
        worst.evaluate(positions.total(0), mark, change);
        assertEquals(valuedMost - 16 - 1_000, largestTold(worst, Side.BUY, mark, valuedMost));
        assertEquals(valuedMost + 16 - 2_000, largestTold(worst, Side.SELL, mark, valuedMost));
        worst.evaluate(positions.total(0), NULL_VALUE, change);
        order(instrument, 100_000, 5L * valuedMost);
        assertEquals(request.reserveE8(), worst.mostE8(request, NULL_VALUE), "without a mark there is nothing to be valued");
    }

    private long largestTold(final WorstCase worst, final Side side, final long mark, final long most) {
        long told = 0;
        for (long quantity = most - 5_000; quantity < most; quantity++) {
            request.set(0, 0, side, OrderType.LIMIT, quantity).sizeE8(0, 0);
            told = worst.mostE8(request, mark) == Long.MAX_VALUE ? told : quantity;
        }
        return told;
    }

    private void evaluate(final WorstCase worst, final Instrument instrument, final long mark) {
        final PositionBook positions = new PositionBook(new Instruments(List.of(instrument)), 1);
        if (random.nextBoolean()) {
            positions.onFill(0, 0, side(), upTo(16), upTo(16), 0, -1);
        }
        final long buys = random.nextBoolean() ? 0 : upTo(30);
        final long sells = random.nextBoolean() ? 0 : upTo(30);
        worst.orders(buys, sells, buys == 0 ? 0 : upTo(50), sells == 0 ? 0 : upTo(50));
        worst.evaluate(positions.total(0), mark, change);
    }

    private void order(final Instrument instrument, final long price, final long quantity) {
        request.set(0, 0, side(), OrderType.LIMIT, quantity).prices(price, OrderRequest.NO_PRICE).reserveAt(price);
        request.sizeE8(Money.rescale(quantity, instrument.quantityDecimals(), Money.E8_DECIMALS),
                Exposure.valueE8(instrument, price, quantity));
    }

    private Side side() {
        return random.nextBoolean() ? Side.BUY : Side.SELL;
    }

    /** From 1, of any magnitude up to so many bits. */
    private long upTo(final int bits) {
        return 1 + random.nextLong(1L << random.nextInt(1, bits + 1));
    }

    private static Instrument instrument(final int priceDecimals, final int quantityDecimals) {
        return new Instrument(0, Venue.BINANCE_SPOT, "A/USD", "AUSD", "A", "USD", priceDecimals, quantityDecimals, 1, 1, 1,
                Long.MAX_VALUE, 0);
    }
}
